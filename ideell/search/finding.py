"""From a question to what a person may open of it: one statement, asked with `visible_to`.

What may not be seen is never fetched: each kind's own condition stands in the question, so that
hits, counts and hints are made of the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.actor import Actor
from ideell.foundation.searched import Group, Searched
from ideell.search.asking import Question, Term
from ideell.search.engines import engine_of
from ideell.search.index import numbers_of
from ideell.search.models import ENTRIES

MOST = 1_000  # hits of one kind that are counted and ranked; then the newest are taken
RANKED = 2_000  # hits in all that are put in order by how well they fit
EARLY = datetime.min.replace(tzinfo=UTC)
ZONE = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True)
class Narrowed:
    """What narrows a search: the organisation whose it is, and the year."""

    organisation_id: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Hit:
    """A thing that answers the question, and that the person may open."""

    model: type
    thing_id: int
    organisation_id: int | None
    at: datetime | None
    rank: float = 0.0


@dataclass(frozen=True)
class Found:
    """Every hit, the best first, and the groups that have more than were counted."""

    hits: Sequence[Hit] = ()
    uncounted: frozenset[Group] = frozenset()

    def of(self, group: Group) -> list[Hit]:
        """Return the hits of one group."""
        searched = kinds.searched()
        return [hit for hit in self.hits if searched[hit.model].group == group]


class Finder:
    """Finds for one person; its statement is made once, whatever is then asked."""

    def __init__(self, actor: Actor, narrowed: Narrowed | None = None) -> None:
        self._engine = engine_of(db.session.connection())
        self._kinds = kinds_for(actor)
        self._every = sa.union_all(
            *(
                self._of_kind(model, seen_by(actor, model, searched), narrowed or Narrowed())
                for model, searched in self._kinds.items()
            )
        )

    def find(self, question: Question) -> Found:
        """Return what answers the question, the best first."""
        if question.is_empty:
            return Found()
        asked = {"asked": self._engine.said(question)}
        rows = db.session.execute(self._every, asked).all()
        starts = {numbers_of(model)[0]: model for model in self._kinds}
        by_kind: dict[type, list[Any]] = {}
        for row in rows:
            by_kind.setdefault(starts[row.number - row.thing_id], []).append(row)
        full = {self._kinds[model].group for model, some in by_kind.items() if len(some) > MOST}
        ranks = self._ranks(asked) if 0 < len(rows) <= RANKED else {}
        hits = [
            Hit(model, row.thing_id, row.organisation_id, row.at, ranks.get(row.number, 0.0))
            for model, some in by_kind.items()
            for row in some[:MOST]
        ]
        return Found(sorted(hits, key=_best_first), frozenset(full))

    def finds(self, *terms: Term) -> bool:
        """Tell whether there is anything in which all of these terms stand."""
        asked = {"asked": self._engine.said(Question("", terms))}
        any_of_them = sa.select(sa.literal(1)).select_from(self._every.subquery()).limit(1)
        return db.session.scalar(any_of_them, asked) is not None

    def _of_kind(
        self, model: Any, seen: sa.ColumnElement[bool], narrowed: Narrowed
    ) -> sa.Select[Any]:
        """The newest hits of one kind; a kind's entries have their numbers side by side."""
        number = self._engine.number
        thing = sa.select(sa.literal(1)).select_from(model.__table__)
        is_seen = thing.where(model.id == ENTRIES.c.thing_id, seen).correlate(ENTRIES).exists()
        columns = (ENTRIES.c.thing_id, ENTRIES.c.organisation_id, ENTRIES.c.at)
        hits = (
            sa.select(number.label("number"), *columns)
            .select_from(number.table)
            .join(ENTRIES, ENTRIES.c.id == number)
            .where(self._engine.matches(), number.between(*numbers_of(model)), is_seen)
            .where(*_narrowing(narrowed))
            .order_by(number.desc())
            .limit(MOST + 1)
            .subquery()
        )
        return sa.select(hits)

    def _ranks(self, asked: dict[str, str]) -> dict[int, float]:
        """Return how well every entry fits; only of what was found is it looked at."""
        query = sa.select(self._engine.number, self._engine.rank()).where(self._engine.matches())
        return {row[0]: row[1] for row in db.session.execute(query, asked)}


def kinds_for(actor: Actor) -> Mapping[type, Searched]:
    """Return the kinds of which `actor` may open anything: strangers, what is published."""
    return {
        model: searched
        for model, searched in kinds.searched().items()
        if searched.strangers or not actor.is_stranger
    }


def seen_by(actor: Actor, model: Any, searched: Searched) -> sa.ColumnElement[bool]:
    """Return the condition that a thing stands and may be opened by `actor`."""
    return sa.and_(searched.stands(), (searched.seen or model.visible_to)(actor))


def _narrowing(narrowed: Narrowed) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if narrowed.organisation_id is not None:
        found.append(ENTRIES.c.organisation_id == narrowed.organisation_id)
    if narrowed.year is not None:
        begins, ends = (
            datetime(year, 1, 1, tzinfo=ZONE) for year in (narrowed.year, narrowed.year + 1)
        )
        found += [ENTRIES.c.at >= begins, ENTRIES.c.at < ends]
    return found


def _best_first(hit: Hit) -> tuple[float, float]:
    return (hit.rank, -(hit.at or EARLY).timestamp())
