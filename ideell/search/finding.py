"""From a question to what a person may open of it: one statement, asked with `visible_to`.

What may not be seen is never fetched: each kind's own condition stands in the question, so that
hits, counts and hints are made of the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
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

RANKED = 3_000  # hits that are counted and put in order by how well they fit
MOST = 1_000  # hits of each kind, the newest, where there are more
NO_RANK = sa.literal(0.0).label("rank")
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

    def by_group(self) -> dict[Group, list[Hit]]:
        """Return the hits of each group that has any, the groups in their order."""
        found: dict[Group, list[Hit]] = {}
        groups = {model: searched.group for model, searched in kinds.searched().items()}
        for hit in self.hits:
            found.setdefault(groups[hit.model], []).append(hit)
        return dict(sorted(found.items(), key=lambda item: item[0].place))


class Finder:
    """Finds for one person; its conditions are made once, whatever is then asked."""

    def __init__(self, actor: Actor, narrowed: Narrowed | None = None) -> None:
        self._engine = engine_of(db.session.connection())
        self._kinds = kinds_for(actor)
        self._firsts = {numbers_of(model)[0]: model for model in self._kinds}
        self._narrowing = _narrowing(narrowed or Narrowed())
        self._open = [
            self._of_kind(model, seen_by(actor, model, searched))
            for model, searched in self._kinds.items()
        ]

    def find(self, question: Question) -> Found:
        """Return what answers the question, the best first."""
        if question.is_empty:
            return Found()
        asked = {"asked": self._engine.said(question)}
        query = self._hits(self._engine.rank().label("rank"), sa.or_(*self._open))
        rows = db.session.execute(query.limit(RANKED + 1), asked).all()
        if len(rows) > RANKED:
            return self._newest(asked)
        return Found(sorted(map(self._hit, rows), key=_best_first))

    def finds(self, *terms: Term) -> bool:
        """Tell whether there is anything in which all of these terms stand."""
        asked = {"asked": self._engine.said(Question("", terms))}
        query = self._hits(NO_RANK, sa.or_(*self._open)).limit(1)
        return db.session.execute(query, asked).first() is not None

    def _newest(self, asked: dict[str, str]) -> Found:
        """Return the newest of each kind: of so many, no words tell which are the best."""
        newest = [
            self._hits(NO_RANK, is_open).order_by(self._engine.number.desc()).limit(MOST + 1)
            for is_open in self._open
        ]
        query = sa.union_all(*(sa.select(some.subquery()) for some in newest))
        hits, full = list[Hit](), set[Group]()
        every = map(self._hit, db.session.execute(query, asked))
        for model, some in groupby(every, key=lambda hit: hit.model):
            found = list(some)
            hits += found[:MOST]
            if len(found) > MOST:
                full.add(self._kinds[model].group)
        return Found(sorted(hits, key=_best_first), frozenset(full))

    def _hits(self, rank: Any, is_open: sa.ColumnElement[bool]) -> sa.Select[Any]:
        number = self._engine.number
        columns = (ENTRIES.c.thing_id, ENTRIES.c.organisation_id, ENTRIES.c.at)
        return (
            sa.select(number.label("number"), *columns, rank)
            .select_from(number.table)
            .join(ENTRIES, ENTRIES.c.id == number)
            .where(self._engine.matches(), is_open, *self._narrowing)
        )

    def _of_kind(self, model: Any, seen: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        """The condition that an entry is of this kind (whose entries have their numbers side by
        side), and of a thing that may be opened.
        """
        thing = sa.select(sa.literal(1)).select_from(model.__table__)
        is_seen = thing.where(model.id == ENTRIES.c.thing_id, seen).correlate(ENTRIES).exists()
        return sa.and_(self._engine.number.between(*numbers_of(model)), is_seen)

    def _hit(self, row: Any) -> Hit:
        model = self._firsts[row.number - row.thing_id]
        return Hit(model, row.thing_id, row.organisation_id, row.at, row.rank)


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
