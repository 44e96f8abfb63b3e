"""What is under way in a region or an alliance: its consultations, and the days to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from ideell.consultations.models import Consultation, Milestone
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.questions import Select, question
from ideell.foundation.statements import given_numbers
from ideell.people.models import Organisation, Region

MOST = 20
NEAREST = 5
LIVE = ("now", "coming")


class Coming(NamedTuple):
    """A day to come in a consultation; `key` is that of its plan, or "deadline"."""

    key: str
    day: date
    consultation_id: int
    title: str


def consultations_here(
    alliances: Iterable[Organisation], actor: Actor, region: Region | None = None
) -> Sequence[Any]:
    """Return the consultations under way of some alliances, and those about a region."""
    return _consultations.rows(actor, **_about(alliances, region))


def coming_days(
    alliances: Iterable[Organisation], actor: Actor, region: Region | None = None
) -> list[Coming]:
    """Return the nearest days of the same consultations: internal dates, and when answers leave."""
    about = _about(alliances, region) | {"today": today()}
    ends = [
        Coming("deadline", one.deadline, one.id, one.title)
        for one in consultations_here(alliances, actor, region)
        if one.deadline is not None and one.deadline >= today()
    ]
    days = [*(Coming(*row) for row in _milestones.rows(actor, **about)), *ends]
    return sorted(days, key=lambda one: (one.day, one.consultation_id, one.key))[:NEAREST]


def _about(alliances: Iterable[Organisation], region: Region | None) -> dict[str, Any]:
    return {"owners": [one.id for one in alliances], "region": region.id if region else None}


def _here() -> sa.ColumnElement[bool]:
    owners = given_numbers("owners")
    region = sa.bindparam("region", type_=sa.Integer)
    return sa.or_(Consultation.owner_org_id.in_(owners), Consultation.region_id == region)


@question
def _consultations(reader: Actor) -> Select:
    return (
        sa.select(
            Consultation.id, Consultation.title, Consultation.deadline, Consultation.state,
            Consultation.owner_org_id,
        )
        .where(_here(), Consultation.shelf.in_(LIVE), Consultation.visible_to(reader))
        .order_by(sa.nulls_last(Consultation.deadline), Consultation.id)
        .limit(MOST)
    )  # fmt: skip


@question
def _milestones(reader: Actor) -> Select:
    return (
        sa.select(Milestone.key, Milestone.due_on, Consultation.id, Consultation.title)
        .join(Milestone.consultation)
        .where(
            _here(),
            Milestone.due_on >= sa.bindparam("today"),
            Milestone.done_at.is_(None),
            Consultation.shelf.in_(LIVE),
            Consultation.visible_to(reader),
        )
        .order_by(Milestone.due_on, Milestone.id)
        .limit(NEAREST)
    )
