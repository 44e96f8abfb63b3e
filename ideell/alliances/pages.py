"""What the pages of a region and of an alliance show to one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ideell.alliances.contacts import contacts_of
from ideell.alliances.landscape import alliances_in
from ideell.alliances.models import RegionContact
from ideell.alliances.work import Coming, coming_days, consultations_here
from ideell.extensions import db
from ideell.foundation import panels
from ideell.foundation.actor import Actor
from ideell.people.directory import (
    coming_links_of,
    earlier_links_of,
    links_of,
    owners_of,
    people_of,
)
from ideell.people.models import LET_IN, Membership, Organisation, OrganisationLink, Region, User


@dataclass(frozen=True)
class InRegion:
    """An alliance as its region shows it."""

    alliance: Organisation
    members: Sequence[OrganisationLink]
    coordinators: list[User]
    since: int | None


@dataclass(frozen=True)
class RegionPage:
    """A region: who is there and whom to ask, with an alliance or without."""

    region: Region
    alliances: list[InRegion]
    contacts: Sequence[RegionContact]
    consultations: Sequence[Any]
    days: list[Coming]
    associations: Sequence[Organisation]
    pieces: list[panels.Piece]

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody has started an alliance here."""
        return not self.alliances

    @property
    def has_somebody_to_ask(self) -> bool:
        """Tell whether a person is named, or an alliance says itself how to reach it."""
        alone = [one.alliance for one in self.alliances if not one.coordinators]
        reached = len(alone) < len(self.alliances) or any(one.email or one.phone for one in alone)
        return bool(self.contacts) or reached


@dataclass(frozen=True)
class AlliancePage:
    """An alliance's own room."""

    alliance: Organisation
    memberships: Sequence[Membership]
    links: Sequence[OrganisationLink]
    coming: Sequence[OrganisationLink]
    earlier: Sequence[OrganisationLink]
    owners: Sequence[Organisation]
    consultations: Sequence[Any]
    days: list[Coming]
    pieces: list[panels.Piece]


def region_page(region: Region, actor: Actor) -> RegionPage:
    """Gather what the page of a region shows to `actor`."""
    alliances = alliances_in(region)
    return RegionPage(
        region=region,
        alliances=[_in_region(one) for one in alliances],
        contacts=contacts_of(region, actor),
        consultations=consultations_here(alliances, actor, region),
        days=coming_days(alliances, actor, region),
        associations=associations_in(region),
        pieces=panels.pieces(region, actor, "region"),
    )


def alliance_page(alliance: Organisation, actor: Actor) -> AlliancePage:
    """Gather what the room of an alliance shows to `actor`."""
    return AlliancePage(
        alliance=alliance,
        memberships=people_of(alliance),
        links=links_of(alliance),
        coming=coming_links_of(alliance),
        earlier=earlier_links_of(alliance),
        owners=owners_of(alliance),
        consultations=consultations_here([alliance], actor),
        days=coming_days([alliance], actor),
        pieces=panels.pieces(alliance, actor, "organisation"),
    )


def associations_in(region: Region) -> Sequence[Organisation]:
    """Return the associations in a region with their people of today: whom to start with."""
    places = selectinload(
        Organisation.memberships.and_(
            Membership.is_current(), Membership.user.has(User.state.in_(LET_IN))
        )
    )
    return db.session.scalars(
        sa.select(Organisation)
        .where(
            Organisation.kind.not_in(["umbrella", "regional_alliance"]),
            Organisation.ended_on.is_(None),
            Organisation.regions.any(id=region.id),
        )
        .options(places.joinedload(Membership.user, innerjoin=True))
        .order_by(Organisation.sort_key)
        .execution_options(populate_existing=True)
    ).all()


def federations_of(associations: Sequence[Organisation]) -> dict[int, list[Organisation]]:
    """Return the umbrella's members that some associations belong to, by association."""
    rows = db.session.scalars(
        sa.select(OrganisationLink)
        .join(OrganisationLink.owner)
        .where(
            OrganisationLink.member_id.in_([one.id for one in associations]),
            OrganisationLink.is_current(),
            Organisation.kind == "national_member",
        )
        .options(joinedload(OrganisationLink.owner, innerjoin=True))
    )
    found: dict[int, list[Organisation]] = {}
    for link in rows:
        found.setdefault(link.member_id, []).append(link.owner)
    return found


def _in_region(alliance: Organisation) -> InRegion:
    members = links_of(alliance)
    people = [one for one in people_of(alliance) if one.user.state in LET_IN]
    leading = [one.user for one in people if "coordinator" in one.roles]
    since = min((link.from_day.year for link in members), default=None)
    return InRegion(alliance, members, leading, since)
