"""A new association in an alliance, brought in by the alliance itself."""

from __future__ import annotations

from ideell.activity.models import Deed
from ideell.foundation.actor import Actor
from ideell.people.models import Organisation
from ideell.people.office import add_member, add_person
from ideell.people.organising import add_link, add_organisation
from ideell.people.welcoming import welcome

FIRST_ROLES = ("representative", "coordinator")


def bring_in(
    alliance: Organisation,
    name: str,
    *,
    by: Actor,
    about: str = "",
    web: str = "",
    person: str = "",
    email: str = "",
) -> tuple[Organisation, Deed]:
    """Add an association that belongs to the alliance, with its first person when one is named.

    It lies in the alliance's region when that is one alone. Its first person releases its input,
    and is told by mail; somebody who is new here waits until the office has let the alliance in
    (`add_member`).
    """
    regions = alliance.regions if len(alliance.regions) == 1 else []
    made = add_organisation(name, "association", by=by, regions=regions, about=about, web=web)
    deed = add_link(made, alliance, by=by)
    if email:
        welcome(add_member(made, add_person(person, email, by=by), FIRST_ROLES, by=by), by=by)
    return made, deed
