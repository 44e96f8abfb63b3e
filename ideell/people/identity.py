"""From a cookie to an actor: the person, the hats, and the one worn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple

import sqlalchemy as sa
from flask import request
from flask_login import current_user

from ideell.foundation.actor import STRANGER, Actor, Hat
from ideell.foundation.clock import now, today
from ideell.foundation.questions import Select, question
from ideell.people.digests import digest
from ideell.people.models import LET_IN, Membership, Organisation, OrganisationLink, User
from ideell.people.sessions import LoginSession

TODAY = sa.bindparam("today", type_=sa.Date)
PLACE = (
    Membership.id.label("place"), Membership.roles, OrganisationLink.owner_id,
    Organisation.id.label("org_id"), Organisation.kind, Organisation.name.label("org_name"),
    Organisation.short_name,
)  # fmt: skip


Places = tuple[list[Hat], frozenset[int]]  # and the owners whose rooms the organisations share


class Person(NamedTuple):
    """Who somebody is, as every page asks."""

    id: int
    name: str
    keys_on: bool


@dataclass(frozen=True)
class SignedIn:
    """A live session as a request asks for it: its row's number, whose it is, where they belong."""

    id: int
    token: str
    person: Person
    acting_org_id: int | None
    places: Places

    is_authenticated: ClassVar = True
    is_anonymous: ClassVar = False
    is_active: ClassVar = True

    def get_id(self) -> str:
        """Return what the signed cookie carries: the token, never the row's number."""
        return self.token


def load_session(token: str) -> SignedIn | None:
    """Return who is signed in by the cookie (what Flask-Login asks for), if the session is live.

    Where the person belongs comes along with it.
    """
    rows = _signed_in.rows(token_hash=digest(token), today=today())
    if not rows or not is_live(rows[0]):
        return None
    first = rows[0]
    person = Person(first.user_id, first.name, first.keys_on)
    return SignedIn(first.session_id, token, person, first.acting_org_id, _places(rows))


def is_live(row: Any) -> bool:
    """Tell whether a session has neither ended nor run out, and its person may sign in."""
    return row.ended_at is None and row.expires_at > now() and row.state in LET_IN


def identify() -> Actor:
    """Return who asks in this request, and for which organisation.

    A form carries the organisation that its page named, so that it is written for that one,
    also when another window has changed hats meanwhile. When the person does not represent it
    any more the actor says so, and the gate refuses.
    """
    if not current_user.is_authenticated:
        return STRANGER
    wanted = request.form.get("hat", type=int) if request.method == "POST" else None
    hat = wanted or current_user.acting_org_id
    actor = _acting(current_user.person, current_user.places, hat)
    return replace(actor, lost_hat=bool(wanted) and wanted != actor.org_id)


def actor_of(user: User, acting_org_id: int | None = None) -> Actor:
    """Return the person as an actor, wearing the given hat or else the first one."""
    places = _places(_memberships.rows(user_id=user.id, today=today()))
    return _acting(Person(user.id, user.name, user.keys_on), places, acting_org_id)


def _acting(person: Person, places: Places, acting_org_id: int | None) -> Actor:
    hats, owners = places
    worn = next((hat for hat in hats if hat.id == acting_org_id), hats[0] if hats else None)
    return Actor(
        user_id=person.id,
        org_id=worn.id if worn else None,
        name=person.name,
        keys_on=person.keys_on,
        roles=worn.roles if worn else frozenset(),
        org_ids=frozenset(hat.id for hat in hats),
        linked_org_ids=owners,
        hats=tuple(hats),
    )


@question
def _signed_in() -> Select:
    """What every request asks: whose cookie it is, and where that person belongs today."""
    mine = (Membership.user_id == LoginSession.user_id) & Membership.is_current(TODAY)
    return (
        sa.select(
            LoginSession.id.label("session_id"), LoginSession.acting_org_id,
            LoginSession.ended_at, LoginSession.expires_at,
            User.id.label("user_id"), User.name, User.keys_on, User.state, *PLACE,
        )
        .select_from(LoginSession)
        .join(LoginSession.user)
        .outerjoin(Membership, mine)
        .outerjoin(Membership.organisation)
        .outerjoin(OrganisationLink, _shares())
        .where(LoginSession.token_hash == sa.bindparam("token_hash"))
        .order_by(Membership.id)
    )  # fmt: skip


@question
def _memberships() -> Select:
    """Where a person belongs today."""
    return (
        sa.select(*PLACE)
        .select_from(Membership)
        .join(Membership.organisation)
        .outerjoin(OrganisationLink, _shares())
        .where(Membership.user_id == sa.bindparam("user_id"), Membership.is_current(TODAY))
        .order_by(Membership.id)
    )


def _shares() -> sa.ColumnElement[bool]:
    """The organisation of the membership is linked to the owner of a room today."""
    same = OrganisationLink.member_id == Membership.organisation_id
    return same & OrganisationLink.is_current(TODAY)


def _places(rows: Sequence[Any]) -> Places:
    """The memberships that hold today, and whose rooms their organisations share."""
    hats = {
        row.place: Hat(row.org_id, row.kind, row.org_name, row.short_name, frozenset(row.roles))
        for row in rows
        if row.place
    }
    return list(hats.values()), frozenset(row.owner_id for row in rows if row.owner_id)
