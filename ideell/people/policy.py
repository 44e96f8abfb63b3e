"""Who may do what with people and organisations."""

from __future__ import annotations

from collections.abc import Collection

from ideell.foundation.actor import Actor
from ideell.people.models import ROLES, Membership, Organisation, User
from ideell.people.sessions import LoginSession

GIVEN_BY_OFFICE = frozenset({"moderator", "office"})


def is_signed_in(actor: Actor) -> bool:
    """Everybody who is signed in."""
    return not actor.is_stranger


def may_see_people(actor: Actor) -> bool:
    """Everybody who belongs to an organisation; who was removed from the last one does not."""
    return bool(actor.org_ids)


def may_see_organisation(actor: Actor, organisation: Organisation) -> bool:
    """Members see who is who."""
    return may_see_people(actor)


def may_see_person(actor: Actor, user: User) -> bool:
    """Members see how to reach each other."""
    return may_see_people(actor)


def may_manage_people(actor: Actor) -> bool:
    """The office looks after people and organisations."""
    return actor.is_office


def may_change_organisation(actor: Actor, organisation: Organisation) -> bool:
    """The office, and a coordinator of the organisation itself."""
    return actor.is_office or actor.has("coordinator", organisation.id)


def may_change_person(actor: Actor, user: User) -> bool:
    """The office; oneself on one's own page."""
    return actor.is_office


def may_change_membership(actor: Actor, membership: Membership) -> bool:
    """The office; a coordinator of the organisation, but for those whom the office appointed."""
    appointed = GIVEN_BY_OFFICE.intersection(membership.roles)
    own = actor.has("coordinator", membership.organisation_id)
    return actor.is_office or (own and not appointed)


def roles_to_give(actor: Actor, organisation: Organisation) -> Collection[str]:
    """Return the roles that `actor` may give in the organisation.

    Only the office appoints moderators and its own people, and those in the umbrella alone.
    """
    withheld = set() if actor.is_office else set(GIVEN_BY_OFFICE)
    if organisation.kind != "umbrella":
        withheld.add("office")
    return [role for role in ROLES if role not in withheld]


def may_end_session(actor: Actor, session: LoginSession) -> bool:
    """A person signs out their own devices."""
    return session.user_id == actor.user_id
