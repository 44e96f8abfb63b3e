"""Who cannot leave a place: the last of the office, and a coordinator by herself."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.models import LET_IN, Membership, User


def refuse_oneself(membership: Membership, by: Actor) -> None:
    """Who leaves a place alone could not undo it, and the organisation might have nobody left."""
    if membership.user_id == by.user_id and not by.is_office:
        raise RuleBroken(_("Be en annan samordnare eller kansliet om det, så att någon tar över."))


def refuse_last_office(membership: Membership) -> None:
    """Refuse to let go of the last who looks after people; two at once take turns."""
    places = db.session.scalars(
        sa.select(Membership)
        .join(User)
        .where(
            Membership.organisation_id == membership.organisation_id,
            Membership.is_current(),
            User.state.in_(LET_IN),
        )
        .order_by(Membership.id)
        .with_for_update(of=Membership)
        .execution_options(populate_existing=True)
    )
    if not any("office" in other.roles for other in places if other.id != membership.id):
        raise RuleBroken(_("Någon måste vara kansliet. Ge rollen till någon annan först."))
