"""What stands in a file, read once for each content: its title, its text to look at and search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from ideell.documents.models import DocumentVersion
from ideell.extensions import db
from ideell.files.contents import StoreDown
from ideell.files.models import StoredFile
from ideell.files.opening import the_store
from ideell.foundation import jobs
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.reading.preview import Piece, Preview
from ideell.reading.reading import preview_in_child
from ideell.reading.unreadable import Reason, Unreadable

READ = "read-document"
FIRST_SECONDS, FIRST_MEGABYTES = 2, 256  # while somebody waits; a heavier file is read later
LATER = (Reason.TOO_SLOW, Reason.TOO_HEAVY)
GAVE_UP = "gave_up"
TITLE = 2_000


class FileText(Identity, Model):
    """The text of one content, or why it has none to show."""

    __tablename__ = "file_texts"

    sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    state: Mapped[str] = mapped_column(
        choice("waiting", "read", "unreadable", name="file_text_state"), default="waiting"
    )
    fault: Mapped[str] = mapped_column(sa.String(40), default="")
    title: Mapped[str] = mapped_column(sa.Text, default="")
    pages: Mapped[int | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    is_cut: Mapped[bool] = mapped_column(default=False)
    parts: Mapped[list[Any]] = mapped_column(sa.JSON, default=list, deferred=True)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def pieces(self) -> list[Piece]:
        """What is shown, in order."""
        return [Piece(part[0], part[1], part[2], tuple(part[3]), part[4]) for part in self.parts]

    def take(self, preview: Preview) -> None:
        """Keep what was read."""
        self.state, self.fault, self.read_at = "read", "", now()
        self.title, self.pages, self.is_cut = preview.title[:TITLE], preview.pages, preview.is_cut
        self.width, self.height = preview.width, preview.height
        self.parts = [list(piece) for piece in preview.pieces]

    def refuse(self, fault: str) -> None:
        """Keep why there is nothing to show."""
        self.state, self.fault, self.read_at = "unreadable", fault, now()


def look_into(sha256: str, media_type: str) -> Preview | Reason:
    """Read a stored content while somebody waits, with little time and memory.

    Returns the reason when it cannot be read; raises `StoreDown`. Nothing of the database is
    asked: whoever calls lets go of it first.
    """
    try:
        with the_store().at_hand(sha256) as path:
            return preview_in_child(
                path, media_type, seconds=FIRST_SECONDS, megabytes=FIRST_MEGABYTES
            )
    except Unreadable as refusal:
        return refusal.reason


def remember(file: StoredFile, found: Preview | Reason) -> FileText:
    """Keep what came of the first look; what was too heavy is read later, with more patience."""
    text = text_of(file.sha256)
    if text is None:
        text = FileText(sha256=file.sha256, state="waiting")
        db.session.add(text)
    if isinstance(found, Preview):
        text.take(found)
    elif found not in LATER:
        text.refuse(found.value)
    elif text.state != "read":
        text.state = "waiting"
        jobs.queue(READ, sha256=file.sha256, media_type=file.media_type)
    return text


def text_of(sha256: str) -> FileText | None:
    """Return what stands in a content, or None when nobody has looked."""
    return db.session.scalar(sa.select(FileText).where(FileText.sha256 == sha256))


def texts_of(numbers: Iterable[str]) -> dict[str, FileText]:
    """Return what stands in many contents, by their numbers."""
    found = db.session.scalars(sa.select(FileText).where(FileText.sha256.in_(list(numbers))))
    return {text.sha256: text for text in found}


def words_in(pieces: Sequence[Piece]) -> str:
    """Return what is searched of a file: its text, a line for each piece."""
    return "\n".join(piece.text or ", ".join(filter(None, piece.cells)) for piece in pieces)


def read_later(payload: dict[str, Any]) -> None:
    """Read a content with the patience that reports get, and let its documents be found by it."""
    sha256, settings = payload["sha256"], current_app.extensions["ideell_settings"]
    db.session.rollback()  # nothing is held while the child reads
    try:
        with the_store().at_hand(sha256) as path:
            preview = preview_in_child(
                path,
                payload["media_type"],
                seconds=settings.import_seconds,
                megabytes=settings.import_megabytes,
            )
    except Unreadable as refusal:
        _finish(sha256, refusal.reason.value)
    else:
        _finish(sha256, preview)


def give_up(payload: dict[str, Any], fault: str) -> None:
    """Say that the reading failed, when it has been tried often enough."""
    _finish(payload["sha256"], StoreDown.__name__ if fault == StoreDown.__name__ else GAVE_UP)


def _finish(sha256: str, found: Preview | str) -> None:
    text = text_of(sha256)
    if text is None:
        return
    if isinstance(found, str):
        text.refuse(found)
        return
    text.take(found)
    mine = sa.select(DocumentVersion).join(DocumentVersion.file).where(StoredFile.sha256 == sha256)
    for version in db.session.scalars(mine):
        version.words = words_in(found.pieces)
