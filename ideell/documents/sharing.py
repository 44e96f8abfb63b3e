"""Sharing a document: its facts, its versions, who sees it; every change can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.documents.counting import recount
from ideell.documents.file_texts import text_of, words_in
from ideell.documents.kinds_of_document import kind_of
from ideell.documents.models import Document, DocumentVersion
from ideell.documents.policy import may_move_document
from ideell.documents.receipts import tell_of_version, tell_who_now_sees
from ideell.documents.refusing import hold_with_text, refuse_files, refuse_when_locked
from ideell.extensions import db
from ideell.files.models import StoredFile, Upload
from ideell.files.uploads import use
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now, today
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.sharing import Room
from ideell.writing.models import Revision, Text


def share(
    upload: Upload, title: str, room: Room, *, by: Actor, about: Any = None, **facts: Any
) -> Document:
    """Share an uploaded file as a new document; `facts` are line, tags, year and said_of."""
    file = use(upload)
    said_of = facts.pop("said_of", "")
    document = _made(title, room, kind_of(file.media_type), by=by, about=about, **facts)
    _add(document, by=by, file=file, said_of=said_of)
    record(by, "document.shared", document)
    return document


def write_new(title: str, room: Room, *, by: Actor, about: Any = None, **facts: Any) -> Document:
    """Begin a document that is written here."""
    document = _made(title, room, "written", by=by, about=about, **facts)
    document.text = Text(prefix="", hosted_by=Document.__name__)
    record(by, "document.shared", document)
    return document


def add_version(
    document: Document, upload: Upload, *, note: str, said_of: str = "", by: Actor
) -> Deed:
    """Add a newer file under the same title."""
    hold(document)
    refuse_files(document)
    added = _add(document, by=by, file=use(upload), note=note, said_of=said_of)
    deed = record(by, "document.version_added", added)
    tell_of_version(document, deed)
    return deed


def save_as_version(document: Document, *, note: str, by: Actor) -> Deed:
    """Keep the text that is written here as it stands now, as a version."""
    hold(document)
    refuse_when_locked(document)
    head = document.text.head_id if document.text else None
    if head is None:
        raise RuleBroken(_("Ingen har skrivit här än, så det finns inget att spara."))
    latest = latest_of(document)
    if latest is not None and latest.revision_id == head:
        raise RuleBroken(_("Texten är redan sparad som version %(n)s.", n=latest.number))
    added = _add(document, by=by, revision=db.session.get_one(Revision, head), note=note)
    deed = record(by, "document.version_added", added)
    tell_of_version(document, deed)
    return deed


def change(document: Document, *, by: Actor, about: Any = None, **facts: Any) -> Deed:
    """Change what a document is called and how it is found."""
    hold(document)
    refuse_when_locked(document)
    before = known_of(document)
    set_facts(document, about=about, **facts)
    return record(by, "document.changed", document, before=before)


def move(document: Document, room: Room, *, by: Actor) -> Deed:
    """Let others see a document: another audience, or the room of another organisation.

    Whoever sees it now, and did not before, is asked for the receipt that is asked for. Raises
    `RuleBroken` when others got words in it meanwhile.
    """
    hold_with_text(document)
    refuse_when_locked(document)
    if not may_move_document(by, document):
        raise RuleBroken(_("Andra har skrivit i det nu. Be den som leder rummet att flytta det."))
    before = document.room
    if room == before:
        raise RuleBroken(_("Dokumentet ses redan av dem. Välj några andra."))
    place(document, room)
    deed = record(by, "document.moved", document, before=[before.owner_id, before.audience])
    tell_who_now_sees(document, before, deed)
    return deed


def known_of(document: Document) -> dict[str, Any]:
    """Return the facts of a document as plain values."""
    return {
        "title": document.title, "line": document.line, "tags": list(document.tags),
        "year": document.year, "about_kind": document.about_kind, "about_id": document.about_id,
    }  # fmt: skip


def latest_of(document: Document) -> DocumentVersion | None:
    """Return the newest version, or None for a text that was never saved as one."""
    return db.session.get(DocumentVersion, document.latest_id) if document.latest_id else None


def _made(title: str, room: Room, kind: str, *, by: Actor, about: Any, **facts: Any) -> Document:
    document = Document(
        owner_org_id=room.owner_id, audience=room.audience, kind=kind, versions=0,
        sharer_id=by.user_id, acting_org_id=by.org_id, year=today().year,
    )  # fmt: skip
    db.session.add(document)
    set_facts(document, about=about, title=title, **facts)
    return document


def set_facts(
    document: Document, *, about: Any, title: str, line: str, tags: Sequence[str], year: int | None
) -> None:
    document.title, document.line = title, line
    document.tags = list(dict.fromkeys(tags))
    document.year = year or today().year
    document.be_about(about)
    recount(document)


def place(document: Document, room: Room) -> None:
    document.owner_org_id, document.audience = room.owner_id, room.audience
    recount(document)


def _add(
    document: Document,
    *,
    by: Actor,
    file: StoredFile | None = None,
    revision: Revision | None = None,
    note: str = "",
    said_of: str = "",
) -> DocumentVersion:
    db.session.flush()
    last = sa.select(sa.func.max(DocumentVersion.number)).where(
        DocumentVersion.document_id == document.id
    )
    version = DocumentVersion(
        document_id=document.id, number=(db.session.scalar(last) or 0) + 1, file=file,
        revision=revision, note=note, said_of=said_of, author_id=by.user_id,
        acting_org_id=by.org_id,
    )  # fmt: skip
    text = text_of(file.sha256) if file is not None else None
    version.words = words_in(text.pieces) if text is not None and text.state == "read" else ""
    db.session.add(version)
    db.session.flush()
    point_at_latest(document)
    return version


def point_at_latest(document: Document) -> None:
    standing = sa.select(DocumentVersion).where(
        DocumentVersion.document_id == document.id, DocumentVersion.removed_at.is_(None)
    )
    versions = db.session.scalars(standing.order_by(DocumentVersion.number)).all()
    latest = versions[-1] if versions else None
    document.latest_id, document.versions = latest.id if latest else None, len(versions)
    document.changed_at = now()
    if latest is not None and latest.file is not None and not document.is_written:
        document.kind = kind_of(latest.file.media_type)
    recount(document)
