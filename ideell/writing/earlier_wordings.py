"""Suggestions as they stood before they were sent again, or followed their words elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.writing.models import Block

if TYPE_CHECKING:
    from ideell.writing.suggestions import Suggestion


class EarlierWording(Identity, Model):
    """A suggestion as it stood until its author sent it again, or its words came elsewhere."""

    __tablename__ = "earlier_wordings"

    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestions.id"), index=True)
    block_id: Mapped[int] = mapped_column(sa.ForeignKey("blocks.id"))
    base_revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    op: Mapped[str] = mapped_column(sa.String(20))
    base_text: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    why: Mapped[str] = mapped_column(sa.Text, default="")
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_by: Mapped[str] = mapped_column(choice("sent_again", "followed", name="wording_end"))

    block: Mapped[Block] = relationship()

    @classmethod
    def of(cls, suggestion: Suggestion, ended_by: str) -> EarlierWording:
        """Return the suggestion as it stands, to be kept while it changes."""
        return cls(
            suggestion_id=suggestion.id,
            block_id=suggestion.block_id,
            base_revision_id=suggestion.base_revision_id,
            op=suggestion.op,
            base_text=suggestion.base_text,
            text=suggestion.text,
            why=suggestion.why,
            ended_by=ended_by,
        )
