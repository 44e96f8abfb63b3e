"""The plan of a consultation as rows: laid, followed, changed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.consultations.models import Consultation, Milestone
from ideell.consultations.plan import KEYS, planned
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now, today
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Select, question
from ideell.foundation.rules import RuleBroken

Standing = dict[str, dict[str, Any]]


def by_key(consultation: Consultation) -> dict[str, Milestone]:
    """Return the milestones in the order of the plan, by key."""
    found = {milestone.key: milestone for milestone in consultation.milestones}
    return {key: found[key] for key in KEYS if key in found}


def days_of(consultation: Consultation) -> dict[str, date]:
    """Return the days of the plan by key, without the rest of each milestone."""
    return dict(_days.rows(consultation_id=consultation.id))


@question
def _days() -> Select:
    mine = Milestone.consultation_id == sa.bindparam("consultation_id")
    return sa.select(Milestone.key, Milestone.due_on).where(mine)


def lay_plan(consultation: Consultation) -> None:
    """Plan back from the deadline; dates that were set by hand or are done stay.

    When there is nothing to plan (no deadline, one that has passed, or a track without an
    answer) what stands is left alone.
    """
    day = consultation.deadline
    plan = planned(day, today=today(), track=consultation.track) if day else None
    if plan is None:
        return
    standing = by_key(consultation)
    for date_of in plan.dates:
        milestone = standing.pop(date_of.key, None)
        if milestone is None:
            milestone = Milestone(key=date_of.key)
            consultation.milestones.append(milestone)
        elif milestone.is_changed or milestone.done_at:
            continue
        milestone.follow(date_of)
    for left in standing.values():
        if not (left.is_changed or left.done_at):
            consultation.milestones.remove(left)
            db.session.delete(left)
    db.session.flush()


def change_dates(consultation: Consultation, days: Mapping[str, date], *, by: Actor) -> Deed | None:
    """Set internal dates by hand; None when none differs. They stay when the plan is laid anew."""
    found = by_key(consultation)
    changed = {key: day for key, day in days.items() if key in found and found[key].due_on != day}
    if not changed:
        return None
    before = dates_as_they_stand(consultation)
    for key, day in changed.items():
        found[key].due_on = day
        found[key].is_changed, found[key].is_late = True, False
    db.session.expire(consultation, ["milestones"])
    return record(by, "consultation.dates_changed", consultation, dates=before)


def follow_plan_again(consultation: Consultation, *, by: Actor) -> Deed:
    """Let dates that were set by hand follow the plan again."""
    before = dates_as_they_stand(consultation)
    for milestone in consultation.milestones:
        milestone.is_changed = False
    lay_plan(consultation)
    return record(by, "consultation.dates_changed", consultation, dates=before)


def mark(milestone: Milestone, *, is_done: bool, by: Actor) -> Deed:
    """Mark an internal date as done, or not done after all."""
    milestone.done_at = now() if is_done else None
    return record(by, "milestone.done" if is_done else "milestone.reopened", milestone)


def take_back_mark(milestone: Milestone, *, deed: Deed, by: Actor) -> None:
    """Turn the mark the other way again."""
    milestone.done_at = None if deed.tag == "milestone.done" else now()


def dates_as_they_stand(consultation: Consultation) -> Standing:
    """Return the milestones as plain values, for a deed."""
    return {
        one.key: {"day": one.due_on.isoformat(), "late": one.is_late, "changed": one.is_changed}
        for one in consultation.milestones
    }


def take_back_dates(consultation: Consultation, *, deed: Deed, by: Actor) -> None:
    """Put the dates back; refuses when the plan has other dates than then."""
    dates: Standing = deed.details["dates"]
    if set(dates) != {one.key for one in consultation.milestones}:
        raise RuleBroken(_("Planen har lagts om sedan dess. Ändra datumen i stället."))
    put_back(consultation, dates)


def put_back(consultation: Consultation, dates: Standing) -> None:
    """Give the dates that the plan has what they were; those that were not there go."""
    found = by_key(consultation)
    for key in set(found) & set(dates):
        was = dates[key]
        found[key].due_on = date.fromisoformat(was["day"])
        found[key].is_late, found[key].is_changed = was["late"], was["changed"]
    for key in set(found) - set(dates):
        consultation.milestones.remove(found[key])
        db.session.delete(found[key])
    db.session.flush()
    db.session.expire(consultation, ["milestones"])
