"""Changing what a document is called, who sees it, and asking who has read it."""

from __future__ import annotations

from flask import Response

from ideell.activity.models import Deed
from ideell.documents import receipts, sharing
from ideell.documents.forms.facts import FactsForm
from ideell.documents.models import OFFERED, Document
from ideell.documents.policy import (
    may_acknowledge,
    may_ask_receipt,
    may_move_document,
    may_work_on,
)
from ideell.documents.refusing import refuse_when_locked
from ideell.documents.routes.blueprint import bp
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.about import find_subject, offered, subjects
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.people.move_form import MoveForm, place_after


@bp.route("/dokument/<int:document_id>/andring", methods=["GET", "POST"])
@authorized(may_work_on, Document, keeps=True)
def change(document: Document) -> Response:
    """Change what a document is called and how it is found."""
    refuse_when_locked(document)
    form = _facts_form(document)
    if not form.sent_and_valid():
        return replies.form("documents/facts_form.html", form=form, document=document)
    about = find_subject(form.mark, current_actor)
    deed = sharing.change(document, about=about, by=current_actor, **form.facts)
    return _done(document, deed, _("Sparat."))


@bp.route("/dokument/<int:document_id>/flytt", methods=["GET", "POST"])
@authorized(may_move_document, Document)
def move(document: Document) -> Response:
    """Choose who sees a document instead; first it says who gains and who loses sight."""
    refuse_when_locked(document)
    form = MoveForm.of(document.room, OFFERED, current_actor)
    if not form.sent_and_valid():
        return replies.form("documents/move.html", form=form, thing=document)
    deed = sharing.move(document, form.room.room, by=current_actor)
    db.session.commit()
    at = place_after(document, "/dokument", current_actor)
    return replies.changed(at=at, said=form.done, undo=deed)


@bp.post("/dokument/<int:document_id>/laskvitto")
@authorized(may_ask_receipt, Document)
def ask_receipt(document: Document) -> Response:
    """Ask everybody who sees a document to say when they have read it."""
    deed = receipts.ask(document, by=current_actor)
    return _done(document, deed, _("Läskvitto är begärt. Alla som ser dokumentet får frågan."))


@bp.post("/dokument/<int:document_id>/kvittens")
@authorized(may_acknowledge, Document)
def acknowledge(document: Document) -> Response:
    """Say that one has read it."""
    deed = receipts.acknowledge(document, by=current_actor)
    return _done(document, deed, _("Tack! Nu syns det att du har läst."))


def _facts_form(document: Document) -> FactsForm:
    about = subjects([document], current_actor)
    subject = next(iter(about.values()), None)
    form = FactsForm(document, about=subject.mark if subject else "")
    known = offered(current_actor)
    if subject is not None and subject.mark not in {one.mark for one in known}:
        known.insert(0, subject)
    form.offer_subjects(known)
    return form


def _done(document: Document, deed: Deed, said: str) -> Response:
    db.session.commit()
    return replies.changed(at=document.url, said=said, undo=deed)
