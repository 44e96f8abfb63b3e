"""Taking a document that is written here out as a file."""

from __future__ import annotations

from flask import Response, abort

from ideell.documents.models import Document, DocumentVersion
from ideell.documents.papers import paper_now, paper_of
from ideell.documents.policy import may_read_document, may_read_version
from ideell.documents.routes.blueprint import bp
from ideell.export import FORMATS, Letter, PdfNotMade, export, made_sound
from ideell.foundation import replies
from ideell.foundation.access import authorized
from ideell.foundation.rules import RuleBroken


@bp.get("/dokument/<int:document_id>/hamta")
@authorized(may_read_document, Document)
def choose(document: Document) -> Response:
    """Choose a kind of file for the text as it stands now."""
    return _choice(document, None)


@bp.get("/dokument/<int:document_id>/versioner/<int:document_version_id>/hamta")
@authorized(may_read_version, DocumentVersion)
def choose_of_version(version: DocumentVersion) -> Response:
    """Choose a kind of file for the text as it was kept."""
    return _choice(version.document, version)


@bp.get("/dokument/<int:document_id>/hamta/<format_name>")
@authorized(may_read_document, Document)
def take(document: Document, format_name: str) -> Response:
    """The text as it stands now."""
    return _file(_paper(document, None), format_name)


@bp.get("/dokument/<int:document_id>/versioner/<int:document_version_id>/hamta/<format_name>")
@authorized(may_read_version, DocumentVersion)
def take_version(version: DocumentVersion, format_name: str) -> Response:
    """The text as it was kept."""
    return _file(_paper(version.document, version), format_name)


def _paper(document: Document, version: DocumentVersion | None) -> Letter:
    """The paper; a document of files, and a version that is one, has none (404)."""
    if not document.is_written or (version is not None and version.revision is None):
        abort(404)
    return paper_of(version) if version is not None else paper_now(document)


def _choice(document: Document, version: DocumentVersion | None) -> Response:
    paper, notes = made_sound(_paper(document, version))
    at = f"{(version or document).url}/hamta"
    return replies.page(
        "documents/take_out.html", document=document, version=version, paper=paper, notes=notes,
        at=at,
    )  # fmt: skip


def _file(paper: Letter, format_name: str) -> Response:
    if format_name not in FORMATS:
        abort(404)
    try:
        made = export(paper, format_name)
    except PdfNotMade as fault:
        raise RuleBroken(str(fault)) from fault
    return replies.download(made.content, name=made.filename, media_type=made.media_type)
