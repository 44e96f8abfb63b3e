"""From a cookie to an actor: the person, the hats, and the one worn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from flask import request
from flask_login import current_user
from sqlalchemy.orm import contains_eager

from ideell.foundation.actor import STRANGER, Actor
from ideell.foundation.clock import today
from ideell.foundation.questions import Select, question
from ideell.people.digests import digest
from ideell.people.models import Membership, OrganisationLink, User
from ideell.people.sessions import LoginSession, Places

TODAY = sa.bindparam("today", type_=sa.Date)


def load_session(token: str) -> LoginSession | None:
    """Return the signed-in row of the cookie (what Flask-Login asks for), if it is live.

    Who the person is, and where they belong, comes along with it.
    """
    rows = _signed_in.rows_of_things(token_hash=digest(token), today=today())
    row: LoginSession | None = rows[0][0] if rows else None
    if row is None or not row.is_active:
        return None
    row.token = token
    row.places = _places((hat, owner) for _row, hat, owner in rows if hat is not None)
    return row


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
    worn = next((hat for hat in hats if hat.organisation_id == acting_org_id), None)
    worn = worn or (hats[0] if hats else None)
    own = frozenset(hat.organisation_id for hat in hats)
    return Actor(
        user=user,
        org=worn.organisation if worn else None,
        roles=frozenset(worn.roles) if worn else frozenset(),
        org_ids=own,
        linked_org_ids=owners,
        hats=tuple(hat.organisation for hat in hats),
    )


@question
def _signed_in() -> Select:
    """What every request asks: whose cookie it is, and where that person belongs today."""
    mine = (Membership.user_id == LoginSession.user_id) & Membership.is_current(TODAY)
    return (
        sa.select(LoginSession, Membership, OrganisationLink.owner_id)
        .join(LoginSession.user)
        .outerjoin(Membership, mine)
        .outerjoin(Membership.organisation)
        .outerjoin(OrganisationLink, _shares())
        .where(LoginSession.token_hash == sa.bindparam("token_hash"))
        .options(contains_eager(LoginSession.user), contains_eager(Membership.organisation))
        .order_by(Membership.id)
    )


@question
def _memberships() -> Select:
    """Where a person belongs today."""
    return (
        sa.select(Membership, OrganisationLink.owner_id)
        .join(Membership.organisation)
        .outerjoin(OrganisationLink, _shares())
        .where(Membership.user_id == sa.bindparam("user_id"), Membership.is_current(TODAY))
        .options(contains_eager(Membership.organisation))
        .order_by(Membership.id)
    )


def _shares() -> sa.ColumnElement[bool]:
    """The organisation of the membership is linked to the owner of a room today."""
    same = OrganisationLink.member_id == Membership.organisation_id
    return same & OrganisationLink.is_current(TODAY)


def _places(rows: Iterable[Any]) -> Places:
    """The memberships that hold today, and whose rooms their organisations share."""
    found = list(rows)
    hats = list(dict.fromkeys(row[0] for row in found))
    return hats, frozenset(filter(None, (owner for _hat, owner in found)))
