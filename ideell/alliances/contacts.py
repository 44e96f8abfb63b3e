"""Whom to ask about a region: named by the office, and ended; each leaves a deed."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import Deed, record
from ideell.alliances.models import RegionContact
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.models import LET_IN, Membership, Region, User


def contacts_of(region: Region, actor: Actor) -> Sequence[RegionContact]:
    """Return whom to ask about a region, by name; who is no longer here is not named."""
    return db.session.scalars(
        sa.select(RegionContact)
        .join(RegionContact.user)
        .where(
            RegionContact.region_id == region.id,
            RegionContact.visible_to(actor),
            User.state.in_(LET_IN),
            User.memberships.any(Membership.is_current()),
        )
        .options(joinedload(RegionContact.user, innerjoin=True))
        .order_by(User.name)
    ).all()


def possible_contacts() -> Sequence[User]:
    """Return everybody who can be asked, by name."""
    belongs = User.memberships.any(Membership.is_current())
    return db.session.scalars(
        sa.select(User).where(User.state.in_(LET_IN), belongs).order_by(User.name, User.id)
    ).all()


def name_contact(region: Region, person: User, *, by: Actor) -> Deed:
    """Let people ask this person about the region, again if they once did."""
    hold(region)  # of two who name the same person at once the second finds it done
    both = (RegionContact.region_id == region.id) & (RegionContact.user_id == person.id)
    contact = db.session.scalar(sa.select(RegionContact).where(both))
    if contact is None:
        contact = RegionContact(region=region, user=person)
        db.session.add(contact)
    elif contact.ended_at is None:
        raise RuleBroken(_("%(name)s är redan kontaktperson här.", name=person.name))
    contact.ended_at = None
    return record(by, "contact.named", contact)


def end_contact(contact: RegionContact, *, by: Actor) -> Deed:
    """Let people ask somebody else."""
    contact.ended_at = now()
    return record(by, "contact.ended", contact)


def undo_contact(contact: RegionContact, *, deed: Deed, by: Actor) -> None:
    """Let it be as before; refused when it was changed since."""
    deed.refuse_when_followed("contact.named", "contact.ended")
    contact.ended_at = now() if deed.tag == "contact.named" else None
