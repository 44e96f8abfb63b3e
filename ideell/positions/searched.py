"""How input is found: each by those who may open it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import joinedload

from ideell.foundation import kinds
from ideell.foundation.database import bring_along
from ideell.foundation.language import lazy
from ideell.foundation.searched import Group, Searched
from ideell.positions.models import Contribution, Gathering


def _with_places(contributions: Sequence[Contribution]) -> None:
    bring_along(
        contributions,
        joinedload(Contribution.organisation, innerjoin=True),
        joinedload(Contribution.consultation, innerjoin=True),
        joinedload(Contribution.node),
    )


def _where(contribution: Contribution) -> str:
    things = [contribution.consultation, contribution.node]
    return ", ".join(kinds.title_of(thing) for thing in things if thing is not None)


CONTRIBUTIONS = Searched(
    Group("inspel", lazy("Inspel"), 50),
    body=lambda: (Contribution.text,),
    organisation=lambda: Contribution.organisation_id,
    at=lambda: Contribution.changed_at,
    where=_where,
    fetch=_with_places,
)
GATHERINGS = Searched(
    Group("insamlingar", lazy("Insamlingar i allianser"), 55),
    body=lambda: (Gathering.introduction,),
    organisation=lambda: Gathering.alliance_id,
    at=lambda: Gathering.made_at,
    title=lambda one: one.consultation.title,
    where=lambda one: one.alliance.name,
    fetch=lambda found: bring_along(
        found,
        joinedload(Gathering.consultation, innerjoin=True),
        joinedload(Gathering.alliance, innerjoin=True),
    ),
)
