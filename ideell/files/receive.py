"""Taking an upload: its size, its kind by content, its name made safe; stored before its row."""

from __future__ import annotations

from typing import IO, Protocol

from ideell.extensions import db
from ideell.files.models import StoredFile
from ideell.files.names import safe_name
from ideell.files.store import Store
from ideell.files.types import media_type_of
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _

MEGABYTE = 1_000_000
NAME = 255


class NotReceived(Exception):
    """The upload cannot be taken; the message is a sentence for the person."""

    @property
    def sentence(self) -> str:
        """What to tell the person, in words."""
        return str(self.args[0])


class Upload(Protocol):
    """What is asked of an upload; werkzeug's FileStorage fits."""

    filename: str | None
    stream: IO[bytes]


def receive(upload: Upload | None, store: Store, *, megabytes: int, by: Actor) -> StoredFile:
    """Store an uploaded file and return its row, in the current transaction.

    `megabytes` is the largest size. Raises `NotReceived` when nothing was chosen, when the
    file is empty or too large.
    """
    if upload is None or not (upload.filename or "").strip():
        raise NotReceived(_("Välj en fil först."))
    content = upload.stream.read(megabytes * MEGABYTE + 1)
    if not content:
        raise NotReceived(_("Filen är tom. Hämta den igen från avsändaren och välj den på nytt."))
    if len(content) > megabytes * MEGABYTE:
        raise NotReceived(
            _(
                "Filen är större än %(most)s MB. Spara om den utan bilder, eller klistra in "
                "innehållsförteckningen i stället.",
                most=megabytes,
            )
        )
    return keep_content(content, upload.filename or "", store, by=by)


def keep_content(content: bytes, name: str, store: Store, *, by: Actor) -> StoredFile:
    """Store a content and add its row; equal contents share one place."""
    kept = StoredFile(
        name=safe_name(name)[:NAME],
        sha256=store.put(content),
        size=len(content),
        media_type=media_type_of(content, name),
        user_id=by.user_id,
        acting_org_id=by.org_id,
    )
    db.session.add(kept)
    db.session.flush()
    return kept
