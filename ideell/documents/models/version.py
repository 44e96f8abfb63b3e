"""The versions of a document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.documents.models.document import LINE, Document
from ideell.files.models import StoredFile
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.people.models import Organisation, User
from ideell.writing.models import Revision


class PartOfDocument:
    """What belongs to a document is seen with it."""

    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"), index=True)


class DocumentVersion(Identity, PartOfDocument, Model):
    """One version: a file as it came, or a state of the text that is written here.

    `words` is what is searched of it; `said_of` tells of a picture what it shows.
    """

    __tablename__ = "document_versions"
    __table_args__ = (sa.UniqueConstraint("document_id", "number"),)

    number: Mapped[int]
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_files.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("revisions.id"))
    note: Mapped[str] = mapped_column(sa.String(LINE), default="")
    said_of: Mapped[str] = mapped_column(sa.String(500), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retired_reason: Mapped[str] = mapped_column(sa.Text, default="")
    retired_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    document: Mapped[Document] = relationship(foreign_keys="DocumentVersion.document_id")
    file: Mapped[StoredFile | None] = relationship()
    revision: Mapped[Revision | None] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    acting_org: Mapped[Organisation] = relationship()
    retired_by: Mapped[User | None] = relationship(foreign_keys=[retired_by_id])

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its document, until it is taken away."""
        seen = sa.select(Document.id).where(Document.visible_to(actor))
        return sa.and_(DocumentVersion.removed_at.is_(None), DocumentVersion.document_id.in_(seen))

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch along what the pages and the policies ask for."""
        return [
            joinedload(DocumentVersion.document, innerjoin=True).options(*Document.gate_options()),
            joinedload(DocumentVersion.file),
        ]

    @property
    def url(self) -> str:
        """Its page; the document's, when it is taken back."""
        if self.removed_at is not None:
            return self.document.url
        return f"/dokument/{self.document_id}/versioner/{self.id}"
