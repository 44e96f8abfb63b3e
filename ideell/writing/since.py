"""What has happened in a text since somebody opened a page about it: a line, never a change.

The page asks once a minute what is new. Whoever reads or types is told and left in peace: new
comments are announced, not put in, and who is writing where is said at each block (ux 5.4, 5.8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.writing.comments import Comment
from ideell.writing.margins import Talk
from ideell.writing.models import Text
from ideell.writing.presence import Writer, by_block, writers_in

PAIR = re.compile(r"(\d{1,9})-\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Since:
    """What a page had when it was opened, and what is new.

    `comment` is the number of the last comment and `block` of the last block that were on the
    page; `first` is the first new comment, of `many`. `writing` are the blocks where others
    write, each with its writers, and `told` what the page says of that.
    """

    text_id: int
    comment: int
    block: int
    many: int = 0
    first: int | None = None
    writing: tuple[tuple[int, int], ...] = ()
    told: tuple[tuple[int, str], ...] = ()
    elsewhere: str = ""

    @classmethod
    def beginning(
        cls, text: Text, talks: Iterable[Talk], blocks: Iterable[int], writers: Sequence[Writer]
    ) -> Since:
        """Return what a page has that is drawn now."""
        comments = [comment.id for talk in talks for comment in talk.comments]
        begun = cls(text.id, max(comments, default=0), max(blocks, default=0))
        return begun._with(writers)

    @classmethod
    def now(cls, text: Text, comment: int, block: int, actor: Actor) -> Since:
        """Return what is new on a page that had these last ones."""
        many, first = new_comments(text, comment, actor)
        begun = cls(text.id, comment, block, many=many, first=first)
        return begun._with(writers_in(actor, text_id=text.id))

    @property
    def seen(self) -> str:
        """What the page says, in short: told by the page when it asks again."""
        pairs = ".".join(f"{block}-{user}" for block, user in self.writing)
        return f"{self.many}:{pairs}"

    @property
    def asked(self) -> str:
        """What the page asks with."""
        return f"kommentar={self.comment}&stycke={self.block}&sett={self.seen}"

    def lines(self, seen: str) -> list[tuple[int, str]]:
        """Return what to say at the blocks of a page that says `seen`, also where nobody is left.

        Blocks that came after the page was drawn are not on it.
        """
        told = dict.fromkeys((int(found[1]) for found in PAIR.finditer(seen[:2000])), "")
        told |= dict(self.told)
        return [(block, said) for block, said in told.items() if 0 < block <= self.block]

    def _with(self, writers: Sequence[Writer]) -> Since:
        told = by_block(writers)
        return replace(
            self,
            writing=tuple((writer.block_id or 0, writer.user_id) for writer in writers),
            told=tuple((block, said) for block, said in told.items() if block is not None),
            elsewhere=told.get(None, ""),
        )


def new_comments(text: Text, after: int, actor: Actor) -> tuple[int, int | None]:
    """Return how many comments others have made after one, and which was the first."""
    many, first = db.session.execute(
        sa.select(sa.func.count(), sa.func.min(Comment.id)).where(
            Comment.text_id == text.id,
            Comment.id > after,
            Comment.state == "visible",
            Comment.author_id != actor.user_id,
        )
    ).one()
    return many, first
