"""What belongs to a document beside its versions: who writes, who has read, what is on its way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.documents.models.version import PartOfDocument
from ideell.files.models import StoredFile
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.people.models import User


class DocumentWriter(Identity, PartOfDocument, Model):
    """A person whom the sharer asked to write along."""

    __tablename__ = "document_writers"
    __table_args__ = (sa.UniqueConstraint("document_id", "user_id"),)

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))

    user: Mapped[User] = relationship()


class Receipt(Identity, PartOfDocument, Model):
    """A person has read one version of a document of which that was asked, on a day.

    Without a version it is of a text that nobody had saved as one yet.
    """

    __tablename__ = "document_receipts"
    __table_args__ = (sa.UniqueConstraint("document_id", "user_id", "version_id"),)

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document_versions.id"))
    acting_org_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    user: Mapped[User] = relationship()


class Upload(Identity, Model):
    """A file on its way to be shared: received, and not yet part of any document."""

    __tablename__ = "document_uploads"

    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
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
