"""From "organisation eller kommun" to a region."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ideell.alliances.municipalities import municipalities_like
from ideell.extensions import db
from ideell.people.directory import directory
from ideell.people.models import Organisation, Region

MOST = 12


@dataclass(frozen=True)
class Found:
    """What was looked for: a municipality by name, or an organisation; and the regions it is in."""

    name: str
    regions: list[Region]
    organisation: Organisation | None = None


def found_regions(typed: str) -> list[Found]:
    """Return municipalities and organisations that fit what was typed, with their regions."""
    if not typed:
        return []
    regions = {one.code: one for one in db.session.scalars(sa.select(Region))}
    places = [
        Found(one.name, [regions[one.region_code]])
        for one in municipalities_like(typed)
        if one.region_code in regions
    ]
    groups = directory(typed)
    organisations = [
        Found(one.name, one.regions, one)
        for kind in ("regional_alliance", "association", "national_member")
        for one in groups.get(kind, [])
        if one.regions
    ]
    return [*places[:MOST], *organisations[:MOST]]
