"""Who sees alliances and regions, who starts an alliance, and who names whom to ask."""

from __future__ import annotations

from ideell.alliances.models import RegionContact
from ideell.foundation.actor import Actor
from ideell.people.directory import belongs_to
from ideell.people.models import Organisation
from ideell.people.policy import may_see_people
from ideell.people.starting import umbrella


def may_see_alliances(actor: Actor) -> bool:
    """Everybody who belongs to an organisation."""
    return may_see_people(actor)


def may_see_alliance(actor: Actor, organisation: Organisation) -> bool:
    """As `may_see_alliances`: who is who is open to members."""
    return may_see_people(actor)


def may_start_alliance(actor: Actor) -> bool:
    """The office, and whoever acts for the umbrella or an organisation that belongs to it."""
    whole = umbrella()
    if whole is None or actor.org_id is None:
        return False
    return actor.org_id == whole.id or belongs_to(actor.org_id, whole.id)


def may_name_contacts(actor: Actor) -> bool:
    """The office says whom to ask about a region."""
    return actor.is_office


def may_end_contact(actor: Actor, contact: RegionContact) -> bool:
    """As `may_name_contacts`."""
    return may_name_contacts(actor)
