"""Consultations and their official deadlines."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, validates

from ideell.consultations.models.choices import (
    SHELF_OF,
    SHELVES,
    SOURCE_TYPES,
    STATES,
    TRACKS,
)
from ideell.consultations.numbers import match_key
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.people.audience import AUDIENCES, may_see
from ideell.people.models import Organisation, Region, User

if TYPE_CHECKING:
    from ideell.consultations.models.milestone import Milestone
    from ideell.consultations.models.source import SourceDocument


class Consultation(Identity, Model):
    """A proposal sent out for comment."""

    __tablename__ = "consultations"
    __table_args__ = (sa.Index("ix_consultations_shelf", "shelf", "deadline"),)

    kind: Mapped[str] = mapped_column(choice(*SOURCE_TYPES, name="source_type"), default="other")
    title: Mapped[str] = mapped_column(sa.String(500))
    issuer: Mapped[str] = mapped_column(sa.String(200), default="")
    their_numbers: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    our_number: Mapped[str] = mapped_column(sa.String(60), default="")
    series_ref: Mapped[str] = mapped_column(sa.String(60), default="")
    url: Mapped[str] = mapped_column(sa.String(500), default="")
    recipient_email: Mapped[str] = mapped_column(sa.String(254), default="")
    invited: Mapped[bool] = mapped_column(default=False)
    deadline: Mapped[date | None] = mapped_column(index=True)
    track: Mapped[str] = mapped_column(choice(*TRACKS, name="track"), default="large")
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    region_id: Mapped[int | None] = mapped_column(sa.ForeignKey("regions.id"), index=True)
    owner_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    audience: Mapped[str] = mapped_column(choice(*AUDIENCES, name="audience"), default="members")
    state: Mapped[str] = mapped_column(
        choice(*STATES, name="consultation_state"), default="watching"
    )
    state_reason: Mapped[str] = mapped_column(sa.Text, default="")
    shelf: Mapped[str] = mapped_column(  # the list's group; follows the state
        choice(*SHELVES, name="consultation_shelf"), default="coming"
    )
    search_key: Mapped[str] = mapped_column(sa.Text, default="")  # follows the facts
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # added by mistake
    version: Mapped[int] = mapped_column(default=1)

    owner_org: Mapped[Organisation] = relationship()
    region: Mapped[Region | None] = relationship()
    deadlines: Mapped[list[DeadlineVersion]] = relationship(order_by="DeadlineVersion.id")
    milestones: Mapped[list[Milestone]] = relationship(
        order_by="Milestone.due_on, Milestone.id", back_populates="consultation"
    )
    documents: Mapped[list[SourceDocument]] = relationship(
        order_by="SourceDocument.number", back_populates="consultation"
    )

    __mapper_args__ = {"version_id_col": version}

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen by the audience the owner gave it, unless it was added by mistake."""
        seen = may_see(actor, Consultation.owner_org_id, Consultation.audience)
        return sa.and_(Consultation.removed_at.is_(None), seen)

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch owner and region along: policies and pages ask for them."""
        return [
            joinedload(Consultation.owner_org, innerjoin=True),
            joinedload(Consultation.region),
        ]

    @validates("state")
    def _shelve(self, _key: str, state: str) -> str:
        self.shelf = SHELF_OF[state]
        return state

    @property
    def source(self) -> SourceDocument | None:
        """Return the report that others see: the newest approved one."""
        return next((one for one in reversed(self.documents) if one.state == "approved"), None)


class DeadlineVersion(Identity, Model):
    """An official deadline as it was announced; a change adds a row."""

    __tablename__ = "deadline_versions"

    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    day: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    user: Mapped[User | None] = relationship()
    acting_org: Mapped[Organisation | None] = relationship()


def search_key_of(consultation: Consultation) -> str:
    """Return what a search of the list looks in: small letters, numbers without spaces."""
    numbers = consultation.their_numbers or []
    words = [
        consultation.title, consultation.issuer, consultation.series_ref, consultation.our_number,
        *numbers, *map(match_key, numbers),
    ]  # fmt: skip
    return " ".join(filter(None, words)).casefold()


def _keep_search_key(_mapper: Any, _connection: Any, consultation: Consultation) -> None:
    consultation.search_key = search_key_of(consultation)


sa.event.listen(Consultation, "before_insert", _keep_search_key)
sa.event.listen(Consultation, "before_update", _keep_search_key)
