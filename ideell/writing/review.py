"""What waits for a decision in some texts, and what was decided lately, for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import UNDO_DAYS, Deed
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.writing.cards import Card, cards_of_texts
from ideell.writing.hosting import remember_host
from ideell.writing.models import Block
from ideell.writing.outcome import Decided
from ideell.writing.progress import Progress, progress_of
from ideell.writing.queue_kinds import KINDS, of_kind
from ideell.writing.suggestions import Suggestion

SHOWN_HOURS = 24
MOST_DECIDED = 60


@dataclass(frozen=True)
class Part:
    """The queue of one text."""

    host: Any
    cards: list[Card]
    decided: list[Decided]
    earlier: list[Decided]
    progress: Progress
    may_decide: bool

    @property
    def is_shown(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.cards or self.decided or self.earlier)


def parts_of(hosts: Sequence[Any], actor: Actor, kind: str = "") -> list[Part]:
    """Return what waits in the texts of these hosts, of one kind or of all, in their order."""
    for host in hosts:
        remember_host(host.text, host)
    cards = of_kind(cards_of_texts([host.text_id for host in hosts]), kind)
    decided = _decided(hosts, actor)
    return [_part(host, cards, decided, actor) for host in hosts]


def counts_of(parts: Sequence[Part]) -> dict[str, int]:
    """Return how many wait in all, by kind."""
    return {name: sum(part.progress.counts[name] for part in parts) for name in ("", *KINDS)}


def _part(host: Any, cards: Sequence[Card], decided: Sequence[Decided], actor: Actor) -> Part:
    lines = [line for line in decided if line.suggestion.text_id == host.text_id]
    return Part(
        host=host,
        cards=[card for card in cards if card.block.text_id == host.text_id],
        decided=[line for line in lines if not _is_earlier(line)],
        earlier=[line for line in lines if _is_earlier(line)],
        progress=progress_of(host.text_id, host.place.title),
        may_decide=host.may_decide(actor),
    )


def _is_earlier(line: Decided) -> bool:
    """Whether a decision is no longer fresh; it may still be undone."""
    at = line.suggestion.decided_at
    return at is None or at < now() - timedelta(hours=SHOWN_HOURS)


def _decided(hosts: Sequence[Any], actor: Actor) -> list[Decided]:
    """What was decided while it may be undone, with the reader's own deeds, which they may undo."""
    texts = [host.text_id for host in hosts]
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
