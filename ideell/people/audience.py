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
from ideell.foundation.language import gettext as _
from ideell.people.models import Membership, Organisation, OrganisationLink, User

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


def in_words(owner: Organisation, audience: str) -> str:
    """Return who sees what the owner shares so, the owner by name: it may be an alliance."""
    return {
        "own": _("Bara de som är med i %(owner)s ser det.", owner=owner.name),
        "members": _("Alla i %(owner)s och dess medlemsorganisationer ser det.", owner=owner.name),
        "network": _("Alla som är inloggade ser det."),
        "public": _("Alla ser det, också utan att logga in."),
    }[audience]


def people_of_room(owner_org_id: int, audience: str = "members") -> Sequence[User]:
    """Return who belongs where a thing is shared, by name: the owner's people, and unless it is
    the owner's *own* those of the organisations linked to it.
    """
    linked = sa.select(OrganisationLink.member_id).where(
        OrganisationLink.owner_id == owner_org_id, OrganisationLink.is_current()
    )
    belongs = Membership.organisation_id == owner_org_id
    if audience != "own":
        belongs |= Membership.organisation_id.in_(linked)
    people = sa.select(Membership.user_id).where(Membership.is_current(), belongs)
    return db.session.scalars(
        sa.select(User)
        .where(User.id.in_(people), User.state.in_(["invited", "active"]))
        .order_by(User.name)
    ).all()
