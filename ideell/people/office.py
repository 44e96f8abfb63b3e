"""People and what they may do: brought in, given roles, paused. Every change leaves a deed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today, yesterday
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.addresses import find_person, move_address
from ideell.people.codes import end_codes
from ideell.people.directory import is_let_in
from ideell.people.mimicry import clean_address, clean_name
from ideell.people.models import ROLES, Membership, Organisation, User
from ideell.people.sessions import LoginSession
from ideell.people.sign_in import email_key
from ideell.people.staying import refuse_last_office, refuse_oneself

MEMBERSHIP_DEEDS = ("membership.added", "membership.changed", "membership.ended")


def the_system() -> Actor:
    """Return the actor of commands: nobody in particular, at the server."""
    return Actor(channel="command", roles=frozenset({"office"}))


def add_person(name: str, email: str, *, by: Actor, phone: str = "") -> User:
    """Add a person, or return the one who has the address already."""
    address = clean_address(email)
    known = find_person(address)
    if known is not None:
        return known
    person = User(name=clean_name(name), email=address, email_key=email_key(address), phone=phone)
    db.session.add(person)
    record(by, "person.added", person)
    return person


def change_person(person: User, *, by: Actor, **values: Any) -> Deed:
    """Change name, telephone or address; the deed keeps what was, for undo.

    With a new address every device is signed out, codes on their way are worth nothing, and
    the old address is told. Raises `RuleBroken` when somebody else has the address.
    """
    if "name" in values:
        values["name"] = clean_name(values["name"])
    if "email" in values:
        move_address(person, values["email"])
    before = {key: getattr(person, key) for key in values}
    for key, value in values.items():
        setattr(person, key, value)
    return record(by, "person.changed", person, before=before, after=values)


def undo_person_change(person: User, *, deed: Deed, by: Actor) -> None:
    """Put back what was; refused when somebody has changed it since."""
    after, before = deed.details["after"], deed.details["before"]
    if any(getattr(person, key) != value for key, value in after.items()):
        raise RuleBroken(_("Uppgifterna har ändrats efter dig, så det går inte att ångra."))
    if after.get("email") != before.get("email"):
        move_address(person, before["email"])
    for key, value in before.items():
        setattr(person, key, value)


def add_member(
    organisation: Organisation, person: User, roles: Collection[str], *, by: Actor
) -> Membership:
    """Give a person a place in an organisation, from today, again if they once had one.

    Raises `RuleBroken` when they have one now: it is changed, not added; and for somebody who
    belongs nowhere, unless the office has let the organisation in: they would see everything
    that is open to the network.
    """
    _refuse_office_elsewhere(organisation, roles)
    membership = membership_of(person, organisation)
    if membership is not None and membership.holds:
        raise RuleBroken(_("%(name)s är redan med. Ändra rollerna i stället.", name=person.name))
    if not by.is_office:
        _refuse_strangers_outside(organisation, person)
    if membership is None:
        membership = Membership(user=person, organisation=organisation)
        db.session.add(membership)
    membership.roles, membership.from_day, membership.to_day = list(roles), today(), None
    record(by, "membership.added", membership)
    return membership


def undo_membership_added(membership: Membership, *, deed: Deed, by: Actor) -> None:
    """Let the person not be there after all; refused when anything about the place changed."""
    deed.refuse_when_followed(*MEMBERSHIP_DEEDS)
    membership.to_day = yesterday()


def membership_of(person: User, organisation: Organisation) -> Membership | None:
    """Return the person's place in the organisation, held now or once."""
    mine = (Membership.user_id == person.id) & (Membership.organisation_id == organisation.id)
    return db.session.scalar(sa.select(Membership).where(mine))


def change_roles(membership: Membership, roles: Collection[str], *, by: Actor) -> Deed:
    """Change what a person may do in an organisation."""
    before = membership.roles
    if "coordinator" in before and "coordinator" not in roles:
        refuse_oneself(membership, by)
    _set_roles(membership, roles)
    return record(by, "membership.changed", membership, before=before, after=membership.roles)


def undo_role_change(membership: Membership, *, deed: Deed, by: Actor) -> None:
    """Give back the roles held before; refused when anything about the place changed since."""
    deed.refuse_when_followed(*MEMBERSHIP_DEEDS)
    _set_roles(membership, deed.details["before"])


def end_membership(membership: Membership, *, by: Actor) -> Deed:
    """End a membership at once. What the organisation has said stays."""
    refuse_oneself(membership, by)
    if "office" in membership.roles:
        refuse_last_office(membership)
    before, membership.to_day = membership.to_day, yesterday()
    return record(by, "membership.ended", membership, to=before.isoformat() if before else None)


def undo_membership_end(membership: Membership, *, deed: Deed, by: Actor) -> None:
    """Let the membership go on as it was; refused when it has begun anew or changed since."""
    deed.refuse_when_followed(*MEMBERSHIP_DEEDS)
    to = deed.details.get("to")  # not kept by versions before this one
    membership.to_day = date.fromisoformat(to) if to else None


def pause_person(person: User, *, by: Actor) -> Deed:
    """Let the person in no more and sign them out everywhere, at once."""
    for membership in person.memberships:
        if membership.holds and "office" in membership.roles:
            refuse_last_office(membership)
    before, person.state = person.state, "paused"
    LoginSession.end_all(person.id)
    end_codes(person)
    return record(by, "person.paused", person, before=before, places=_places_of(person))


def resume_person(person: User, *, by: Actor) -> Deed:
    """Let a paused person in again."""
    if person.state == "paused":
        person.state = "active"
    return record(by, "person.resumed", person)


def undo_pause(person: User, *, deed: Deed, by: Actor) -> None:
    """Let the person in again, as they were; refused when their places or roles changed since."""
    deed.refuse_when_followed("person.paused", "person.resumed")
    if deed.details.get("places") not in (None, _places_of(person)):  # None: an earlier version's
        raise RuleBroken(
            _("Uppdragen har ändrats sedan dess. Öppna personens sida och släpp in där i stället.")
        )
    person.state = deed.details["before"]


def _places_of(person: User) -> list[list[Any]]:
    """Return where the person has a place now, with the roles, as a deed keeps it."""
    held = [place for place in person.memberships if place.holds]
    return [[place.id, place.roles] for place in sorted(held, key=lambda place: place.id)]


def _set_roles(membership: Membership, roles: Collection[str]) -> None:
    _refuse_office_elsewhere(membership.organisation, roles)
    if "office" in membership.roles and "office" not in roles:
        refuse_last_office(membership)
    membership.roles = [role for role in ROLES if role in roles]


def _refuse_office_elsewhere(organisation: Organisation, roles: Collection[str]) -> None:
    if "office" in roles and organisation.kind != "umbrella":
        raise RuleBroken(_("Kansliet finns bara i riksorganisationen."))


def _refuse_strangers_outside(organisation: Organisation, person: User) -> None:
    db.session.flush()  # both may be new
    if not (any(place.holds for place in person.memberships) or is_let_in(organisation)):
        raise RuleBroken(_("Kansliet släpper in er först. Sedan kan ni bjuda in fler."))
