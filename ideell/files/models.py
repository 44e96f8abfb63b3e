"""A file that was stored: its name, kind and size; the content stands in the store. And one that
is on its way to be part of something.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.files.types import in_words
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import file_size
from ideell.foundation.models import Identity, Model, UtcDateTime, choice


class StoredFile(Identity, Model):
    """One uploaded file; equal contents share one place in the store."""

    __tablename__ = "stored_files"

    name: Mapped[str] = mapped_column(sa.String(255))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(sa.String(100))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @property
    def kind_in_words(self) -> str:
        """Return what people call the kind of file: "PDF", "Word"."""
        return in_words(self.media_type)

    @property
    def in_words(self) -> str:
        """Return "Rapport.pdf (PDF, 1,2 MB)"."""
        return f"{self.name} ({self.kind_in_words}, {file_size(self.size)})"


class Upload(Identity, Model):
    """A file on its way: received, and not yet part of what it waits for.

    What is to be a document has been looked into; a file that waits for a post has not.
    """

    __tablename__ = "uploads"

    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    waits_for: Mapped[str] = mapped_column(
        choice("document", "post", name="upload_waits_for"), default="document"
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    file: Mapped[StoredFile] = relationship()

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """One's own, until it is used."""
        if actor.is_stranger:
            return sa.false()
        return sa.and_(Upload.user_id == actor.user_id, Upload.used_at.is_(None))

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch the file along."""
        return [joinedload(Upload.file, innerjoin=True)]
