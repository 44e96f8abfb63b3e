"""A file on its way to be shared: received, looked into, and recognised when it is here already."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import joinedload

from ideell.activity.models import record
from ideell.documents.file_texts import look_into, remember
from ideell.documents.models import Document, DocumentVersion, Upload
from ideell.extensions import db
from ideell.files.accepting import refusal
from ideell.files.attachments import largest_megabytes
from ideell.files.models import StoredFile
from ideell.files.opening import the_store
from ideell.files.receive import NotReceived, looked_at
from ideell.files.receive import Upload as Sent
from ideell.files.types import OPEN_TEXT, WORD, media_type_in
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import file_size
from ideell.foundation.language import gettext as _
from ideell.reading.unreadable import Reason

GIGABYTE = 1_000_000_000
HARMFUL = (Reason.UNSAFE, Reason.PACKED_TOO_HARD, Reason.MACROS)


def take_in(sent: Sent | None, *, by: Actor) -> Upload:
    """Receive a file to be shared and look into it.

    Stored and read before anything is asked of the database, which others may be waiting for.
    Raises `NotReceived` with what to do instead, and `StoreDown`.
    """
    whose = (by.user_id, by.org_id)
    chosen = looked_at(sent, megabytes=largest_megabytes())
    media_type = media_type_in(chosen.stream, chosen.filename or "")
    if said := refusal(media_type, chosen.filename or ""):
        raise NotReceived(said)
    refuse_over_quota(chosen.stream.seek(0, 2), whose[1])
    db.session.rollback()
    taken = the_store().take(chosen.stream)
    found = look_into(taken.sha256, media_type)
    if said := _harmful(found, media_type):
        raise NotReceived(said)
    return _kept(taken, chosen.filename or "", media_type, found, by=by)


def _kept(taken: Any, name: str, media_type: str, found: Any, *, by: Actor) -> Upload:
    from ideell.files.names import safe_name

    file = StoredFile(
        name=safe_name(name),
        sha256=taken.sha256,
        size=taken.size,
        media_type=media_type,
        user_id=by.user_id,
        acting_org_id=by.org_id,
    )
    upload = Upload(file=file, user_id=by.user_id)
    db.session.add_all([file, upload])
    remember(file, found)
    record(by, "document.uploaded", upload)
    return upload


def _harmful(found: Any, media_type: str) -> str:
    """Return why a file that is not sound is not taken, or nothing."""
    if found in HARMFUL:
        return _(
            "Filen är gjord på ett sätt som kan skada. Öppna den på din dator, spara den som PDF "
            "och ladda upp den i stället."
        )
    if found == Reason.DAMAGED and media_type in {WORD, OPEN_TEXT}:
        return _("Filen är trasig. Öppna den på din dator, spara om den och ladda upp den igen.")
    return ""


def refuse_over_quota(size: int, org_id: int | None) -> None:
    """Raise `NotReceived` when an organisation has shared as much as it may."""
    most = int(current_app.extensions["ideell_settings"].shared_gigabytes)
    if shared_by(org_id) + size > most * GIGABYTE:
        raise NotReceived(
            _(
                "Er organisation har delat %(shared)s av högst %(most)s GB, så filen på %(size)s "
                "får inte plats. Be kansliet om hjälp.",
                shared=file_size(shared_by(org_id)),
                most=most,
                size=file_size(size),
            )
        )


def shared_by(org_id: int | None) -> int:
    """Return how many bytes an organisation has stored; equal contents count once."""
    mine = (
        sa.select(StoredFile.sha256, sa.func.max(StoredFile.size).label("size"))
        .where(StoredFile.acting_org_id == org_id)
        .group_by(StoredFile.sha256)
        .subquery()
    )
    return int(db.session.scalar(sa.select(sa.func.sum(mine.c.size))) or 0)


def same_as(file: StoredFile, actor: Actor) -> DocumentVersion | None:
    """Return where the very same content is shared already, among what `actor` may open."""
    return db.session.scalar(
        sa.select(DocumentVersion)
        .join(DocumentVersion.file)
        .join(Document, Document.id == DocumentVersion.document_id)
        .where(StoredFile.sha256 == file.sha256, DocumentVersion.visible_to(actor))
        .options(joinedload(DocumentVersion.document, innerjoin=True))
        .order_by(DocumentVersion.id.desc())
        .limit(1)
    )


def use(upload: Upload) -> StoredFile:
    """Let an upload be part of a document; it waits no longer."""
    upload.used_at = now()
    return upload.file
