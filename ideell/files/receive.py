"""Taking an upload: its size, its kind by content, its name made safe; stored before its row."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Protocol

from ideell.extensions import db
from ideell.files.contents import Contents
from ideell.files.models import StoredFile
from ideell.files.names import safe_name
from ideell.files.types import media_type_in
from ideell.foundation.actor import Actor
from ideell.foundation.dates import file_size
from ideell.foundation.language import gettext as _

MEGABYTE = 1_000_000
NAME = 255


class NotReceived(Exception):
    """The upload cannot be taken; the message is a sentence for the person."""

    @property
    def sentence(self) -> str:
        """What to tell the person, in words."""
        return str(self.args[0])


class Sent(Protocol):
    """What is asked of an upload; werkzeug's FileStorage fits."""

    filename: str | None
    stream: IO[bytes]


def looked_at(upload: Sent | None, *, megabytes: int) -> Sent:
    """Return an upload that can be taken; raises `NotReceived` for nothing, empty, too large."""
    if upload is None or not (upload.filename or "").strip():
        raise NotReceived(_("Välj en fil först."))
    size = upload.stream.seek(0, 2)
    upload.stream.seek(0)
    if not size:
        raise NotReceived(_("Filen är tom. Hämta den igen från avsändaren och välj den på nytt."))
    if size > megabytes * MEGABYTE:
        raise NotReceived(
            _(
                "Filen är %(size)s. Högst %(most)s MB. Spara om den utan stora bilder, eller be "
                "kansliet om hjälp.",
                size=file_size(size),
                most=megabytes,
            )
        )
    return upload


def keep_content(content: bytes, name: str, store: Contents, *, by: Actor) -> StoredFile:
    """Store a content and add its row; equal contents share one place."""
    return keep_stream(BytesIO(content), name, store, by=by)


def keep_stream(stream: IO[bytes], name: str, store: Contents, *, by: Actor) -> StoredFile:
    """Store what a stream holds and add its row; equal contents share one place."""
    taken = store.take(stream)
    kept = StoredFile(
        name=safe_name(name)[:NAME],
        sha256=taken.sha256,
        size=taken.size,
        media_type=media_type_in(stream, name),
        user_id=by.user_id,
        acting_org_id=by.org_id,
    )
    db.session.add(kept)
    db.session.flush()
    return kept
