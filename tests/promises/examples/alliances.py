"""Whom to ask about a region."""

from __future__ import annotations

from ideell.alliances.models import RegionContact
from ideell.extensions import db
from tests.promises.town import Side, example


@example("RegionContact")
def region_contact(side: Side, _state: str) -> RegionContact:
    contact = RegionContact(region=side.world.region, user=side.author)
    db.session.add(contact)
    return contact
