"""The list of consultations: four groups, searched and filtered, in pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.consultations.models import SHELVES, SOURCE_TYPES, Consultation
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.forms import one_line
from ideell.people.models import Organisation

PAGE = 25
FIRST_OF_OLD = 10
LONGEST_SEARCH = 100
LIVE = ("now", "coming")
NOUNS = {"nu": "now", "pa-vag-in": "coming", "lamnade": "answered", "avbojda": "declined"}


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
        return bool(self.text or self.shelf or self.kind or self.owner)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the list: its rows here, and how many there are in all."""

    shelf: str
    rows: Sequence[Consultation]
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
    found = sa.and_(Consultation.visible_to(actor), *_conditions(wanted))
    counted = sa.select(Consultation.shelf, sa.func.count().label("total")).where(found)
    rows = db.session.execute(counted.group_by(Consultation.shelf))
    totals = {row.shelf: row.total for row in rows}
    return [_group(shelf, found, totals[shelf], wanted) for shelf in SHELVES if shelf in totals]


def owners(actor: Actor) -> Sequence[Organisation]:
    """Return the organisations whose consultations the reader may see, to choose among."""
    seen = sa.select(Consultation.owner_org_id).where(Consultation.visible_to(actor))
    return db.session.scalars(
        sa.select(Organisation).where(Organisation.id.in_(seen)).order_by(Organisation.sort_key)
    ).all()


def _group(shelf: str, found: sa.ColumnElement[bool], total: int, wanted: Wanted) -> Group:
    alone = wanted.shelf == shelf
    page = min(wanted.page, max(1, -(-total // PAGE))) if alone else 1
    most = PAGE if alone or shelf in LIVE else FIRST_OF_OLD
    soonest = Consultation.deadline.asc().nulls_last()
    order = soonest if shelf in LIVE else Consultation.deadline.desc().nulls_last()
    rows = db.session.scalars(
        sa.select(Consultation)
        .where(Consultation.shelf == shelf, found)
        .options(joinedload(Consultation.owner_org, innerjoin=True))
        .order_by(order, Consultation.id.desc())
        .limit(most)
        .offset((page - 1) * PAGE)
    ).all()
    return Group(shelf, rows, total, page)


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    words = wanted.text.casefold().split()
    found = [Consultation.search_key.contains(word, autoescape=True) for word in words]
    if wanted.shelf:
        found.append(Consultation.shelf == wanted.shelf)
    if wanted.kind:
        found.append(Consultation.kind == wanted.kind)
    if wanted.owner:
        found.append(Consultation.owner_org_id == wanted.owner)
    return found


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
