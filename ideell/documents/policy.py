"""Who may do what with shared documents."""

from __future__ import annotations

from ideell.documents.models import Document, DocumentVersion
from ideell.documents.others import others_have_part
from ideell.files.models import Upload
from ideell.foundation.actor import Actor


def may_see_documents(actor: Actor) -> bool:
    """Everybody who belongs to an organisation; the list shows each what is open to them."""
    return actor.belongs


def may_share_document(actor: Actor) -> bool:
    """Everybody who acts for an organisation."""
    return actor.org_id is not None


def may_use_upload(actor: Actor, upload: Upload) -> bool:
    """Whoever sent the file to be a document; the gate has found it as one's own."""
    return actor.org_id is not None and upload.waits_for == "document"


def may_read_document(actor: Actor, document: Document) -> bool:
    """Whoever its `visible_to` lets find it."""
    return not actor.is_stranger


def may_read_version(actor: Actor, version: DocumentVersion) -> bool:
    """Whoever sees its document."""
    return not actor.is_stranger


def may_work_on(actor: Actor, document: Document) -> bool:
    """The sharer, who writes along, who leads the owner's room, and the owner's own people."""
    if actor.org_id is None:
        return False
    return actor.org_id == document.owner_org_id or document.is_of(actor)


def may_move_document(actor: Actor, document: Document) -> bool:
    """Those who lead the owner's room; its sharer while nobody else has words in it."""
    if not _shared_or_answers_for(actor, document):
        return False
    return _answers_for(actor, document) or not others_have_part(document, actor.user_id)


def may_keep_back(actor: Actor, document: Document) -> bool:
    """The office, and those who lead or coordinate the owner, lock and retire with a reason."""
    return actor.is_office or _answers_for(actor, document)


def may_keep_back_version(actor: Actor, version: DocumentVersion) -> bool:
    """As its document."""
    return may_keep_back(actor, version.document)


def may_ask_receipt(actor: Actor, document: Document) -> bool:
    """The sharer and those who lead the owner's room."""
    return _shared_or_answers_for(actor, document)


def may_acknowledge(actor: Actor, document: Document) -> bool:
    """Everybody who sees it, but its sharer."""
    return actor.org_id is not None and document.sharer_id != actor.user_id


def may_name_writers(actor: Actor, document: Document) -> bool:
    """The sharer and those who lead the owner's room, of a document that is written here."""
    return document.is_written and _shared_or_answers_for(actor, document)


def may_write_document(actor: Actor, document: Document) -> bool:
    """Whoever writes directly in it: saves versions, brings old ones back."""
    return document.may_write(actor)


def may_see_store(actor: Actor) -> bool:
    """The office sees how the store of files is."""
    return actor.is_office


def _shared_or_answers_for(actor: Actor, document: Document) -> bool:
    if actor.org_id is None:
        return False
    return document.sharer_id == actor.user_id or _answers_for(actor, document)


def _answers_for(actor: Actor, document: Document) -> bool:
    return actor.has("coordinator", document.owner_org_id) or document.is_led_by(actor)
