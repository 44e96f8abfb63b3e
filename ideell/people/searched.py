"""How organisations and people are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ideell.foundation.database import bring_along
from ideell.foundation.language import lazy
from ideell.foundation.searched import Group, Searched, joined
from ideell.people.models import (
    LET_IN,
    Membership,
    Organisation,
    Region,
    User,
    organisation_regions,
)
from ideell.people.names import KIND_NAMES

GROUP = Group("personer", lazy("Organisationer och personer"), 80)


def _regions() -> Any:
    names = sa.select(Region.name).join(
        organisation_regions, organisation_regions.c.region_id == Region.id
    )
    mine = names.where(organisation_regions.c.organisation_id == Organisation.id)
    return joined(mine, Region.code, of=Organisation)


def _with_places(people: Sequence[User]) -> None:
    places = selectinload(User.memberships.and_(Membership.is_current()))
    bring_along(people, places.options(joinedload(Membership.organisation, innerjoin=True)))


ORGANISATIONS = Searched(
    GROUP,
    heading=lambda: (Organisation.name, Organisation.short_name),
    body=lambda: (_regions(), Organisation.about),
    organisation=lambda: Organisation.id,
    stands=lambda: Organisation.ended_on.is_(None),
    where=lambda one: str(KIND_NAMES[one.kind]),
)
PEOPLE = Searched(
    GROUP,
    heading=lambda: (User.name,),
    stands=lambda: User.state.in_(LET_IN),
    where=lambda user: ", ".join(place.organisation.name for place in user.memberships),
    fetch=_with_places,
)
