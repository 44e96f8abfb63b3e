"""Who leads the work of an organisation: its moderators, else its coordinators."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.questions import Select, question
from ideell.people.models import LET_IN, Membership, User


def leads(actor: Actor, organisation_id: int, *, besides: int = 0) -> bool:
    """Tell whether `actor` may do what a moderator of the organisation may.

    In an organisation without moderators its coordinators may (design: model). Nobody decides in
    a case of their own: `besides` is the number of somebody who is then not counted.
    """
    if actor.user_id == besides:
        return False
    if actor.has("moderator", organisation_id):
        return True
    if not actor.has("coordinator", organisation_id):
        return False
    return not numbers_with(organisation_id, "moderator") - {besides}


def has_role(organisation_id: int, role: str) -> bool:
    """Tell whether anybody who is let in holds `role` in the organisation."""
    return bool(numbers_with(organisation_id, role))


def numbers_with(organisation_id: int, role: str) -> set[int]:
    """Return the numbers of those who are let in and hold `role` in the organisation."""
    places = _places.rows(organisation_id=organisation_id, today=today())
    return {number for number, roles in places if role in roles}


@question
def _places() -> Select:
    """Those who are let in and belong to an organisation today, with their roles."""
    return (
        sa.select(Membership.user_id, Membership.roles)
        .join(User)
        .where(
            Membership.organisation_id == sa.bindparam("organisation_id"),
            Membership.is_current(sa.bindparam("today")),
            User.state.in_(LET_IN),
        )
    )


def office_numbers() -> list[int]:
    """Return the numbers of the people of the office who are let in."""
    places = sa.select(Membership.user_id, Membership.roles).join(User)
    current = places.where(Membership.is_current(), User.state.in_(LET_IN))
    return sorted({number for number, roles in db.session.execute(current) if "office" in roles})
