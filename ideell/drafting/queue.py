"""The queue of suggestions, as one reader sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import UNDO_DAYS, Deed
from ideell.drafting.models import Response, Section
from ideell.drafting.overview import sections_shown
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.writing.batching import WordingsLeft, in_batch
from ideell.writing.cards import Card, cards_of_texts
from ideell.writing.hosting import remember_host
from ideell.writing.models import Block
from ideell.writing.outcome import Decided
from ideell.writing.progress import Progress, progress_of
from ideell.writing.queue_kinds import KINDS, QueueKinds, of_kind
from ideell.writing.suggestions import Suggestion

SHOWN_HOURS = 24
MOST_DECIDED = 60


@dataclass(frozen=True)
class Part:
    """One section's part of the queue."""

    section: Section
    cards: list[Card]
    decided: list[Decided]
    earlier: list[Decided]
    progress: Progress
    may_decide: bool

    @property
    def is_shown(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.cards or self.decided or self.earlier)


@dataclass(frozen=True)
class Queue:
    """The whole page."""

    response: Response
    section: Section | None
    kinds: QueueKinds
    parts: list[Part]

    @property
    def here(self) -> str:
        """The page's own address."""
        return self.kinds.url_for(self.kinds.chosen)

    @property
    def left(self) -> WordingsLeft:
        """The changes of wording that the reader can accept together."""
        cards = [card for part in self.parts if part.may_decide for card in part.cards]
        _path, asked, section = self.kinds.url.partition("?")
        url = f"/svar/{self.response.id}/sprakforslag{asked}{section}"
        return WordingsLeft(len(in_batch(cards)), url)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not any(part.cards for part in self.parts)


def queue_of(response: Response, actor: Actor, position: int | None, kind: str) -> Queue:
    """Return what waits in one section (its number) or in all, for one reader."""
    sections = [s for s in sections_shown(response) if position in {None, s.position}]
    for section in sections:
        remember_host(section.text, section)
    cards = cards_of_texts([section.text_id for section in sections])
    chosen = of_kind(cards, kind)
    decided = _decided(sections, actor)
    parts = [_part(section, chosen, decided, actor) for section in sections]
    url = f"/svar/{response.id}/forslag"
    here = url if position is None else f"{url}?avsnitt={position}"
    return Queue(
        response=response,
        section=sections[0] if position is not None and sections else None,
        kinds=QueueKinds(here, kind if kind in KINDS else "", _counts(parts)),
        parts=[part for part in parts if part.is_shown or position is not None],
    )


def _counts(parts: Sequence[Part]) -> dict[str, int]:
    names = ("", *KINDS)
    return {name: sum(part.progress.counts[name] for part in parts) for name in names}


def _part(
    section: Section, cards: Sequence[Card], decided: Sequence[Decided], actor: Actor
) -> Part:
    lines = [line for line in decided if line.suggestion.text_id == section.text_id]
    return Part(
        section=section,
        cards=[card for card in cards if card.block.text_id == section.text_id],
        decided=[line for line in lines if not _is_earlier(line)],
        earlier=[line for line in lines if _is_earlier(line)],
        progress=progress_of(section.text_id, section.place.title),
        may_decide=section.may_decide(actor),
    )


def _is_earlier(line: Decided) -> bool:
    """Whether a decision is no longer fresh; it may still be undone."""
    at = line.suggestion.decided_at
    return at is None or at < now() - timedelta(hours=SHOWN_HOURS)


def _decided(sections: Sequence[Section], actor: Actor) -> list[Decided]:
    """What was decided while it may be undone, with the reader's own deeds, which they may undo."""
    texts = [section.text_id for section in sections]
    found = db.session.scalars(
        sa.select(Suggestion)
        .where(
            Suggestion.text_id.in_(texts),
            Suggestion.decided_at > now() - timedelta(days=UNDO_DAYS),
            Suggestion.state.in_(["accepted", "accepted_changed", "declined", "merged"]),
        )
        .options(
            joinedload(Suggestion.block).joinedload(Block.host_text),
            joinedload(Suggestion.author),
            joinedload(Suggestion.decided_by),
        )
        .order_by(Suggestion.decided_at.desc())
        .limit(MOST_DECIDED)
    ).all()
    deeds = _own_deeds([suggestion.id for suggestion in found], actor)
    return [
        Decided(suggestion, deeds.get(suggestion.id), f"decided-{suggestion.id}")
        for suggestion in sorted(found, key=lambda s: (s.block.position, s.id))
    ]


def _own_deeds(numbers: Sequence[int], actor: Actor) -> dict[int, Deed]:
    if not numbers:
        return {}
    deeds = db.session.scalars(
        sa.select(Deed)
        .where(
            Deed.thing_kind == Suggestion.__name__,
            Deed.thing_id.in_(numbers),
            Deed.user_id == actor.user_id,
            Deed.tag.in_(
                ["suggestion.accepted", "suggestion.accepted_changed", "suggestion.declined"]
            ),
            Deed.undone_at.is_(None),
        )
        .order_by(Deed.id)
    )
    return {deed.thing_id: deed for deed in deeds if deed.can_be_undone}
