"""The official deadline and the internal dates."""

from __future__ import annotations

from flask import Response, url_for

from ideell.consultations.deadlines import move_deadline, warnings_about
from ideell.consultations.forms.facts import DeadlineForm, dates_form, days_of
from ideell.consultations.milestones import change_dates, follow_plan_again, mark
from ideell.consultations.models import Consultation, Milestone
from ideell.consultations.plan import column_for, is_squeezed
from ideell.consultations.policy import may_change_consultation, may_change_milestone
from ideell.consultations.routes.blueprint import bp
from ideell.consultations.words import COLUMN_NAMES, MILESTONE_NAMES
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.clock import today
from ideell.foundation.language import gettext as _


@bp.route("/remisser/<int:consultation_id>/svarsdatum", methods=["GET", "POST"])
@authorized(may_change_consultation, Consultation, keeps=True)
def deadline(consultation: Consultation) -> Response:
    """Change the official deadline, for a reason."""
    form = DeadlineForm(consultation)
    if not form.sent_and_valid():
        return replies.form(
            "consultations/deadline_form.html", form=form, consultation=consultation
        )
    deed = move_deadline(consultation, form.day, form.reason.data or "", by=current_actor)
    db.session.commit()
    said = " ".join([_("Svarsdatumet är ändrat och planen följer med."), *warnings_about(form.day)])
    return replies.changed(at=_workspace(consultation), said=said, undo=deed)


@bp.route("/remisser/<int:consultation_id>/datum", methods=["GET", "POST"])
@authorized(may_change_consultation, Consultation, keeps=True)
def dates(consultation: Consultation) -> Response:
    """See and change the internal dates."""
    form = dates_form(consultation)
    if not form.sent_and_valid():
        return replies.form("consultations/dates.html", form=form, **_plan_of(consultation))
    deed = change_dates(consultation, days_of(form), by=current_actor)
    db.session.commit()
    return replies.changed(at=_dates(consultation), said=_("Datumen är sparade."), undo=deed)


@bp.post("/remisser/<int:consultation_id>/datum/plan")
@authorized(may_change_consultation, Consultation)
def follow_plan(consultation: Consultation) -> Response:
    """Let dates that were set by hand follow the plan again."""
    deed = follow_plan_again(consultation, by=current_actor)
    db.session.commit()
    said = _("Alla datum följer planen igen.")
    return replies.changed(at=_dates(consultation), said=said, undo=deed)


@bp.post("/remisser/<int:consultation_id>/datum/<int:milestone_id>/klart")
@authorized(may_change_milestone, Milestone)
def done(milestone: Milestone) -> Response:
    """Mark an internal date as done."""
    deed = mark(milestone, is_done=True, by=current_actor)
    db.session.commit()
    return replies.changed(
        at=_dates(milestone.consultation), said=_("Markerat som klart."), undo=deed
    )


@bp.post("/remisser/<int:consultation_id>/datum/<int:milestone_id>/inte-klart")
@authorized(may_change_milestone, Milestone)
def not_done(milestone: Milestone) -> Response:
    """Mark an internal date as not done after all."""
    deed = mark(milestone, is_done=False, by=current_actor)
    db.session.commit()
    return replies.changed(
        at=_dates(milestone.consultation), said=_("Markerat som inte klart."), undo=deed
    )


def _plan_of(consultation: Consultation) -> dict[str, object]:
    """Return what the page tells of the plan."""
    day = consultation.deadline
    days = (day - today()).days if day else None
    return {
        "consultation": consultation,
        "names": MILESTONE_NAMES,
        "milestones": {one.key: one for one in consultation.milestones},
        "column": COLUMN_NAMES[column_for(days)] if days is not None and days >= 0 else None,
        "is_squeezed": days is not None and is_squeezed(days),
    }


def _dates(consultation: Consultation) -> str:
    return url_for("consultations.dates", consultation_id=consultation.id)


def _workspace(consultation: Consultation) -> str:
    return url_for("consultations.show", consultation_id=consultation.id)
