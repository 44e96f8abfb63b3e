"""The regions as a map: from north to south, with the column that each stands in.

The list is the map. Rows follow from the order: a column further west than the one before
begins a new row (CSS grid places them so by itself).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from ideell.extensions import db
from ideell.people.models import Organisation, Region, organisation_regions

COLUMNS: Mapping[str, int] = {
    "25": 3,
    "24": 3,
    "23": 2, "22": 3,
    "20": 2, "21": 3,
    "17": 1, "18": 2, "19": 3, "03": 4,
    "14": 1, "05": 2, "04": 3, "01": 4,
    "13": 1, "06": 2, "08": 3, "09": 5,
    "12": 1, "07": 2, "10": 3,
}  # fmt: skip
"""County codes from north to south, row by row from west to east, with their columns."""

STATES = ("stands", "forming", "none")


@dataclass(frozen=True)
class Place:
    """A region on the map; `state` is one of STATES."""

    region: Region
    column: int
    state: str


def landscape() -> list[Place]:
    """Return the regions from north to south, in one query."""
    here = (organisation_regions.c.region_id == Region.id) & (
        organisation_regions.c.organisation_id == Organisation.id
    )
    level = sa.case((Organisation.id.is_(None), 0), (Organisation.form == "forming", 1), else_=2)
    rows = db.session.execute(
        sa.select(Region, sa.func.max(level))
        .outerjoin(organisation_regions, organisation_regions.c.region_id == Region.id)
        .outerjoin(Organisation, here & is_alliance())
        .group_by(Region.id)
    ).all()
    order = list(COLUMNS)
    known = [row for row in rows if row[0].code in COLUMNS]
    places = [Place(region, COLUMNS[region.code], STATES[2 - level]) for region, level in known]
    return sorted(places, key=lambda place: order.index(place.region.code))


def is_alliance() -> sa.ColumnElement[bool]:
    """An alliance that stands or is under way."""
    return sa.and_(Organisation.kind == "regional_alliance", Organisation.ended_on.is_(None))


def alliances_in(region: Region) -> list[Organisation]:
    """Return the alliances that cover a region, those that stand before those under way."""
    inside = sa.select(Organisation).where(is_alliance(), Organisation.regions.any(id=region.id))
    found = db.session.scalars(inside.order_by(Organisation.sort_key)).all()
    return sorted(found, key=lambda one: one.form == "forming")
