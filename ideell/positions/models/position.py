"""Stances on the report's proposals."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.consultations.models import SourceNode
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.people.models import Organisation
from ideell.positions.models.choices import STANCES


class Position(Identity, Model):
    """A stance on a node, never edited: a new one supersedes it.

    `scope` joint: what the answer of `organisation` says. own: the organisation's view.
    """

    __tablename__ = "positions"
    __table_args__ = (sa.Index("ix_positions_current", "node_id", "organisation_id", "is_current"),)

    node_id: Mapped[int] = mapped_column(sa.ForeignKey("source_nodes.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    scope: Mapped[str] = mapped_column(choice("joint", "own", name="position_scope"))
    stance: Mapped[str] = mapped_column(choice(*STANCES, name="stance"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    mandate: Mapped[str] = mapped_column(
        choice("preliminary", "decided", name="mandate"), default="preliminary"
    )
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(sa.String(80), default="")
    is_current: Mapped[bool] = mapped_column(default=True)
    supersedes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("positions.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    node: Mapped[SourceNode] = relationship()
    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """A joint stance is seen with its node; an organisation's own by its people."""
        seen = sa.select(SourceNode.id).where(SourceNode.visible_to(actor))
        own = Position.organisation_id.in_(actor.own)
        return sa.and_(Position.node_id.in_(seen), sa.or_(Position.scope == "joint", own))
