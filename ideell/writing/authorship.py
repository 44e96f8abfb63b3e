"""Who has written this: sentence by sentence, who wrote, suggested and approved it, and when.

Nothing is compared here: the stored origins say which save each part of the block came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.dates import moment_in_words
from ideell.foundation.language import _, in_a_row
from ideell.foundation.text import plain
from ideell.writing.comments import Comment
from ideell.writing.models import Block, Revision
from ideell.writing.origins import origins_of
from ideell.writing.suggestions import Suggestion, Support
from ideell.writing.tokens import sentences, words
from ideell.writing.tracing import Run, cut

LONGEST_QUOTE = 90


@dataclass(frozen=True)
class Part:
    """What of a sentence came with one save; `words` is "" when it is the whole sentence."""

    words: str
    said: str
    agreed: str
    why: str
    version: int | None
    suggestion: Suggestion | None


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands, with where it came from."""

    text: str
    parts: list[Part]


@dataclass(frozen=True)
class Source:
    """What somebody said that the text has taken up: who said it, how it begins, where."""

    who: str
    excerpt: str
    url: str


_sources: list[Callable[[Block, Actor], list[Source]]] = []


def register_sources(finds: Callable[[Block, Actor], list[Source]]) -> None:
    """Let a higher room tell what a block's text has taken up, as far as `actor` may see it."""
    if finds not in _sources:
        _sources.append(finds)


def sources_of(block: Block, actor: Actor) -> list[Source]:
    """Return what higher rooms know that the block's text has taken up."""
    return [source for finds in _sources for source in finds(block, actor)]


def sentences_of(block: Block) -> list[Sentence]:
    """Return the block sentence by sentence, in a fixed number of questions."""
    traced = origins_of(block)
    known = _saves({run.origin for run in traced.runs})
    suggested = _suggestions(known.values())
    told, place = [], 0
    for text in sentences(block.text):
        end = place + len(text)
        runs = list(cut(traced.runs, place, end))
        told.append(Sentence(plain(text).strip(), _parts(text, runs, known, suggested, block)))
        place = end
    return told


def _parts(
    text: str,
    runs: Sequence[Run],
    known: dict[int, Revision],
    suggested: dict[int, Suggestion],
    block: Block,
) -> list[Part]:
    """What came with each save, the largest part first; spaces and points follow the words."""
    said: dict[int, list[str]] = {}
    place = 0
    for run in runs:
        piece = text[place : place + run.length]
        place += run.length
        if words(piece):
            said.setdefault(run.origin, []).append(piece)
    order = sorted(said, key=lambda origin: -sum(map(len, said[origin])))
    return [
        _part("" if place == 0 else _quoted(said[origin]), known.get(origin), suggested, block)
        for place, origin in enumerate(order)
    ]


def _part(
    quoted: str, revision: Revision | None, suggested: dict[int, Suggestion], block: Block
) -> Part:
    if revision is None:
        return Part(quoted, _("Vi vet inte vem som skrev det."), "", "", None, None)
    ours = [suggested[number] for number in revision.from_suggestions if number in suggested]
    here = [one for one in ours if one.block_id == block.id] or ours
    agreed = {support.organisation.called for one in here for support in one.agreeing}
    return Part(
        quoted,
        " ".join([*map(_who_suggested, here), _who_saved(revision, bool(here))]),
        in_a_row(sorted(agreed)),
        here[0].why if len(here) == 1 else "",
        revision.number,
        here[0] if len(here) == 1 else None,
    )


def _who_suggested(suggestion: Suggestion) -> str:
    values: dict[str, Any] = {
        "name": suggestion.author.name,
        "organisation": suggestion.acting_org.called,
        "when": moment_in_words(suggestion.made_at),
    }
    if suggestion.on_behalf:
        return _("%(organisation)s föreslog det %(when)s, inlagt av %(name)s.", **values)
    said = _("%(name)s, %(organisation)s, föreslog det %(when)s.", **values)
    comment = suggestion.from_comment
    if comment is None or comment.state != "visible":
        return said
    return _("%(said)s Det kom ur en kommentar av %(who)s.", said=said, who=comment.author.name)


def _who_saved(revision: Revision, is_suggested: bool) -> str:
    values: dict[str, Any] = {
        "name": revision.author.name,
        "organisation": revision.acting_org.called,
        "when": moment_in_words(revision.at),
    }
    if is_suggested:
        return _("%(name)s, %(organisation)s, godkände det %(when)s.", **values)
    return _("%(name)s, %(organisation)s, skrev det %(when)s.", **values)


def _quoted(pieces: Iterable[str]) -> str:
    said = " … ".join(" ".join(plain(piece).split()) for piece in pieces)
    return said if len(said) <= LONGEST_QUOTE else f"{said[:LONGEST_QUOTE].rstrip()} …"


def _saves(numbers: Iterable[int]) -> dict[int, Revision]:
    found = db.session.scalars(
        sa.select(Revision)
        .where(Revision.id.in_(list(numbers)))
        .options(joinedload(Revision.author), joinedload(Revision.acting_org))
    )
    return {revision.id: revision for revision in found}


def _suggestions(revisions: Iterable[Revision]) -> dict[int, Suggestion]:
    numbers = [number for revision in revisions for number in revision.from_suggestions]
    found = db.session.scalars(
        sa.select(Suggestion)
        .where(Suggestion.id.in_(numbers))
        .options(
            joinedload(Suggestion.author),
            joinedload(Suggestion.acting_org),
            joinedload(Suggestion.from_comment).joinedload(Comment.author),
            selectinload(Suggestion.supports).joinedload(Support.organisation),
        )
    )
    return {suggestion.id: suggestion for suggestion in found}
