"""Consultations, their deadlines, plans and sources."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.files.models import StoredFile
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.people.audience import AUDIENCES, may_see
from ideell.people.models import Organisation, User

SOURCE_TYPES = (
    "promemoria", "sou", "ds", "agency_report", "eu_proposal", "ordinance_draft", "petition",
    "lagradsremiss_draft", "regional_culture_plan", "municipal_plan", "other",
)  # fmt: skip
TRACKS = ("large", "small", "notice")
STATES = (
    "watching", "triage", "active", "submitted", "followup", "closed",
    "not_answering", "endorsing_other",
)  # fmt: skip
NODE_KINDS = ("chapter", "section", "proposal", "assessment", "statute", "question", "impact")
DOCUMENT_STATES = ("waiting", "reading", "read", "unreadable", "approved", "superseded")


class Consultation(Identity, Model):
    """A proposal sent out for comment."""

    __tablename__ = "consultations"

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
    owner_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    audience: Mapped[str] = mapped_column(choice(*AUDIENCES, name="audience"), default="members")
    state: Mapped[str] = mapped_column(choice(*STATES, name="consultation_state"), default="watching")
    state_reason: Mapped[str] = mapped_column(sa.Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)

    owner_org: Mapped[Organisation] = relationship()
    deadlines: Mapped[list[DeadlineVersion]] = relationship(order_by="DeadlineVersion.id")
    milestones: Mapped[list[Milestone]] = relationship(
        order_by="Milestone.due_on, Milestone.id", back_populates="consultation"
    )
    documents: Mapped[list[SourceDocument]] = relationship(
        order_by="SourceDocument.number", back_populates="consultation"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # because SQLAlchemy reads it so

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen by the audience the owner gave it."""
        return may_see(actor, Consultation.owner_org_id, Consultation.audience)


class DeadlineVersion(Identity, Model):
    """An official deadline as it was announced; a change adds a row."""

    __tablename__ = "deadline_versions"

    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    day: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    user: Mapped[User] = relationship()
    acting_org: Mapped[Organisation] = relationship()


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


class SourceDocument(Identity, Model):
    """The report, or a later corrected one, on its way from file to approved outline."""

    __tablename__ = "source_documents"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "number"),)

    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(500), default="")
    file_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_files.id"))
    supersedes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source_documents.id"))
    state: Mapped[str] = mapped_column(
        choice(*DOCUMENT_STATES, name="source_document_state"), default="waiting"
    )
    pages: Mapped[int | None]
    progress: Mapped[float] = mapped_column(default=0.0)
    step: Mapped[str] = mapped_column(sa.String(60), default="")
    fault: Mapped[str] = mapped_column(sa.String(40), default="")  # a reason of `Unreadable`
    outline: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)  # as read
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)

    consultation: Mapped[Consultation] = relationship(back_populates="documents")
    file: Mapped[StoredFile | None] = relationship()
    nodes: Mapped[list[SourceNode]] = relationship(
        order_by="SourceNode.position", back_populates="document"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # because SQLAlchemy reads it so

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its consultation once approved; before that by the owner's people."""
        seen = sa.select(Consultation.id).where(Consultation.visible_to(actor))
        own = sa.select(Consultation.id).where(
            Consultation.owner_org_id.in_(sorted(actor.org_ids))
        )
        approved = SourceDocument.state.in_(["approved", "superseded"])
        return sa.or_(
            sa.and_(approved, SourceDocument.consultation_id.in_(seen)),
            SourceDocument.consultation_id.in_(own),
        )


class SourceNode(Identity, Model):
    """A chapter, section or box of a report. Keeps its id when a corrected report comes.

    `document_id` is None for what a corrected report no longer has but somebody wrote about.
    """

    __tablename__ = "source_nodes"
    __table_args__ = (sa.Index("ix_source_nodes_order", "document_id", "position"),)

    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source_documents.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source_nodes.id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(40), default="")
    heading: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(choice(*NODE_KINDS, name="node_kind"), default="section")
    level: Mapped[int] = mapped_column(default=1)
    page_from: Mapped[int | None]
    page_to: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    stable_key: Mapped[str] = mapped_column(sa.String(200), default="")
    text_id: Mapped[int | None] = mapped_column(sa.ForeignKey("texts.id"), unique=True)

    consultation: Mapped[Consultation] = relationship()
    document: Mapped[SourceDocument | None] = relationship(back_populates="nodes")

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its document; a node without one, with its consultation."""
        seen = sa.select(Consultation.id).where(Consultation.visible_to(actor))
        documents = sa.select(SourceDocument.id).where(SourceDocument.visible_to(actor))
        return sa.or_(
            SourceNode.document_id.in_(documents),
            sa.and_(SourceNode.document_id.is_(None), SourceNode.consultation_id.in_(seen)),
        )

    @property
    def takes_a_stance(self) -> bool:
        """Tell whether an answer takes a stand on it."""
        return self.kind not in {"chapter", "section"}
