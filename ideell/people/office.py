"""People and what they may do: brought in, given roles, paused. Every change leaves a deed."""

from __future__ import annotations

import re
import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import yesterday
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.models import Membership, Organisation, User
from ideell.people.sessions import LoginSession
from ideell.people.sign_in import email_key

ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?\.[a-z]{2,24}", re.I)


def the_system() -> Actor:
    """Return the actor of commands: nobody in particular, at the server."""
    return Actor(channel="command", roles=frozenset({"office"}))


def clean_address(typed: str) -> str:
    """Return a plain e-mail address; raises `RuleBroken` for anything a mail could not reach.

    Only ASCII letters before and after the @: look-alike letters make look-alike people.
    """
    address = typed.strip()
    if not address.isascii() or not ADDRESS.fullmatch(address) or ".." in address:
        raise RuleBroken(_("E-postadressen går inte att mejla till. Skriv den som namn@exempel.se."))
    return address


def add_person(name: str, email: str, *, by: Actor, phone: str = "") -> User:
    """Add a person, or return the one who has the address already."""
    address = clean_address(email)
    key = email_key(address)
    known = db.session.scalar(sa.select(User).where(User.email_key == key))
    if known is not None:
        return known
    if not name.strip():
        raise RuleBroken(_("Skriv personens namn."))
    person = User(name=name.strip(), email=address, email_key=key, phone=phone)
    db.session.add(person)
    record(by, "person.added", person)
    return person


def add_member(
    organisation: Organisation, person: User, roles: list[str], *, by: Actor
) -> Membership:
    """Give a person a place in an organisation, or change the roles of the one they have."""
    _refuse_office_elsewhere(organisation, roles)
    membership = db.session.scalar(
        sa.select(Membership).where(
            Membership.user_id == person.id, Membership.organisation_id == organisation.id
        )
    )
    if membership is None:
        membership = Membership(user=person, organisation=organisation, roles=roles)
        db.session.add(membership)
        record(by, "membership.added", membership)
    else:
        change_roles(membership, roles, by=by)
    membership.to_day = None
    return membership


def change_roles(membership: Membership, roles: list[str], *, by: Actor) -> Deed:
    """Change what a person may do in an organisation."""
    _refuse_office_elsewhere(membership.organisation, roles)
    if "office" in membership.roles and "office" not in roles:
        _refuse_last_office(membership)
    before = membership.roles
    membership.roles = roles
    return record(by, "membership.changed", membership, before=before)


def end_membership(membership: Membership, *, by: Actor) -> Deed:
    """End a membership. What the organisation has said stays."""
    if "office" in membership.roles:
        _refuse_last_office(membership)
    membership.to_day = yesterday()
    return record(by, "membership.ended", membership)


def undo_membership_end(membership: Membership, *, deed: Deed, by: Actor) -> None:
    """Let the membership go on."""
    membership.to_day = None


def undo_role_change(membership: Membership, *, deed: Deed, by: Actor) -> None:
    """Give back the roles held before."""
    change_roles(membership, deed.details["before"], by=by)


def pause_person(person: User, *, by: Actor) -> Deed:
    """Let the person in no more and sign them out everywhere, at once."""
    for membership in person.memberships:
        if "office" in membership.roles:
            _refuse_last_office(membership)
    person.state = "paused"
    LoginSession.end_all(person.id)
    return record(by, "person.paused", person)


def resume_person(person: User, *, by: Actor, deed: Deed | None = None) -> Deed:
    """Let a paused person in again."""
    person.state = "active"
    return record(by, "person.resumed", person)


def _refuse_office_elsewhere(organisation: Organisation, roles: list[str]) -> None:
    if "office" in roles and organisation.kind != "umbrella":
        raise RuleBroken(_("Kansliet finns bara i riksorganisationen."))


def _refuse_last_office(membership: Membership) -> None:
    others = db.session.scalars(
        sa.select(Membership)
        .join(User)
        .where(
            Membership.organisation_id == membership.organisation_id,
            Membership.id != membership.id,
            Membership.is_current(),
            User.state.in_(["invited", "active"]),
        )
    )
    if not any("office" in other.roles for other in others):
        raise RuleBroken(_("Någon måste vara kansliet. Ge rollen till någon annan först."))
