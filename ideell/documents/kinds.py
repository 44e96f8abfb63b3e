"""What other rooms may know of shared documents."""

from __future__ import annotations

from ideell.activity import notices
from ideell.documents import file_texts, keeping_back, receipts, taking_back, waiting, writers
from ideell.documents.file_texts import READ, FileText
from ideell.documents.models import (
    Document,
    DocumentCount,
    DocumentTag,
    DocumentVersion,
    DocumentWriter,
    Receipt,
)
from ideell.documents.searched import DOCUMENTS, GROUP
from ideell.foundation import jobs, kinds
from ideell.foundation.about import let_be_about
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.waiting import register_waiting


def introduce() -> None:
    """Register this room's kinds, its place in the header, its work and what waits here."""
    jobs.work(READ, failed=file_texts.give_up)(file_texts.read_later)
    kinds.register(
        Document,
        url=lambda one: one.url,
        title=lambda one: one.title,
        text_of=Document.text_id,
        text_owner=Document.owner_org_id,
        text_group=GROUP,
        search=DOCUMENTS,
        undo={
            "document.shared": taking_back.take_back_sharing,
            "document.changed": taking_back.take_back_change,
            "document.moved": taking_back.take_back_move,
            "document.writers_named": writers.take_back_naming,
            "document.locked": keeping_back.undo_locking,
            "document.unlocked": keeping_back.undo_locking,
            "document.retired": keeping_back.undo_retiring,
            "document.brought_back": keeping_back.undo_retiring,
            receipts.ASKED: receipts.take_back_asking,
            "document.read": receipts.take_back_reading,
        },
    )
    kinds.register(
        DocumentVersion,
        url=lambda one: one.url,
        title=lambda one: _("Version %(number)s", number=one.number),
        found_in=lambda one: (Document, one.document_id),
        undo={
            "document.version_added": taking_back.take_back_version,
            "document.version_retired": keeping_back.undo_retiring_version,
            "document.version_brought_back": keeping_back.undo_retiring_version,
        },
    )
    kinds.register(
        DocumentTag,
        internal="a subject of a document",
        found_in=lambda one: (Document, one.document_id),
    )
    for part, why in (
        (DocumentCount, "how many documents there are of a kind"),
        (DocumentWriter, "who writes along in a document"),
        (Receipt, "that one person has read a document"),
        (FileText, "what stands in a file, by its content"),
    ):
        kinds.register(part, internal=why)
    notices.say(receipts.ASKED, Document, receipts.told)
    register_waiting(waiting.to_decide, in_workspaces=False)
    let_be_about(Document, "dokument")
    kinds.register_room(lazy("Dokument"), "documents.index", "/dokument", place=40)
