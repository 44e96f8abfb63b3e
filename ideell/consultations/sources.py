"""Bringing a report in: as a file that is read outside the request, pasted, or by hand."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.consultations.editing import lay
from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.extensions import db
from ideell.files.models import StoredFile
from ideell.foundation import jobs
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.reading.nodes import Node, Outline
from ideell.reading.pasted import outline_of_pasted
from ideell.reading.sentences import sentence
from ideell.reading.unreadable import Unreadable

READ = "read-source"
TITLE = 500


def bring_file(
    consultation: Consultation, file: StoredFile, title: str = "", *, by: Actor
) -> SourceDocument:
    """Add a stored file as the report and let the runner read it."""
    document = _add(consultation, title or file.name, "waiting", by)
    document.file = file
    db.session.flush()
    jobs.queue(READ, document=document.id)
    return document


def bring_read(
    consultation: Consultation, file: StoredFile, outline: Outline, *, by: Actor
) -> SourceDocument:
    """Add a report that was read already, with its file."""
    document = _add(consultation, outline.title or file.name, "read", by)
    document.file = file
    take_outline(document, outline)
    return document


def bring_pasted(consultation: Consultation, contents: str, *, by: Actor) -> SourceDocument:
    """Add a report by its table of contents; raises `RuleBroken` when nothing can be found."""
    document = _add(consultation, consultation.series_ref or consultation.title, "read", by)
    take_outline(document, _pasted(contents))
    return document


def bring_by_hand(consultation: Consultation, *, by: Actor) -> SourceDocument:
    """Add a report whose chapters are typed one by one."""
    return _add(consultation, consultation.series_ref or consultation.title, "read", by)


def paste_into(document: SourceDocument, contents: str, *, by: Actor) -> Deed:
    """Give a report that could not be read its outline by a table of contents."""
    _refuse_read(document)
    take_outline(document, _pasted(contents))
    return record(by, "source.pasted", document)


def write_by_hand(document: SourceDocument, *, by: Actor) -> Deed:
    """Let the chapters of a report that could not be read be typed one by one."""
    _refuse_read(document)
    document.state, document.fault = "read", ""
    return record(by, "source.by_hand", document)


def withdraw(document: SourceDocument, *, by: Actor) -> Deed:
    """Put away a report that was not approved; it can be taken back."""
    if not document.is_on_its_way:
        raise RuleBroken(_("Innehållet är redan godkänt. Lägg in en rättad version i stället."))
    before = document.state
    document.state = "withdrawn"
    return record(by, "source.withdrawn", document, before=before)


def take_back_withdrawal(document: SourceDocument, *, deed: Deed, by: Actor) -> None:
    """Bring a report that was put away back; what was being read is read again."""
    before = deed.details["before"]
    document.state = "waiting" if before == "reading" else before
    if document.is_being_read:
        jobs.queue(READ, document=document.id)


def take_outline(document: SourceDocument, outline: Outline) -> None:
    """Make the outline that was read the document's own, to be corrected and approved."""
    nodes = [_row(document, place, node) for place, node in enumerate(outline.nodes, 1)]
    db.session.add_all(nodes)
    db.session.flush()
    lay(document, nodes)
    document.outline = [
        {"number": node.number, "heading": node.heading, "kind": node.kind.value,
         "level": node.level, "page": node.page}
        for node in outline.nodes
    ]  # fmt: skip
    document.notes = [note.value for note in outline.notes]
    document.pages = outline.pages
    document.state, document.progress, document.step, document.fault = "read", 1.0, "", ""


def _add(consultation: Consultation, title: str, state: str, by: Actor) -> SourceDocument:
    last = db.session.scalar(
        sa.select(sa.func.max(SourceDocument.number)).where(
            SourceDocument.consultation_id == consultation.id
        )
    )
    document = SourceDocument(number=(last or 0) + 1, title=title[:TITLE], state=state)
    document.consultation = consultation
    db.session.add(document)
    record(by, "source.added", document)
    return document


def _row(document: SourceDocument, place: int, node: Node) -> SourceNode:
    row = SourceNode(
        consultation_id=document.consultation_id,
        document_id=document.id,
        position=place,
        kind=node.kind.value,
        level=node.level,
        page_from=node.page,
        page_to=node.page_to,
        text=node.text or "",
        is_certain=node.certain,
    )
    row.name(node.number, node.heading)
    return row


def _pasted(contents: str) -> Outline:
    try:
        return outline_of_pasted(contents)
    except Unreadable as refusal:
        raise RuleBroken(sentence(refusal.reason)) from refusal


def _refuse_read(document: SourceDocument) -> None:
    if document.state != "unreadable":
        raise RuleBroken(_("Den här filen är redan läst. Rätta rubrikerna i stället."))
