"""The list, and bringing a consultation in."""

from __future__ import annotations

from flask import Response, request, url_for

from ideell.activity.models import deed_of
from ideell.consultations.deadlines import warnings_about
from ideell.consultations.facts import add_consultation, change_facts
from ideell.consultations.forms.facts import ConsultationForm, NewConsultationForm
from ideell.consultations.listing import NOUNS, groups, owners, wanted_from
from ideell.consultations.models import Consultation
from ideell.consultations.numbers import usual_form
from ideell.consultations.panels import row_notes
from ideell.consultations.policy import (
    may_add_consultation,
    may_change_consultation,
    may_see_consultations,
)
from ideell.consultations.routes.blueprint import bp
from ideell.consultations.words import KIND_NAMES, SHELF_NAMES, STATE_NAMES, TRACK_HINTS
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.people.audience import AUDIENCES
from ideell.people.sharing import Room, in_words

WORDS = {
    "kinds": KIND_NAMES,
    "shelves": SHELF_NAMES,
    "states": STATE_NAMES,
    "nouns": {shelf: noun for noun, shelf in NOUNS.items()},
}


@bp.get("/remisser")
@authorized(may_see_consultations)
def index() -> Response:
    """The consultations that are open to the reader."""
    wanted = wanted_from(request.args)
    found = groups(current_actor, wanted)
    notes = row_notes([one for group in found for one in group.rows], current_actor)
    choices = owners(current_actor)
    return replies.page(
        "consultations/index.html",
        groups=found, wanted=wanted, notes=notes, owners=choices, words=WORDS,
    )  # fmt: skip


@bp.route("/remisser/ny", methods=["GET", "POST"])
@authorized(may_add_consultation, keeps=True)
def add() -> Response:
    """Bring a consultation in."""
    form = NewConsultationForm.of(current_actor.org)
    if not form.sent_and_valid():
        return replies.form("consultations/consultation_form.html", form=form, **_beside(None))
    made = add_consultation(**form.facts, by=current_actor)
    db.session.commit()
    said = _said(_("Remissen är inlagd."), made)
    return replies.changed(at=_at(made), said=said, undo=deed_of(made, "consultation.added"))


@bp.route("/remisser/<int:consultation_id>/andra", methods=["GET", "POST"])
@authorized(may_change_consultation, Consultation, keeps=True)
def change(consultation: Consultation) -> Response:
    """Change what is known of a consultation."""
    form = ConsultationForm(consultation)
    if not form.sent_and_valid():
        beside = _beside(consultation)
        return replies.form("consultations/consultation_form.html", form=form, **beside)
    deed = change_facts(consultation, **form.facts, by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(consultation), said=_said(_("Sparat."), None), undo=deed)


def _beside(consultation: Consultation | None) -> dict[str, object]:
    """Return what the form shows beside its fields."""
    numbers = consultation.their_numbers if consultation else []
    usual = [(number, form) for number in numbers if (form := usual_form(number))]
    owner = consultation.owner_org if consultation else current_actor.org
    seen = in_words([Room(owner.id, key) for key in AUDIENCES])
    return {
        "consultation": consultation, "usual": usual, "track_hints": TRACK_HINTS,
        "audience_hints": {room.audience: said for room, said in seen.items()},
    }  # fmt: skip


def _said(sentence: str, made: Consultation | None) -> str:
    return " ".join([sentence, *(warnings_about(made.deadline) if made else [])])


def _at(consultation: Consultation) -> str:
    return url_for("consultations.show", consultation_id=consultation.id)
