"""Internal dates of a consultation."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.consultations.models.consultation import Consultation
from ideell.foundation.actor import Actor
from ideell.foundation.models import Identity, Model, UtcDateTime

if TYPE_CHECKING:
    from ideell.consultations.plan import PlannedDate


class Milestone(Identity, Model):
    """An internal date, planned back from the deadline and changeable."""

    __tablename__ = "milestones"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "key"),)

    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(30))
    due_on: Mapped[date] = mapped_column(index=True)
    is_late: Mapped[bool] = mapped_column(default=False)  # its day had passed when planned
    is_changed: Mapped[bool] = mapped_column(default=False)  # set by hand, kept when replanned
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    consultation: Mapped[Consultation] = relationship(back_populates="milestones")

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its consultation."""
        return Milestone.consultation_id.in_(
            sa.select(Consultation.id).where(Consultation.visible_to(actor))
        )

    def follow(self, planned: PlannedDate) -> None:
        """Take the day of the plan."""
        self.due_on, self.is_late, self.is_changed = planned.due_on, planned.is_late, False
