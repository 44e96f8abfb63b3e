"""From a cookie to an actor: the person, the hats, and the one worn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple

import sqlalchemy as sa
from flask import request
from flask_login import current_user

from ideell.foundation.actor import STRANGER, Actor
from ideell.foundation.clock import now, today
from ideell.foundation.questions import Select, question
from ideell.people.digests import digest
from ideell.people.models import Membership, Organisation, OrganisationLink, User
from ideell.people.sessions import LoginSession

TODAY = sa.bindparam("today", type_=sa.Date)
PLACE = Membership.id.label("place"), Membership.roles, Organisation, OrganisationLink.owner_id


class Hat(NamedTuple):
    """An organisation that a person belongs to today, with the roles held there."""

    organisation: Organisation
    roles: frozenset[str]


Places = tuple[list[Hat], frozenset[int]]  # and the owners whose rooms the organisations share


@dataclass(frozen=True)
class SignedIn:
    """A live session as a request asks for it: its row's number, whose it is, where they belong."""

    id: int
    token: str
    user: User
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
    rows = _signed_in.rows_of_things(token_hash=digest(token), now=now(), today=today())
    if not rows or not rows[0].User.may_sign_in:
        return None
    first = rows[0]
    return SignedIn(first.id, token, first.User, first.acting_org_id, _places(rows))


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
    actor = actor_of(current_user.user, hat, places=current_user.places)
    return replace(actor, lost_hat=bool(wanted) and wanted != actor.org_id)


def actor_of(
    user: User, acting_org_id: int | None = None, *, places: Places | None = None
) -> Actor:
    """Return the person as an actor, wearing the given hat or else the first one."""
    hats, owners = places or _places(_memberships.rows_of_things(user_id=user.id, today=today()))
    worn = next((hat for hat in hats if hat.organisation.id == acting_org_id), None)
    worn = worn or (hats[0] if hats else None)
    own = frozenset(hat.organisation.id for hat in hats)
    return Actor(
        user=user,
        org=worn.organisation if worn else None,
        roles=worn.roles if worn else frozenset(),
        org_ids=own,
        linked_org_ids=owners,
        hats=tuple(hat.organisation for hat in hats),
    )


@question
def _signed_in() -> Select:
    """What every request asks: whose cookie it is, and where that person belongs today."""
    mine = (Membership.user_id == LoginSession.user_id) & Membership.is_current(TODAY)
    return (
        sa.select(LoginSession.id, LoginSession.acting_org_id, User, *PLACE)
        .select_from(LoginSession)
        .join(LoginSession.user)
        .outerjoin(Membership, mine)
        .outerjoin(Membership.organisation)
        .outerjoin(OrganisationLink, _shares())
        .where(
            LoginSession.token_hash == sa.bindparam("token_hash"),
            LoginSession.is_live(sa.bindparam("now")),
        )
        .order_by(Membership.id)
    )


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
    hats = {row.place: Hat(row.Organisation, frozenset(row.roles)) for row in rows if row.place}
    return list(hats.values()), frozenset(row.owner_id for row in rows if row.owner_id)
