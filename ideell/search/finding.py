"""From a question to what a person may open of it: asked with `visible_to` in the statement.

What may not be seen is never fetched: each kind's own condition stands in the question, so that
hits, counts and hints are made of the same rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.actor import Actor
from ideell.foundation.searched import Group, Searched
from ideell.search.asking import Question, Term
from ideell.search.engines import engine_of
from ideell.search.index import BITS, numbers_of
from ideell.search.models import ENTRIES

RANKED = 2_000  # entries that are put in order by how well they fit
MOST = 500  # hits of each kind, the newest, where there are more
NO_RANK = sa.literal(0.0).label("rank")
EARLY = datetime.min.replace(tzinfo=UTC)
ZONE = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True)
class Narrowed:
    """What narrows a search: the organisation whose it is, and the year."""

    organisation_id: int | None = None
    year: int | None = None


class Hit(NamedTuple):
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
        known, elsewhere = kinds.searched(), self._elsewhere()
        for hit in self.hits:
            group = elsewhere.get((hit.model, hit.thing_id)) or known[hit.model].group
            found.setdefault(group, []).append(hit)
        return dict(sorted(found.items(), key=lambda item: item[0].place))

    def _elsewhere(self) -> dict[tuple[type, int], Group]:
        """The hits that stand under another heading than most of their kind."""
        found: dict[tuple[type, int], Group] = {}
        for model, searched in kinds.searched().items():
            numbers = [hit.thing_id for hit in self.hits if hit.model is model]
            if searched.groups_of and numbers:
                found |= {(model, one): at for one, at in searched.groups_of(numbers).items()}
        return found


class Finder:
    """Finds for one person; what may be opened is made out once, whatever is then asked."""

    def __init__(
        self,
        actor: Actor,
        narrowed: Narrowed | None = None,
        *,
        only: Collection[type] | None = None,
    ) -> None:
        self._actor = actor
        self._engine = engine_of(db.session.connection())
        known = kinds_for(actor)
        self._kinds = {one: known[one] for one in known if only is None or one in only}
        self._firsts = {numbers_of(model)[0]: model for model in self._kinds}
        self._narrowing = _narrowing(narrowed or Narrowed())
        self._open: dict[type, sa.ColumnElement[bool]] = {}

    def find(self, question: Question) -> Found:
        """Return what answers a question that asks for something, the best first."""
        asked = {"asked": self._engine.said(question)}
        matched = self._matched(asked)
        if sum(matched.values()) > RANKED:
            return self._newest(asked, matched)
        return self._ranked(asked, matched)

    def finds(self, *terms: Term) -> bool:
        """Tell whether there is anything in which all of these terms stand."""
        asked = {"asked": self._engine.said(Question("", terms))}
        query = self._hits(NO_RANK, *self._matched(asked)).limit(1)
        return db.session.execute(query, asked).first() is not None

    def _matched(self, asked: dict[str, str]) -> dict[type, int]:
        """Return how many entries of each kind match, whoever may open them.

        Nobody is told. It says which kinds to look into, and whether ranks are worth their cost.
        """
        first = self._engine.number.op(">>")(BITS)
        query = sa.select(first, sa.func.count()).where(self._engine.matches()).group_by(first)
        rows = {row[0] << BITS: row[1] for row in db.session.execute(query, asked)}
        return {model: rows[first] for first, model in self._firsts.items() if first in rows}

    def _ranked(self, asked: dict[str, str], models: Iterable[type]) -> Found:
        query = self._hits(self._engine.rank().label("rank"), *models)
        return Found(_best_first(map(self._hit, db.session.execute(query, asked))))

    def _newest(self, asked: dict[str, str], models: Iterable[type]) -> Found:
        """Return the newest of each kind: of so many, no words tell which are the best."""
        hits, full = list[Hit](), set[Group]()
        for model in models:
            query = self._hits(NO_RANK, model).order_by(self._engine.number.desc())
            rows = db.session.execute(query.limit(MOST + 1), asked).all()
            hits += map(self._hit, rows[:MOST])
            if len(rows) > MOST:
                full.add(self._kinds[model].group)
        return Found(_best_first(hits), frozenset(full))

    def _hits(self, rank: Any, *models: type) -> sa.Select[Any]:
        number = self._engine.number
        columns = (ENTRIES.c.thing_id, ENTRIES.c.organisation_id, ENTRIES.c.at)
        is_open = sa.or_(sa.false(), *map(self._is_open, models))
        return (
            sa.select(number.label("number"), *columns, rank)
            .select_from(number.table)
            .join(ENTRIES, ENTRIES.c.id == number)
            .where(self._engine.matches(), is_open, *self._narrowing)
        )

    def _is_open(self, model: Any) -> sa.ColumnElement[bool]:
        """The condition that an entry is of this kind (whose entries have their numbers side by
        side), and of a thing that the person may open.
        """
        if model not in self._open:
            seen = seen_by(self._actor, model, self._kinds[model])
            thing = sa.select(sa.literal(1)).select_from(model.__table__)
            is_seen = thing.where(model.id == ENTRIES.c.thing_id, seen).correlate(ENTRIES)
            is_of_kind = self._engine.number.between(*numbers_of(model))
            self._open[model] = sa.and_(is_of_kind, is_seen.exists())
        return self._open[model]

    def _hit(self, row: Any) -> Hit:
        number, thing_id, organisation_id, at, rank = row
        return Hit(self._firsts[number - thing_id], thing_id, organisation_id, at, rank)


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


def _best_first(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits by how well they fit, and of those that fit alike the newest first."""
    newest_first = sorted(hits, key=lambda hit: hit.at or EARLY, reverse=True)
    return sorted(newest_first, key=lambda hit: hit.rank)
