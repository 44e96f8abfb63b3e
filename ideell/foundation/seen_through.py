"""What hangs on things of many kinds, by the kind's name and the thing's number.

A row that keeps those two columns is seen by whoever sees the thing, through its own `visible_to`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa

from ideell.foundation.actor import Actor
from ideell.foundation.questions import Question, Select, question
from ideell.foundation.statements import given_numbers

Things = dict[tuple[str, int], Any]


def seen_through(
    kind: Any, number: Any, models: Iterable[type], actor: Actor, *, table: Any
) -> sa.ColumnElement[bool]:
    """Return the condition that the thing named by two columns of `table` is one of these kinds
    and seen by `actor`. Asked row by row, so that it costs the same however many things there are.
    """
    seen = [
        sa.and_(
            kind == model.__name__,
            sa.select(sa.literal(1))
            .where(model.id == number, _seen(model, actor))  # type: ignore[attr-defined]  # because models have numbers
            .correlate(table)
            .exists(),
        )
        for model in models
    ]
    return sa.or_(sa.false(), *seen)


def find_seen(named: Iterable[tuple[str, int]], models: Iterable[type], actor: Actor) -> Things:
    """Return those of the things, by kind and number, that `actor` sees: a question a kind."""
    wanted: dict[str, set[int]] = {}
    for kind, number in named:
        wanted.setdefault(kind, set()).add(number)
    found: Things = {}
    for model in models:
        if numbers := wanted.get(model.__name__):
            for thing in _among(model).things(actor, numbers=numbers):
                found[model.__name__, thing.id] = thing
    return found


@cache
def _among(model: Any) -> Question:
    """Those of a kind that have one of some numbers."""
    options = getattr(model, "gate_options", list)

    @question
    def among(reader: Actor) -> Select:
        mine = model.id.in_(given_numbers("numbers"))
        return sa.select(model).where(mine, _seen(model, reader)).options(*options())

    return among


def _seen(model: Any, actor: Actor) -> sa.ColumnElement[bool]:
    """A fact (a region) says nothing of who sees it: everybody who belongs somewhere does."""
    known = getattr(model, "visible_to", None)
    if known is None:
        return sa.true() if actor.belongs else sa.false()
    condition: sa.ColumnElement[bool] = known(actor)
    return condition
