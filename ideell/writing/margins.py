"""What a page says of a block, its suggestions and its comments: plain values, no rows.

The pieces of a page are remembered by these values, so everything that a piece shows is here.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from markupsafe import Markup

SHOWN_COMMENTS = 3
SHOWN_NOTES = 3
SHORT = 160  # characters of a text quoted in the margin


class Rights(NamedTuple):
    """What one reader may do with one text, asked for once and not block by block."""

    write: bool = False
    suggest: bool = False
    comment: bool = False
    decide: bool = False


class BlockShown(NamedTuple):
    """A block as it is read; `marked_html` has what open suggestions touch underlined."""

    id: int
    label: str
    kind: str
    html: Markup
    marked_html: Markup
    is_done: bool

    @property
    def anchor(self) -> str:
        """The id of its element on the page."""
        return f"block-{self.id}"


class Note(NamedTuple):
    """A suggestion in the margin, or `many` of them to choose among.

    `who` names everybody in it; `excerpt` says what the first changes, as it is stored (JSON): it
    is read when the piece is rendered, which is seldom. A move says after which block ("4:2"; "":
    first). `packet_id` is that of one's own packet, to take back whole.
    """

    id: int
    many: int
    who: str
    op: str
    excerpt: str
    needs_a_look: bool
    url: str
    is_mine: bool
    after: str = ""
    packet_id: int | None = None

    @property
    def pieces(self) -> list[list[str]]:
        """What the first changes, for the diff macro."""
        return json.loads(self.excerpt)  # type: ignore[no-any-return]  # because JSON is untyped


class WordsThen(NamedTuple):
    """What a conversation was about: the text it began on, and the number of the block it came
    from when its words stand in another one now.
    """

    quote: str
    moved_from: str = ""

    @property
    def short(self) -> str:
        """The beginning of the text."""
        return self.quote if self.is_short else f"{self.quote[:SHORT].rsplit(' ', 1)[0]} …"

    @property
    def is_short(self) -> bool:
        """Whether the whole text can stand in the margin."""
        return len(self.quote) <= SHORT


class CommentShown(NamedTuple):
    """One comment; `hidden_reason` is None unless a moderator has hidden it.

    `became` is the suggestion that was made from it; `about` tells in the first comment of a
    conversation whose words are no longer as they were.
    """

    id: int
    hidden_reason: str | None
    who: str
    organisation: str
    on_behalf: bool
    html: Markup
    is_withdrawn: bool
    when: str
    is_mine: bool
    agreed: int
    i_agree: bool
    block_id: int | None = None
    became: int | None = None
    about: WordsThen | None = None
    can_be_withdrawn: bool = False


class Talk(NamedTuple):
    """A conversation. When it is done, `who` folded it and `when`, and with which `outcome` and
    `note`; else all are "".
    """

    id: int
    block_id: int | None
    is_done: bool
    who: str
    when: str
    outcome: str
    note: str
    comments: tuple[CommentShown, ...]
    about: WordsThen | None = None

    def last(self, many: int) -> list[CommentShown]:
        """So many of its last comments, the first of them saying what it was about."""
        shown = list(self.comments[max(0, len(self.comments) - many) :])
        return [shown[0]._replace(about=self.about), *shown[1:]] if shown else []


class Draft(NamedTuple):
    """What the reader never sent: where it is, from when, and whether it can only be read."""

    url: str
    when: str
    is_choice: bool
    is_closed: bool = False


class Margin(NamedTuple):
    """A block with what is said beside it: the first few, and how many more there are.

    `writing` says who else is writing there now, and `draft` that the reader began to.
    """

    block: BlockShown
    rights: Rights
    notes: tuple[Note, ...] = ()
    more_notes: int = 0
    more_url: str = ""
    older: int = 0
    comments: tuple[CommentShown, ...] = ()
    open_talk_id: int | None = None
    done: tuple[Talk, ...] = ()
    writing: str = ""
    draft: Draft | None = None

    @property
    def is_bare(self) -> bool:
        """Whether nothing is said here."""
        return not (self.notes or self.older or self.comments or self.done or self.open_talk_id)


def margin(
    block: BlockShown,
    rights: Rights,
    notes: list[Note],
    talks: list[Talk],
    *,
    is_whole: bool = False,
) -> Margin:
    """Lay out what is said beside a block; with `is_whole`, every comment."""
    if not notes and not talks:
        return Margin(block, rights)
    going_on = [talk for talk in talks if not talk.is_done]
    many = sum(len(talk.comments) for talk in going_on)
    latest: list[CommentShown] = []
    for talk in reversed(going_on):
        latest = [*talk.last(many if is_whole else SHOWN_COMMENTS - len(latest)), *latest]
    more = notes[SHOWN_NOTES:]
    return Margin(
        block=block,
        rights=rights,
        notes=tuple(notes[:SHOWN_NOTES]),
        more_notes=len(more),
        more_url=more[0].url if more else "",
        older=many - len(latest),
        comments=tuple(latest),
        open_talk_id=going_on[0].id if going_on else None,
        done=tuple(
            [
                talk._replace(comments=tuple(talk.last(len(talk.comments))))
                for talk in talks
                if talk.is_done
            ]
        ),
    )
