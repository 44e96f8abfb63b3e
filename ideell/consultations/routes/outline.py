"""The outline of a report as a tree, and each part of it: pages to read."""

from __future__ import annotations

from flask import Response, request

from ideell.consultations.forms.source import ContentsForm
from ideell.consultations.models import SourceDocument, SourceNode
from ideell.consultations.outline_page import node_page, outline_page
from ideell.consultations.policy import may_read_node, may_read_source
from ideell.consultations.reading_page import Reading
from ideell.consultations.routes.blueprint import bp
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor


@bp.get("/remisser/<int:consultation_id>/underlag/<int:source_document_id>")
@authorized(may_read_source, SourceDocument)
def source(document: SourceDocument) -> Response:
    """The outline of a report; while its file is read, how far that is."""
    if document.is_being_read:
        return replies.page("consultations/reading.html", reading=Reading(document))
    if document.state == "unreadable":
        form = ContentsForm()
        return replies.page(
            "consultations/unreadable.html",
            document=document, reading=Reading(document), contents=form, form=None,
        )  # fmt: skip
    outline = outline_page(document, current_actor, request.args.get("kapitel", ""))
    return replies.page("consultations/source.html", outline=outline, reading=Reading(document))


@bp.get("/remisser/<int:consultation_id>/kapitel/<int:source_node_id>")
@authorized(may_read_node, SourceNode)
def node(node: SourceNode) -> Response:
    """One chapter, section or box: its words, where it stands, what is said of it."""
    return replies.page("consultations/node.html", here=node_page(node, current_actor))
