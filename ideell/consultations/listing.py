"""The list of consultations: four groups, searched and filtered, in pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from ideell.consultations.models import SHELVES, SOURCE_TYPES, Consultation
from ideell.foundation.actor import Actor
from ideell.foundation.forms import one_line
from ideell.foundation.questions import Question, Select, question
from ideell.people.models import Organisation
from ideell.people.names import CALLED

PAGE = 25
FIRST_OF_OLD = 10
LONGEST_SEARCH = 100
LIVE = ("now", "coming")
ESCAPE = "/"
NOUNS = {"nu": "now", "pa-vag-in": "coming", "lamnade": "answered", "avbojda": "declined"}

Shape = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asks for; empty means everything."""

    text: str = ""
    shelf: str = ""
    kind: str = ""
    owner: int | None = None
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything narrows the list."""
        return bool(self.values)

    @property
    def values(self) -> dict[str, Any]:
        """Return what narrows the list, by name; words searched for have a name each."""
        narrowing = {"shelf": self.shelf, "kind": self.kind, "owner": self.owner}
        words = {f"word_{n}": _escaped(w) for n, w in enumerate(self.text.casefold().split())}
        return {name: value for name, value in narrowing.items() if value} | words

    @property
    def shape(self) -> Shape:
        """Return the names alone: they decide what the question looks like."""
        return tuple(self.values)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the list: its rows here, and how many there are in all."""

    shelf: str
    rows: Sequence[Any]
    total: int
    page: int = 1

    @property
    def pages(self) -> int:
        """Return the number of pages when the group is looked at alone."""
        return max(1, -(-self.total // PAGE))

    @property
    def is_cut(self) -> bool:
        """Tell whether there is more than what is shown here."""
        return self.total > len(self.rows)


def wanted_from(asked: Mapping[str, str]) -> Wanted:
    """Read the address; what is not understood is left out."""
    owner, page = asked.get("organisation", ""), asked.get("sida", "")
    kind = asked.get("slag", "")
    return Wanted(
        text=one_line(asked.get("q"))[:LONGEST_SEARCH],
        shelf=NOUNS.get(asked.get("lage", ""), ""),
        kind=kind if kind in SOURCE_TYPES else "",
        owner=_whole(owner),
        page=max(1, _whole(page) or 1),
    )


def groups(actor: Actor, wanted: Wanted) -> list[Group]:
    """Return the groups that have something to show, in order."""
    totals = dict(_totals(wanted.shape).rows(actor, **wanted.values))
    return [_group(shelf, actor, totals[shelf], wanted) for shelf in SHELVES if shelf in totals]


def owners(actor: Actor) -> Sequence[Any]:
    """Return the organisations whose consultations the reader may see, to choose among."""
    return _owners.rows(actor)


@question
def _owners(reader: Actor) -> Select:
    seen = sa.select(Consultation.owner_org_id).where(Consultation.visible_to(reader))
    return (
        sa.select(Organisation.id, CALLED.label("called"))
        .where(Organisation.id.in_(seen))
        .order_by(Organisation.sort_key)
    )


def _group(shelf: str, actor: Actor, total: int, wanted: Wanted) -> Group:
    alone = wanted.shelf == shelf
    page = min(wanted.page, max(1, -(-total // PAGE))) if alone else 1
    most = PAGE if alone or shelf in LIVE else FIRST_OF_OLD
    asked = {"on_shelf": shelf, "most": most, "before": (page - 1) * PAGE}
    rows = _rows(shelf in LIVE, wanted.shape).rows(actor, **asked, **wanted.values)
    return Group(shelf, rows, total, page)


@lru_cache(64)
def _totals(shape: Shape) -> Question:
    """How many there are in each group."""

    @question
    def totals(reader: Actor) -> Select:
        counted = sa.select(Consultation.shelf, sa.func.count())
        return counted.where(*_found(shape, reader)).group_by(Consultation.shelf)

    return totals


@lru_cache(64)
def _rows(is_live: bool, shape: Shape) -> Question:
    """The rows of one group: what is under way by its day, what is over the newest first."""

    @question
    def rows(reader: Actor) -> Select:
        day = Consultation.deadline.asc() if is_live else Consultation.deadline.desc()
        return (
            sa.select(
                Consultation.id, Consultation.title, Consultation.series_ref,
                Consultation.their_numbers, Consultation.issuer, Consultation.owner_org_id,
                CALLED.label("owner"), Consultation.state, Consultation.state_reason,
                Consultation.shelf, Consultation.deadline,
            )
            .join(Consultation.owner_org)
            .where(Consultation.shelf == sa.bindparam("on_shelf"), *_found(shape, reader))
            .order_by(day.nulls_last(), Consultation.id.desc())
            .limit(sa.bindparam("most"))
            .offset(sa.bindparam("before"))
        )  # fmt: skip

    return rows


def _found(shape: Shape, reader: Actor) -> list[sa.ColumnElement[bool]]:
    """The conditions of everything that is asked for; the values come with the question."""
    narrowing = {
        "shelf": Consultation.shelf == sa.bindparam("shelf"),
        "kind": Consultation.kind == sa.bindparam("kind"),
        "owner": Consultation.owner_org_id == sa.bindparam("owner"),
    }
    words = [
        Consultation.search_key.contains(sa.bindparam(name), escape=ESCAPE)
        for name in shape
        if name not in narrowing
    ]
    narrowed = [condition for name, condition in narrowing.items() if name in shape]
    return [Consultation.visible_to(reader), *narrowed, *words]


def _escaped(word: str) -> str:
    """Return a word as LIKE takes it to the letter."""
    return "".join(ESCAPE + c if c in f"%_{ESCAPE}" else c for c in word)


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
