"""Språk and Sak: the two kinds of suggestions, and how many of each wait in a queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ideell.writing.cards import Card

KINDS = {"sprak": "language", "sak": "substance"}


@dataclass(frozen=True)
class QueueKinds:
    """The choice of kind above a queue. `url` is the queue's address without a choice, `counts`
    how many suggestions wait of all ("") and of each kind.
    """

    url: str
    chosen: str
    counts: dict[str, int]
    is_extra: bool = False

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return "queue-kinds"

    def url_for(self, kind: str) -> str:
        """The queue's address with a choice of kind."""
        if not kind:
            return self.url
        return f"{self.url}{'&' if '?' in self.url else '?'}slag={kind}"


def of_kind(cards: Iterable[Card], typed: str) -> list[Card]:
    """Return the cards with a suggestion of the kind chosen, or all."""
    kind = KINDS.get(typed)
    return [c for c in cards if kind is None or any(s.kind == kind for s in c.suggestions)]
