"""Whom a thing is for when it is begun at a place, and whom each choice of sight leaves out.

What is begun in the room of an organisation is for that organisation; what is begun on the page
of a region is for its alliances.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.people.models import Organisation, OrganisationLink, Region, organisation_regions
from ideell.people.sharing import Room


def meant_by(about: Any) -> Sequence[Organisation]:
    """Return the organisations that a thing about this place is for; none for anything else."""
    if isinstance(about, Organisation):
        return [] if about.ended_on is not None else [about]
    if not isinstance(about, Region):
        return []
    here = sa.select(organisation_regions.c.organisation_id).where(
        organisation_regions.c.region_id == about.id
    )
    alliances = sa.select(Organisation).where(
        Organisation.kind == "regional_alliance",
        Organisation.ended_on.is_(None),
        Organisation.id.in_(here),
    )
    return db.session.scalars(alliances.order_by(Organisation.sort_key)).all()


def left_out(rooms: Sequence[Room], meant: Sequence[Organisation]) -> dict[Room, list[str]]:
    """Return for each room that does not reach all of `meant` the names of those left out."""
    linked = _linked([room.owner_id for room in rooms], [one.id for one in meant])
    found = {
        room: [one.name for one in meant if not _reaches(room, one.id, linked)] for room in rooms
    }
    return {room: names for room, names in found.items() if names}


def _reaches(room: Room, organisation_id: int, linked: set[tuple[int, int]]) -> bool:
    if room.is_wide or room.owner_id == organisation_id:
        return True
    return room.audience == "members" and (room.owner_id, organisation_id) in linked


def _linked(owners: Sequence[int], members: Sequence[int]) -> set[tuple[int, int]]:
    """The pairs of owner and member among these that hold today."""
    if not members:
        return set()
    links = sa.select(OrganisationLink.owner_id, OrganisationLink.member_id).where(
        OrganisationLink.owner_id.in_(owners),
        OrganisationLink.member_id.in_(members),
        OrganisationLink.is_current(),
    )
    return {(row[0], row[1]) for row in db.session.execute(links)}
