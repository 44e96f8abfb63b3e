"""A file that was stored: its name, kind and size; the content stands in the store."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.files.types import in_words
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime


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
