"""Taking a document that is written here out as a file."""

from __future__ import annotations

from flask import Response, abort

from ideell.documents.models import Document, DocumentVersion
from ideell.documents.papers import paper_now, paper_of
from ideell.documents.policy import may_read_document, may_read_version
from ideell.documents.routes.blueprint import bp
from ideell.export import FORMATS, Letter, PdfNotMade, export
from ideell.foundation import replies
from ideell.foundation.access import authorized
from ideell.foundation.rules import RuleBroken


@bp.get("/dokument/<int:document_id>/hamta/<format_name>")
@authorized(may_read_document, Document)
def take(document: Document, format_name: str) -> Response:
    """The text as it stands now."""
    if not document.is_written:
        abort(404)
    return _file(paper_now(document), format_name)


@bp.get("/dokument/<int:document_id>/versioner/<int:document_version_id>/hamta/<format_name>")
@authorized(may_read_version, DocumentVersion)
def take_version(version: DocumentVersion, format_name: str) -> Response:
    """The text as it was kept."""
    if version.revision is None:
        abort(404)
    return _file(paper_of(version), format_name)


def _file(paper: Letter, format_name: str) -> Response:
    if format_name not in FORMATS:
        abort(404)
    try:
        made = export(paper, format_name)
    except PdfNotMade as fault:
        raise RuleBroken(str(fault)) from fault
    return replies.download(made.content, name=made.filename, media_type=made.media_type)
