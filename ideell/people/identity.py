"""From a cookie to an actor: the person, the hats, and the one worn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import sqlalchemy as sa
from flask import request
from flask_login import current_user
from sqlalchemy.orm import contains_eager

from ideell.extensions import db
from ideell.foundation.actor import STRANGER, Actor
from ideell.foundation.clock import today
from ideell.people.models import Membership, OrganisationLink, User
from ideell.people.sessions import LoginSession


def load_session(token: str) -> LoginSession | None:
    """Return the signed-in row of the cookie (what Flask-Login asks for)."""
    return LoginSession.of_token(token)


def identify() -> Actor:
    """Return who asks in this request, and for which organisation.

    A form carries the organisation that its page named, so that it is written for that one,
    also when another window has changed hats meanwhile. When the person does not represent it
    any more the actor says so, and the gate refuses.
    """
    if not current_user.is_authenticated:
        return STRANGER
    wanted = request.form.get("hat", type=int) if request.method == "POST" else None
    actor = actor_of(current_user.user, wanted or current_user.acting_org_id)
    return replace(actor, lost_hat=bool(wanted) and wanted != actor.org_id)


def actor_of(user: User, acting_org_id: int | None = None, *, channel: str = "web") -> Actor:
    """Return the person as an actor, wearing the given hat or else the first one."""
    hats, owners = _memberships(user)
    worn = next((hat for hat in hats if hat.organisation_id == acting_org_id), None)
    worn = worn or (hats[0] if hats else None)
    own = frozenset(hat.organisation_id for hat in hats)
    return Actor(
        user=user,
        org=worn.organisation if worn else None,
        roles=frozenset(worn.roles) if worn else frozenset(),
        org_ids=own,
        linked_org_ids=owners,
        channel=channel,
        hats=tuple(hat.organisation for hat in hats),
    )


@cache
def _memberships_asked_for() -> sa.Select[Membership, int]:
    """The question that every request asks, built once: building costs more than asking."""
    day = sa.bindparam("today", type_=sa.Date)
    belongs = (OrganisationLink.member_id == Membership.organisation_id) & (
        OrganisationLink.is_current(day)
    )
    return (
        sa.select(Membership, OrganisationLink.owner_id)
        .join(Membership.organisation)
        .outerjoin(OrganisationLink, belongs)
        .where(Membership.user_id == sa.bindparam("user_id"), Membership.is_current(day))
        .options(contains_eager(Membership.organisation))
        .order_by(Membership.id)
    )


def _memberships(user: User) -> tuple[list[Membership], frozenset[int]]:
    """The memberships that hold today, and whose rooms their organisations share."""
    asked = {"user_id": user.id, "today": today()}
    rows = db.session.execute(_memberships_asked_for(), asked).all()
    hats = list(dict.fromkeys(row[0] for row in rows))
    return hats, frozenset(filter(None, (owner for _hat, owner in rows)))
