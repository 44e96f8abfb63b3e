"""Choosing who sees a thing, saying it in words, and what changes when it is moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Select, question
from ideell.people.audience import AUDIENCES, people_who_see, places_of_room
from ideell.people.models import LET_IN, Membership, Organisation, OrganisationLink, User
from ideell.people.names import CALLED


@dataclass(frozen=True)
class Room:
    """Whose a thing is, and who sees it."""

    owner_id: int
    audience: str

    @property
    def mark(self) -> str:
        """Return what stands for it in forms: "12-members", "network"."""
        return self.audience if self.is_wide else f"{self.owner_id}-{self.audience}"

    @property
    def is_wide(self) -> bool:
        """Tell whether everybody sees it, whosever it is."""
        return self.audience in {"network", "public"}


@dataclass(frozen=True)
class ChangeOfSight:
    """Who begins and who ceases to see a thing: people by name, organisations by name."""

    gaining: tuple[str, ...]
    losing: tuple[str, ...]
    organisations_gaining: tuple[str, ...]
    organisations_losing: tuple[str, ...]


def rooms_of(actor: Actor, audiences: Sequence[str] = AUDIENCES) -> list[Room]:
    """Return where `actor` may share a thing, the narrowest first.

    For each organisation acted for: within it, and with its members where it has any; for each
    alliance and umbrella whose room is shared: with all its members; and once, for the one acted
    for now, with everybody. One always sees what one shares.
    """
    if actor.org_id is None:
        return []
    own = [hat.id for hat in actor.hats]
    with_members = _with_members(own)
    others = sorted(actor.linked_org_ids - set(own))
    found = [Room(owner, "own") for owner in own]
    found += [Room(owner, "members") for owner in own if owner in with_members]
    found += [Room(owner, "members") for owner in others]
    found += [Room(actor.org_id, audience) for audience in ("network", "public")]
    return [room for room in found if room.audience in audiences]


def in_words(rooms: Sequence[Room]) -> dict[Room, str]:
    """Return for each room the sentence that says who sees what is there; two questions."""
    owners = {room.owner_id for room in rooms}
    names = {one.id: one.called for one in _organisations(owners)}
    members = _member_counts([room.owner_id for room in rooms if room.audience == "members"])
    return {room: _sentence(room, names[room.owner_id], members) for room in rooms}


def who_sees(owner_id: int, audience: str) -> str:
    """Return "Alla i Alliansen Småland och dess 12 medlemsorganisationer ser det."."""
    owner = _owner.row(owner_id=owner_id, today=today())
    return _sentence(Room(owner_id, audience), owner.called, {owner_id: owner.members})


def who_sees_now(owner_id: int, audience: str) -> str:
    """Return "Nu ser alla i Alliansen Småland och dess 12 medlemsorganisationer det."."""
    owner = _owner.row(owner_id=owner_id, today=today())
    if audience == "own":
        return _("Nu ser bara de som hör till %(name)s det.", name=owner.called)
    if audience == "network":
        return _("Nu ser alla som är inloggade det, i alla organisationer.")
    if audience == "public":
        return _("Nu ser alla det, också utan att logga in.")
    return ngettext(
        "Nu ser alla i %(name)s och dess medlemsorganisation det.",
        "Nu ser alla i %(name)s och dess %(num)s medlemsorganisationer det.",
        owner.members,
        name=owner.called,
    )


@question
def _owner() -> Select:
    """What an organisation is called, and how many organisations are linked to it."""
    linked = sa.select(sa.func.count()).where(
        OrganisationLink.owner_id == Organisation.id,
        OrganisationLink.is_current(sa.bindparam("today")),
    )
    members = linked.correlate(Organisation).scalar_subquery().label("members")
    one = Organisation.id == sa.bindparam("owner_id")
    return sa.select(CALLED.label("called"), members).where(one)


def moved(here: Room, there: Room) -> ChangeOfSight:
    """Return who gains and who loses sight when a thing moves from one room to another."""
    before, after = _people(here), _people(there)
    orgs_before, orgs_after = _belonging(here), _belonging(there)
    return ChangeOfSight(
        gaining=_names(after, before),
        losing=_names(before, after),
        organisations_gaining=_names(orgs_after, orgs_before),
        organisations_losing=_names(orgs_before, orgs_after),
    )


def _sentence(room: Room, name: str, members: dict[int, int]) -> str:
    if room.audience == "own":
        return _("Bara de som hör till %(name)s ser det.", name=name)
    if room.audience == "network":
        return _("Alla som är inloggade ser det, i alla organisationer.")
    if room.audience == "public":
        return _("Alla ser det, också utan att logga in.")
    return ngettext(
        "Alla i %(name)s och dess medlemsorganisation ser det.",
        "Alla i %(name)s och dess %(num)s medlemsorganisationer ser det.",
        members.get(room.owner_id, 0),
        name=name,
    )


def _organisations(numbers: set[int]) -> Sequence[Organisation]:
    wanted = sa.select(Organisation).where(Organisation.id.in_(numbers))
    return db.session.scalars(wanted).all()


def _member_counts(owners: Sequence[int]) -> dict[int, int]:
    """Return how many organisations are linked to each of these owners that has any."""
    if not owners:
        return {}
    many = (
        sa.select(OrganisationLink.owner_id, sa.func.count())
        .where(OrganisationLink.owner_id.in_(owners), OrganisationLink.is_current())
        .group_by(OrganisationLink.owner_id)
    )
    return {row[0]: row[1] for row in db.session.execute(many)}


def _with_members(owners: Sequence[int]) -> set[int]:
    return set(_member_counts(owners))


def _people(room: Room) -> dict[int, str]:
    return {one.id: one.name for one in people_who_see(room.owner_id, room.audience)}


def _belonging(room: Room) -> dict[int, str]:
    """The organisations of those who see it, by name."""
    there = (
        sa.select(Organisation.id, Organisation.name)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .join(User, User.id == Membership.user_id)
        .where(places_of_room(room.owner_id, room.audience), User.state.in_(LET_IN))
        .order_by(Organisation.sort_key)
    )
    return {row[0]: row[1] for row in db.session.execute(there)}


def _names(some: dict[int, str], others: dict[int, str]) -> tuple[str, ...]:
    return tuple(name for number, name in some.items() if number not in others)
