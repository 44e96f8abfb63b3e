"""From "organisation eller kommun" to a region."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from ideell.alliances.landscape import is_alliance
from ideell.alliances.municipalities import municipalities_like
from ideell.extensions import db
from ideell.people.directory import directory
from ideell.people.models import Organisation, OrganisationLink, Region

MOST = 12


@dataclass(frozen=True)
class Found:
    """What was looked for, a municipality by name or an organisation, and the regions it is in
    by itself or through its alliances.
    """

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
    named = [
        one
        for kind in ("regional_alliance", "association", "national_member")
        for one in groups.get(kind, [])
    ]
    elsewhere = _regions_of_alliances([one.id for one in named if not one.regions])
    organisations = [Found(one.name, one.regions or elsewhere[one.id], one) for one in named]
    return [*places[:MOST], *[one for one in organisations if one.regions][:MOST]]


def _regions_of_alliances(members: list[int]) -> dict[int, list[Region]]:
    """Return the regions of the alliances that organisations without one of their own are in."""
    found: dict[int, list[Region]] = defaultdict(list)
    if members:
        rows = db.session.execute(
            sa.select(OrganisationLink.member_id, Region)
            .distinct()
            .join(Organisation, OrganisationLink.owner_id == Organisation.id)
            .join(Organisation.regions)
            .where(
                OrganisationLink.member_id.in_(members),
                OrganisationLink.is_current(),
                is_alliance(),
            )
            .order_by(Region.sort_key)
        )
        for member, region in rows:
            found[member].append(region)
    return found
