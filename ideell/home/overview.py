"""What waits, what comes next, and how the work stands: the member's front page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import Deed
from ideell.consultations.models import Consultation, Milestone
from ideell.drafting.lines import FINISHED
from ideell.drafting.models import Response, Section
from ideell.extensions import db
from ideell.foundation.actor import Actor, Hat
from ideell.foundation.clock import today
from ideell.foundation.questions import Select, question
from ideell.foundation.waiting import Waiting, waiting_for

MOST_WAITING = 5
MOST_DATES = 4
MOST_CONSULTATIONS = 5
MOST_PUBLISHED = 20


class NextDate(NamedTuple):
    """One internal date of the plan of a consultation."""

    key: str
    due_on: date
    consultation_id: int
    title: str


class Standing(NamedTuple):
    """How far the answer to one consultation has come."""

    consultation_id: int
    title: str
    deadline: date | None
    state: str
    sections: int
    finished: int


def next_dates(actor: Actor) -> list[NextDate]:
    """Return the nearest internal dates of consultations under way."""
    return [NextDate(*row) for row in _next_dates.rows(actor, today=today())]


@question
def _next_dates(reader: Actor) -> Select:
    return (
        sa.select(Milestone.key, Milestone.due_on, Consultation.id, Consultation.title)
        .join(Milestone.consultation)
        .where(
            Milestone.due_on >= sa.bindparam("today"),
            Milestone.done_at.is_(None),
            Consultation.shelf == "now",
            Consultation.visible_to(reader),
        )
        .order_by(Milestone.due_on, Milestone.id)
        .limit(MOST_DATES)
    )


def standings(actor: Actor) -> list[Standing]:
    """Return the consultations under way, the nearest deadline first.

    The owner's own answer is what is counted: an alliance may have another to the same.
    """
    return [Standing(*row) for row in _standings.rows(actor)]


@question
def _standings(reader: Actor) -> Select:
    theirs = (Response.consultation_id == Consultation.id) & (
        Response.owner_org_id == Consultation.owner_org_id
    )
    shown = sa.and_(
        Section.response_id == Response.id,
        Section.removed_at.is_(None),
        Response.visible_to(reader),
    )
    finished = sa.func.sum(sa.case((Section.state.in_(FINISHED), 1), else_=0))
    return (
        sa.select(
            Consultation.id, Consultation.title, Consultation.deadline, Consultation.state,
            sa.func.count(Section.id), sa.func.coalesce(finished, 0),
        )
        .outerjoin(Response, theirs)
        .outerjoin(Section, shown)
        .where(Consultation.shelf == "now", Consultation.visible_to(reader))
        .group_by(Consultation.id)
        .order_by(sa.nulls_last(Consultation.deadline), Consultation.id)
        .limit(MOST_CONSULTATIONS)
    )  # fmt: skip


def waiting_elsewhere(actor: Actor, here: Sequence[Waiting]) -> list[tuple[Hat, int]]:
    """Return the person's other organisations, where more waits than for the one acted for."""
    known = {item.url for item in here}
    found = []
    for hat in actor.hats:
        if hat.id != actor.org_id:
            there = waiting_for(actor.wearing(hat))
            found.append((hat, sum(item.url not in known for item in there)))
    return [(hat, count) for hat, count in found if count]


def is_new_here(actor: Actor) -> bool:
    """Tell whether the person has done nothing here but sign in."""
    return _something_done.row(actor) is None


@question
def _something_done(reader: Actor) -> Select:
    signing_in = Deed.tag.startswith("session.")
    done = sa.select(Deed.id).where(Deed.user_id == reader.user_id, sa.not_(signing_in))
    return done.limit(1)


def published_answers() -> Sequence[Response]:
    """Return the answers that everybody may read, the newest first."""
    return db.session.scalars(
        sa.select(Response)
        .where(Response.state == "published")
        .options(joinedload(Response.consultation), joinedload(Response.owner_org))
        .order_by(Response.id.desc())
        .limit(MOST_PUBLISHED)
    ).all()
