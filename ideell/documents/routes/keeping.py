"""Locking and retiring a document or a version, with a reason; and opening it again."""

from __future__ import annotations

from flask import Response

from ideell.activity.models import Deed
from ideell.documents import keeping_back
from ideell.documents.forms.leading import ReasonForm
from ideell.documents.models import Document, DocumentVersion
from ideell.documents.policy import may_keep_back, may_keep_back_version
from ideell.documents.routes.blueprint import bp
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _


@bp.route("/dokument/<int:document_id>/lasning", methods=["GET", "POST"])
@authorized(may_keep_back, Document, keeps=True)
def lock(document: Document) -> Response:
    """Let nothing of a document be changed."""
    form = ReasonForm()
    if not form.sent_and_valid():
        return _asked(form, document, "lock")
    deed = keeping_back.lock(document, form.reason.data or "", by=current_actor)
    return _done(document, deed, _("Dokumentet är låst."))


@bp.post("/dokument/<int:document_id>/upplasning")
@authorized(may_keep_back, Document)
def unlock(document: Document) -> Response:
    """Open a locked document."""
    deed = keeping_back.unlock(document, by=current_actor)
    return _done(document, deed, _("Dokumentet är öppet igen."))


@bp.route("/dokument/<int:document_id>/indragning", methods=["GET", "POST"])
@authorized(may_keep_back, Document, keeps=True)
def retire(document: Document) -> Response:
    """Say that a document no longer holds."""
    form = ReasonForm()
    if not form.sent_and_valid():
        return _asked(form, document, "retire")
    deed = keeping_back.retire(document, form.reason.data or "", by=current_actor)
    return _done(document, deed, _("Dokumentet är indraget. Skälet står överst på sidan."))


@bp.post("/dokument/<int:document_id>/aterkomst")
@authorized(may_keep_back, Document)
def bring_back_document(document: Document) -> Response:
    """Let a retired document hold again."""
    deed = keeping_back.bring_back(document, by=current_actor)
    return _done(document, deed, _("Dokumentet gäller igen."))


@bp.route(
    "/dokument/<int:document_id>/versioner/<int:document_version_id>/indragning",
    methods=["GET", "POST"],
)
@authorized(may_keep_back_version, DocumentVersion, keeps=True)
def retire_version(version: DocumentVersion) -> Response:
    """Say that one version no longer holds."""
    form = ReasonForm()
    if not form.sent_and_valid():
        return _asked(form, version.document, "retire_version", version)
    deed = keeping_back.retire_version(version, form.reason.data or "", by=current_actor)
    said = _("Version %(number)s är indragen.", number=version.number)
    return _done(version.document, deed, said)


@bp.post("/dokument/<int:document_id>/versioner/<int:document_version_id>/aterkomst")
@authorized(may_keep_back_version, DocumentVersion)
def bring_version_back(version: DocumentVersion) -> Response:
    """Let a retired version hold again."""
    deed = keeping_back.bring_version_back(version, by=current_actor)
    said = _("Version %(number)s gäller igen.", number=version.number)
    return _done(version.document, deed, said)


def _asked(
    form: ReasonForm, document: Document, what: str, version: DocumentVersion | None = None
) -> Response:
    shown = {"document": document, "version": version, "what": what}
    return replies.form("documents/reason_form.html", form=form, **shown)


def _done(document: Document, deed: Deed, said: str) -> Response:
    db.session.commit()
    return replies.changed(at=document.url, said=said, undo=deed)
