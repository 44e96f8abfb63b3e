"""The official deadline: any date, each change kept as a version and told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.consultations.holidays import is_working_day
from ideell.consultations.milestones import dates_as_they_stand, lay_plan, put_back
from ideell.consultations.models import Consultation, DeadlineVersion
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.dates import long_date
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Select, question
from ideell.foundation.rules import RuleBroken


class Announced(NamedTuple):
    """A deadline as it was announced: the day, why, and when."""

    day: date | None
    reason: str
    at: datetime


def announce(
    consultation: Consultation, day: date | None, reason: str, *, by: Actor
) -> DeadlineVersion:
    """Keep a deadline as it was announced."""
    version = DeadlineVersion(
        consultation_id=consultation.id, day=day, reason=reason, user=by.user, acting_org=by.org
    )
    db.session.add(version)
    return version


def move_deadline(consultation: Consultation, day: date | None, reason: str, *, by: Actor) -> Deed:
    """Change the deadline for a reason; the plan follows, but for dates set by hand.

    Raises `RuleBroken` without a reason, or when the day is the one that stands.
    """
    if day == consultation.deadline:
        raise RuleBroken(_("Det är samma svarsdatum som förut, så inget ändrades."))
    if not reason.strip():
        raise RuleBroken(_("Skriv ett kort skäl, så att alla förstår varför datumet ändras."))
    before, dates = consultation.deadline, dates_as_they_stand(consultation)
    _set(consultation, day, reason, by)
    return record(
        by, "consultation.deadline_moved", consultation, reason=reason,
        before=_text(before), after=_text(day), dates=dates,
    )  # fmt: skip


def take_back_deadline(consultation: Consultation, *, deed: Deed, by: Actor) -> None:
    """Put the deadline and the plan back; the versions tell of both changes."""
    if _text(consultation.deadline) != deed.details["after"]:
        raise RuleBroken(_("Svarsdatumet har ändrats igen sedan dess. Ändra det i stället."))
    before = deed.details["before"]
    day = date.fromisoformat(before) if before else None
    _set(consultation, day, _("Ändringen ångrades."), by)
    put_back(consultation, deed.details["dates"])


def warnings_about(day: date | None) -> list[str]:
    """Return sentences that ask for a second look at a deadline; it is accepted all the same."""
    if day is None:
        return []
    said = []
    if day < today():
        said.append(_("Svarsdatumet har redan passerat."))
    if not is_working_day(day):
        said.append(
            _("Svarsdatumet är en ledig dag, %(day)s. Kolla i missivet.", day=long_date(day))
        )
    return said


def latest_change(consultation: Consultation) -> tuple[Announced, Announced] | None:
    """Return the last two announced deadlines when the deadline has been changed."""
    newest = [Announced(*row) for row in _newest.rows(consultation_id=consultation.id)]
    return (newest[1], newest[0]) if newest[1:] else None


@question
def _newest() -> Select:
    mine = DeadlineVersion.consultation_id == sa.bindparam("consultation_id")
    return (
        sa.select(DeadlineVersion.day, DeadlineVersion.reason, DeadlineVersion.at)
        .where(mine)
        .order_by(DeadlineVersion.id.desc())
        .limit(2)
    )


def _set(consultation: Consultation, day: date | None, reason: str, by: Actor) -> None:
    consultation.deadline = day
    announce(consultation, day, reason, by=by)
    lay_plan(consultation)


def _text(day: date | None) -> Any:
    return day.isoformat() if day else None
