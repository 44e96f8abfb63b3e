"""Who may see a thing that an organisation owns.

`own`: people of the owner. `members`: also people of organisations linked to it.
`network`: everyone in some organisation. `public`: everyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.questions import Select, question
from ideell.people.models import LET_IN, Membership, OrganisationLink, User

AUDIENCES = ("own", "members", "network", "public")


def may_see(actor: Actor, owner: Any, audience: Any) -> sa.ColumnElement[bool]:
    """Return the condition under which `actor` sees a row with these two columns.

    Somebody who belongs nowhere any more sees what strangers see.
    """
    if not actor.belongs:
        return sa.and_(audience == "public")
    own = owner.in_(actor.own)
    shared = owner.in_(actor.shared)
    return sa.or_(audience.in_(["network", "public"]), sa.and_(audience == "members", shared), own)


def places_of_room(owner_org_id: int, audience: str) -> sa.ColumnElement[bool]:
    """Return the condition on memberships that says as `may_see` who sees a thing: the owner's
    people; with *members* those of the organisations linked to it; else everybody who belongs.
    """
    if audience in {"network", "public"}:
        return Membership.is_current()
    belongs = Membership.organisation_id == owner_org_id
    if audience == "members":
        linked = sa.select(OrganisationLink.member_id).where(
            OrganisationLink.owner_id == owner_org_id, OrganisationLink.is_current()
        )
        belongs |= Membership.organisation_id.in_(linked)
    return Membership.is_current() & belongs


def is_in_room(actor: Actor, owner_org_id: int, audience: str) -> bool:
    """Tell whether the organisation that `actor` acts for is one of those a thing is shared with.

    Somebody with two organisations sees what either sees; the one worn may have no part in it.
    """
    if audience in {"network", "public"} or actor.org_id == owner_org_id:
        return actor.org_id is not None
    if audience == "own" or owner_org_id not in actor.linked_org_ids:
        return False
    linked = {"owner_id": owner_org_id, "member_id": actor.org_id, "today": today()}
    return _linked.row(**linked) is not None


@question
def _linked() -> Select:
    return sa.select(OrganisationLink.id).where(
        OrganisationLink.owner_id == sa.bindparam("owner_id"),
        OrganisationLink.member_id == sa.bindparam("member_id"),
        OrganisationLink.is_current(sa.bindparam("today")),
    )


def people_of_room(owner_org_id: int, audience: str = "members") -> Sequence[User]:
    """Return whose room it is, by name: the owner's people, and unless it is the owner's *own*
    those of the organisations linked to it. A thing shared wider is still theirs to work with.
    """
    return people_who_see(owner_org_id, "own" if audience == "own" else "members")


def people_who_see(owner_org_id: int, audience: str) -> Sequence[User]:
    """Return everybody who is let in and sees a thing, by name; strangers are not counted."""
    here = sa.select(User).where(_sees(owner_org_id, audience))
    return db.session.scalars(here.order_by(User.name)).all()


def count_who_see(owner_org_id: int, audience: str, *, beside: int | None) -> int:
    """Return how many are let in and see a thing, beside the person with that number."""
    here = _sees(owner_org_id, audience) & (User.id != beside)
    return db.session.scalar(sa.select(sa.func.count(User.id)).where(here)) or 0


def _sees(owner_org_id: int, audience: str) -> sa.ColumnElement[bool]:
    people = sa.select(Membership.user_id).where(places_of_room(owner_org_id, audience))
    return User.id.in_(people) & User.state.in_(LET_IN)
