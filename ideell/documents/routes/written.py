"""Documents that are written here: begun, written along, gone through, kept as versions."""

from __future__ import annotations

from flask import Response, abort, request

from ideell.activity.models import deed_of
from ideell.documents import sharing, writers
from ideell.documents.forms.facts import ShareForm
from ideell.documents.forms.files import VersionForm
from ideell.documents.forms.leading import WritersForm
from ideell.documents.models import Document
from ideell.documents.policy import (
    may_name_writers,
    may_read_document,
    may_share_document,
    may_write_document,
)
from ideell.documents.routes.blueprint import bp
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.about import find_subject, offered
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.writing import version_pages
from ideell.writing.queue_kinds import KINDS, QueueKinds
from ideell.writing.review import counts_of, parts_of


@bp.route("/dokument/nytt", methods=["GET", "POST"])
@authorized(may_share_document, keeps=True)
def write_new() -> Response:
    """Begin a document that is written here."""
    subject = find_subject(request.args.get("om"), current_actor)
    form = ShareForm(about=request.args.get("om", "") if subject is not None else "")
    form.offer(current_actor, offered(current_actor, also=subject))
    if not form.sent_and_valid():
        return replies.form("documents/new_form.html", form=form)
    about = find_subject(form.mark, current_actor)
    facts = {**form.facts, "room": form.room.room}
    made = sharing.write_new(**facts, about=about, by=current_actor)
    deed = deed_of(made, "document.shared")
    db.session.commit()
    said = _("Dokumentet finns nu. Börja skriva när du vill.")
    return replies.changed(at=made.url, said=said, undo=deed)


@bp.route("/dokument/<int:document_id>/skribenter", methods=["GET", "POST"])
@authorized(may_name_writers, Document)
def name_writers(document: Document) -> Response:
    """Say who writes along."""
    standing = [person.id for person in writers.writers_of(document)]
    form = WritersForm(data={"people": standing})
    form.offer(writers.possible_writers(document))
    if not form.sent_and_valid():
        return replies.form("documents/writers_form.html", form=form, document=document)
    deed = writers.name_writers(document, form.people.data or [], by=current_actor)
    db.session.commit()
    return replies.changed(at=document.url, said=_("Sparat."), undo=deed)


@bp.route("/dokument/<int:document_id>/version", methods=["GET", "POST"])
@authorized(may_write_document, Document, keeps=True)
def save_version(document: Document) -> Response:
    """Keep the text as it stands now, as a version."""
    form = VersionForm()
    form.offer(is_picture=False)
    if not form.sent_and_valid():
        return replies.form("documents/snapshot_form.html", form=form, document=document)
    deed = sharing.save_as_version(document, note=form.note.data or "", by=current_actor)
    db.session.commit()
    latest = sharing.latest_of(document)
    said = _("Texten är sparad som version %(n)s.", n=latest.number if latest else 1)
    return replies.changed(at=document.url, said=said, undo=deed)


@bp.get("/dokument/<int:document_id>/forslag")
@authorized(may_read_document, Document)
def queue(document: Document) -> Response:
    """The suggestions that wait; decided ones as lines."""
    _refuse_unwritten(document)
    kind = request.args.get("slag", "")
    parts = parts_of([document], current_actor, kind)
    chosen = kind if kind in KINDS else ""
    kinds = QueueKinds(document.place.review, chosen, counts_of(parts))
    return replies.page("documents/queue.html", document=document, part=parts[0], kinds=kinds)


@bp.get("/dokument/<int:document_id>/historik")
@authorized(may_read_document, Document)
def history(document: Document) -> Response:
    """Every save of the text, newest first, in pages."""
    _refuse_unwritten(document)
    return version_pages.index_page(document)


@bp.get("/dokument/<int:document_id>/historik/<number>")
@authorized(may_read_document, Document)
def saved(document: Document, number: str) -> Response:
    """The whole text as it stood after one save."""
    _refuse_unwritten(document)
    may = may_write_document(current_actor, document)
    return version_pages.version_page(document, number, heading=document.title, may_restore=may)


@bp.get("/dokument/<int:document_id>/historik/jamforelse")
@authorized(may_read_document, Document)
def history_comparison(document: Document) -> Response:
    """Two saves side by side in words."""
    _refuse_unwritten(document)
    may = may_write_document(current_actor, document)
    return version_pages.comparison_page(document, may_restore=may)


@bp.post("/dokument/<int:document_id>/historik/<int:number>/aterstallning")
@authorized(may_write_document, Document)
def bring_back(document: Document, number: int) -> Response:
    """Let the text say what it said after an earlier save: all of it, or one block."""
    answer = version_pages.bring_back(document, number, by=current_actor)
    db.session.commit()
    return answer


def _refuse_unwritten(document: Document) -> None:
    if not document.is_written:
        abort(404)
