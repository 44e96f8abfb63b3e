"""Whom to ask about a region, named by the office."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.people.models import Region, User


class RegionContact(Identity, Model):
    """A person to ask about a region, most of all where there is no alliance yet."""

    __tablename__ = "region_contacts"
    __table_args__ = (sa.UniqueConstraint("region_id", "user_id"),)

    region_id: Mapped[int] = mapped_column(sa.ForeignKey("regions.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    named_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    region: Mapped[Region] = relationship()
    user: Mapped[User] = relationship()

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Members see whom to ask."""
        return RegionContact.ended_at.is_(None) if actor.belongs else sa.false()
