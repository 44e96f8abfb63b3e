"""A document's page, its versions, and its files to keep."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request

from ideell.documents.comparing import compare, version_of
from ideell.documents.models import Document, DocumentVersion
from ideell.documents.page import page_of
from ideell.documents.policy import may_read_document, may_read_version
from ideell.documents.routes.blueprint import bp
from ideell.files.giving import download
from ideell.files.opening import the_store
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.writing.text_form import number_in


@bp.get("/dokument/<int:document_id>")
@authorized(may_read_document, Document)
def show(document: Document) -> Response:
    """The newest version as text, the others, who may see it, who has read it."""
    page = page_of(document, current_actor)
    template = "documents/written.html" if document.is_written else "documents/show.html"
    return replies.page(template, page=page)


@bp.get("/dokument/<int:document_id>/versioner/<int:document_version_id>")
@authorized(may_read_version, DocumentVersion)
def show_version(version: DocumentVersion) -> Response:
    """One version of a document."""
    if version.revision is not None:
        return replies.changed(at=f"{version.document.url}/historik/{version.revision.number}")
    page = page_of(version.document, current_actor, version)
    return replies.page("documents/show.html", page=page)


@bp.get("/dokument/<int:document_id>/versioner/<int:document_version_id>/fil")
@authorized(may_read_version, DocumentVersion)
def fetch(version: DocumentVersion) -> Response:
    """The file as it came, to keep."""
    if version.file is None:
        abort(404)
    return download(version.file, the_store())


@bp.get("/dokument/<int:document_id>/jamforelse")
@authorized(may_read_document, Document)
def comparison(document: Document) -> Response:
    """Two versions side by side in words."""
    numbers = [number_in(request.args.get(name)) for name in ("fran", "till")]
    found = [version_of(document, number) for number in numbers]
    if None in found:
        return _nothing(document, _("Välj två versioner att jämföra."), 404)
    old, new = sorted(filter(None, found), key=lambda one: one.number)
    try:
        changes = compare(old, new)
    except RuleBroken as refusal:
        return _nothing(document, refusal.sentence, 200)
    shown: dict[str, Any] = {"old": old, "new": new, "changes": changes}
    return replies.page("documents/comparison.html", document=document, **shown)


def _nothing(document: Document, sentence: str, status: int) -> Response:
    """Say in words why there is nothing to compare."""
    shown = {"document": document, "sentence": sentence}
    return replies.page("documents/no_comparison.html", status=status, **shown)
