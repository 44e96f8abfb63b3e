"""A file on its way to be shared: received, looked into, and recognised when it is here already."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import record
from ideell.documents.file_texts import look_into, remember
from ideell.documents.models import Document, DocumentVersion
from ideell.extensions import db
from ideell.files import taking
from ideell.files.models import StoredFile, Upload
from ideell.files.receive import NotReceived, Sent
from ideell.files.taking import TakenIn
from ideell.files.types import OPEN_TEXT, WORD
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.reading.preview import Preview
from ideell.reading.unreadable import Reason

HARMFUL = (Reason.UNSAFE, Reason.PACKED_TOO_HARD, Reason.MACROS)


def take_in(sent: Sent | None, *, by: Actor) -> Upload:
    """Receive a file to be shared and look into it, while nothing of the database is held.

    Raises `NotReceived` with what to do instead, and `StoreDown`.
    """
    found: list[Preview | Reason] = []

    def look(taken: TakenIn) -> None:
        found.append(look_into(taken.content.sha256, taken.media_type))
        if said := _harmful(found[-1], taken.media_type):
            raise NotReceived(said)

    (file,) = taking.keep(taking.take_in([sent], by=by, look=look), by=by)
    upload = Upload(file=file, user_id=by.user_id)
    db.session.add(upload)
    remember(file, found[-1])
    record(by, "document.uploaded", upload)
    return upload


def _harmful(found: Preview | Reason, media_type: str) -> str:
    """Return why a file that is not sound is not taken, or nothing."""
    if found in HARMFUL:
        return _(
            "Filen är gjord på ett sätt som kan skada. Öppna den på din dator, spara den som PDF "
            "och ladda upp den i stället."
        )
    if found == Reason.DAMAGED and media_type in {WORD, OPEN_TEXT}:
        return _("Filen är trasig. Öppna den på din dator, spara om den och ladda upp den igen.")
    return ""


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
