"""What belongs to a document beside its versions: who writes, who has read."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.documents.models.version import PartOfDocument
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
