"""Bringing a report in, following how it is read, and approving it."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from ideell.consultations import sources
from ideell.consultations.corrected import approve
from ideell.consultations.forms.source import ContentsForm, FileForm
from ideell.consultations.models import Consultation, SourceDocument
from ideell.consultations.policy import (
    may_change_consultation,
    may_change_source,
    may_read_source,
)
from ideell.consultations.reading_page import Reading
from ideell.consultations.routes.blueprint import bp
from ideell.extensions import db
from ideell.files.contents import StoreDown
from ideell.files.giving import download
from ideell.files.opening import the_store
from ideell.files.receive import NotReceived
from ideell.files.taking import TakenIn, keep, largest_megabytes, take_in
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken


@bp.get("/remisser/<int:consultation_id>/underlag/nytt")
@authorized(may_change_consultation, Consultation)
def add_source(consultation: Consultation) -> Response:
    """Choose how to bring the report in: a file, a table of contents, or by hand."""
    return _ways_in(consultation)


@bp.post("/remisser/<int:consultation_id>/underlag/fil")
@authorized(may_change_consultation, Consultation, keeps=True)
def add_file(consultation: Consultation) -> Response:
    """Bring the report in as a file: stored first, read outside the request."""
    form = FileForm()
    if not form.sent_and_valid():
        return _ways_in(consultation, file_form=form)
    try:
        (file,) = keep(_taken(form), by=current_actor)
    except (NotReceived, StoreDown) as refusal:
        db.session.rollback()
        form.file.errors = [refusal.sentence]
        return _ways_in(consultation, file_form=form)
    document = sources.bring_file(consultation, file, form.title.data or "", by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(document), said=_("Filen är sparad. Nu läser vi den."))


@bp.post("/remisser/<int:consultation_id>/underlag/innehall")
@authorized(may_change_consultation, Consultation, keeps=True)
def add_pasted(consultation: Consultation) -> Response:
    """Bring the report in by a pasted table of contents."""
    form = ContentsForm()
    if not form.sent_and_valid():
        return _ways_in(consultation, contents_form=form)
    try:
        made = sources.bring_pasted(consultation, form.contents.data or "", by=current_actor)
    except RuleBroken as refusal:
        db.session.rollback()
        form.contents.errors = [refusal.sentence]
        return _ways_in(consultation, contents_form=form)
    db.session.commit()
    return replies.changed(at=_at(made), said=_("Innehållet är inlagt. Gå igenom det."))


@bp.post("/remisser/<int:consultation_id>/underlag/for-hand")
@authorized(may_change_consultation, Consultation)
def add_by_hand(consultation: Consultation) -> Response:
    """Bring the report in by typing its chapters one by one."""
    document = sources.bring_by_hand(consultation, by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(document), said=_("Skriv in den första rubriken."))


@bp.get("/remisser/<int:consultation_id>/underlag/<int:source_document_id>/lasning")
@authorized(may_change_source, SourceDocument)
def reading(document: SourceDocument) -> Response:
    """How far the reading of the file is; asked for every two seconds."""
    if not replies.is_fragment():
        return replies.changed(at=_at(document))
    return replies.page("consultations/_reading.html", reading=Reading(document))


@bp.get("/remisser/<int:consultation_id>/underlag/<int:source_document_id>/fil")
@authorized(may_read_source, SourceDocument)
def source_file(document: SourceDocument) -> Response:
    """The file as it came, to keep."""
    if document.file is None:
        return replies.changed(at=_at(document), said=_("Det finns ingen fil till det här."))
    return download(document.file, the_store())


@bp.post("/remisser/<int:consultation_id>/underlag/<int:source_document_id>/innehall")
@authorized(may_change_source, SourceDocument, keeps=True)
def paste(document: SourceDocument) -> Response:
    """Give a report that could not be read its outline by a table of contents."""
    form = ContentsForm()
    if not form.sent_and_valid():
        page = {"document": document, "reading": Reading(document), "contents": form, "form": form}
        return replies.page("consultations/unreadable.html", status=422, **page)
    sources.paste_into(document, form.contents.data or "", by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(document), said=_("Innehållet är inlagt. Gå igenom det."))


@bp.post("/remisser/<int:consultation_id>/underlag/<int:source_document_id>/for-hand")
@authorized(may_change_source, SourceDocument)
def by_hand(document: SourceDocument) -> Response:
    """Type the chapters of a report that could not be read."""
    sources.write_by_hand(document, by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(document), said=_("Skriv in den första rubriken."))


@bp.post("/remisser/<int:consultation_id>/underlag/<int:source_document_id>/godkannande")
@authorized(may_change_source, SourceDocument)
def approve_source(document: SourceDocument) -> Response:
    """Let the others see the outline."""
    deed = approve(document, by=current_actor)
    db.session.commit()
    said = _("Innehållet är godkänt. Nu ser alla som ser remissen kapitlen och förslagen.")
    return replies.changed(at=_workspace(document.consultation_id), said=said, undo=deed)


@bp.post("/remisser/<int:consultation_id>/underlag/<int:source_document_id>/undanlaggning")
@authorized(may_change_source, SourceDocument)
def withdraw_source(document: SourceDocument) -> Response:
    """Put away a report that was not approved."""
    deed = sources.withdraw(document, by=current_actor)
    db.session.commit()
    said = _("Det är undanlagt. Lägg in betänkandet igen när du vill.")
    return replies.changed(at=_workspace(document.consultation_id), said=said, undo=deed)


def _ways_in(consultation: Consultation, **forms: Any) -> Response:
    """Answer with the page of the three ways; with a form of a fault, 422."""
    shown = {"file_form": FileForm(), "contents_form": ContentsForm()} | forms
    status = 422 if request.method == "POST" else 200
    form = next(iter(forms.values()), None)
    return replies.page(
        "consultations/source_form.html",
        status=status, consultation=consultation, form=form, most=largest_megabytes(), **shown,
    )  # fmt: skip


def _taken(form: FileForm) -> list[TakenIn]:
    """Take the file in, whatever kind it is: the reading says what is wrong, and keeps it."""
    return take_in([form.file.data], by=current_actor, refusing=lambda _type, _name: "")


def _at(document: SourceDocument) -> str:
    return url_for(
        "consultations.source",
        consultation_id=document.consultation_id,
        source_document_id=document.id,
    )


def _workspace(consultation_id: int) -> str:
    return url_for("consultations.show", consultation_id=consultation_id)
