"""What waits for a person: every room says what of its own does, and all are asked together.

For most people most rooms have nothing. So each source first says what it would ask, one
statement tells which of those questions have an answer at all, and only they are asked in full:

    def _held_by(actor: Actor) -> Asked | None:
        return None if actor.is_stranger else _held.asked()

    @source(_held_by)
    def for_pen_holder(actor: Actor) -> list[Waiting]:
        return [_item(section) for section in _held.rows(actor)]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import compress

from ideell.foundation.actor import Actor
from ideell.foundation.questions import Asked, which_are_answered


@dataclass(frozen=True)
class Waiting:
    """Something that waits for one person: what to do, why, by when, about how long."""

    title: str  # verb first
    sentence: str
    url: str
    action: str  # what the button says
    minutes: int
    due_on: date | None = None
    is_mine: bool = True  # only I can do it (a filled heart), or anybody could
    consultation_id: int | None = None  # whose workspace shows it too


@dataclass(frozen=True)
class Source:
    """Where some of it comes from: `asks` is what tells whether there is any for a person, or
    None when nothing of the kind can wait for them; `find` is spared when there is none.
    """

    asks: Callable[[Actor], Asked | None]
    find: Callable[[Actor], list[Waiting]]

    def __call__(self, actor: Actor) -> list[Waiting]:
        """Return what waits for `actor` of this alone."""
        return [] if self.asks(actor) is None else self.find(actor)


_everywhere: list[Source] = []
_in_workspaces: list[Source] = []


def source(
    asks: Callable[[Actor], Asked | None],
) -> Callable[[Callable[[Actor], list[Waiting]]], Source]:
    """Let a function from an actor to waiting items be a source."""
    return lambda find: Source(asks, find)


def register_waiting(source: Source, *, in_workspaces: bool = True) -> None:
    """Add a source of "väntar på dig".

    One of which no item has a `consultation_id` says that no workspace shows any.
    """
    for known in (_everywhere, _in_workspaces) if in_workspaces else (_everywhere,):
        if source not in known:
            known.append(source)


def waiting_for(actor: Actor) -> list[Waiting]:
    """Return everything that waits for `actor`, from every room, the most urgent first."""
    return _by_urgency(_found(_everywhere, actor))


def waiting_in(consultation_id: int, actor: Actor) -> list[Waiting]:
    """Return what of it the workspace of a consultation shows."""
    items = _found(_in_workspaces, actor)
    return _by_urgency(item for item in items if item.consultation_id == consultation_id)


def _found(sources: Iterable[Source], actor: Actor) -> Iterable[Waiting]:
    asked = {one: question for one in sources if (question := one.asks(actor)) is not None}
    answered = which_are_answered(list(asked.values()), actor)
    return [item for one in compress(asked, answered) for item in one.find(actor)]


def _by_urgency(items: Iterable[Waiting]) -> list[Waiting]:
    return sorted(items, key=lambda item: (item.due_on or date.max, not item.is_mine))
