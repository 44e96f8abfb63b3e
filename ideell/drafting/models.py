"""Answers and their sections."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.consultations.models import Consultation, SourceNode
from ideell.drafting.section_as_host import SectionAsHost
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.people.audience import AUDIENCES, may_see
from ideell.people.models import Organisation, User
from ideell.writing.models import Revision, Text

RESPONSE_STATES = (
    "input", "drafting", "proposals", "weighing", "review", "signing", "decided", "submitted",
    "published",
)  # fmt: skip
OPEN_RESPONSES = ("input", "drafting", "proposals", "weighing", "review")
SECTION_STATES = ("empty", "writing", "open", "review", "approved", "locked")

section_nodes = sa.Table(
    "section_nodes",
    Model.metadata,
    sa.Column("section_id", sa.ForeignKey("sections.id"), primary_key=True),
    sa.Column("node_id", sa.ForeignKey("source_nodes.id"), primary_key=True),
)


class Response(Identity, Model):
    """One answer to a consultation; the joint one is alone of its kind there."""

    __tablename__ = "responses"
    __table_args__ = (
        sa.Index(
            "uq_responses_joint", "consultation_id", unique=True,
            sqlite_where=sa.text("kind = 'joint'"), postgresql_where=sa.text("kind = 'joint'"),
        ),
    )  # fmt: skip

    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    kind: Mapped[str] = mapped_column(
        choice("joint", "regional", "own", name="response_kind"), default="joint"
    )
    owner_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    audience: Mapped[str] = mapped_column(
        choice(*AUDIENCES, name="response_audience"), default="members"
    )
    derived_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("responses.id"))
    state: Mapped[str] = mapped_column(
        choice(*RESPONSE_STATES, name="response_state"), default="input"
    )
    about: Mapped[str] = mapped_column(sa.Text, default="")  # who we are, printed last
    process: Mapped[str] = mapped_column(sa.Text, default="")  # how the answer was made
    decision_line: Mapped[str] = mapped_column(sa.Text, default="")
    responsible_line: Mapped[str] = mapped_column(sa.Text, default="")
    signatories: Mapped[str] = mapped_column(sa.Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)

    consultation: Mapped[Consultation] = relationship()
    owner_org: Mapped[Organisation] = relationship()
    sections: Mapped[list[Section]] = relationship(
        order_by="Section.position", back_populates="response"
    )

    __mapper_args__ = {"version_id_col": version}

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen by the audience its owner gave it, also when it is published.

        What is published is the letter; suggestions, comments and who took part stay inside.
        """
        return may_see(actor, Response.owner_org_id, Response.audience)

    @staticmethod
    def letter_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """The letter of a published answer is everybody's; before that it is seen as the rest."""
        published = Response.state == "published"
        return published if actor.is_stranger else sa.or_(published, Response.visible_to(actor))

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch the consultation and the owner along."""
        return [
            joinedload(Response.consultation, innerjoin=True),
            joinedload(Response.owner_org, innerjoin=True),
        ]

    @property
    def is_open(self) -> bool:
        """Tell whether its text may still be changed by anybody."""
        return self.state in OPEN_RESPONSES

    @property
    def is_small(self) -> bool:
        """Tell whether it goes without rounds, review and sign-on."""
        return self.consultation.track == "small"


class Section(SectionAsHost, Identity, Model):
    """A part of an answer: a heading, a hosted text, a pen holder, a state."""

    __tablename__ = "sections"
    __table_args__ = (sa.Index("ix_sections_order", "response_id", "position"),)

    response_id: Mapped[int] = mapped_column(sa.ForeignKey("responses.id"))
    position: Mapped[int]  # 1, 2, 3 …; the number people say, and the first part of 4:3
    heading: Mapped[str] = mapped_column(sa.String(300))
    role: Mapped[str] = mapped_column(
        choice("summary", "general", "views", "other", name="section_role"), default="views"
    )
    text_id: Mapped[int] = mapped_column(sa.ForeignKey("texts.id"), unique=True)
    pen_holder_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(
        choice(*SECTION_STATES, name="section_state"), default="empty"
    )
    nothing_to_say: Mapped[str] = mapped_column(sa.Text, default="")  # the reason, when said
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    response: Mapped[Response] = relationship(back_populates="sections")
    text: Mapped[Text] = relationship()
    pen_holder: Mapped[User | None] = relationship()
    source_nodes: Mapped[list[SourceNode]] = relationship(
        secondary=section_nodes, order_by=SourceNode.position
    )
    reviews: Mapped[list[Review]] = relationship(order_by="Review.id")

    __mapper_args__ = {"version_id_col": version}

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its response."""
        seen = sa.select(Response.id).where(Response.visible_to(actor))
        return sa.and_(Section.removed_at.is_(None), Section.response_id.in_(seen))

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch along what the page and the policies ask for."""
        response = joinedload(Section.response, innerjoin=True)
        return [
            response.joinedload(Response.consultation, innerjoin=True),
            response.joinedload(Response.owner_org, innerjoin=True),
            joinedload(Section.text, innerjoin=True),
            joinedload(Section.pen_holder),
        ]


class Review(Identity, Model):
    """A reviewer's word on a section as it stood at a revision."""

    __tablename__ = "reviews"

    section_id: Mapped[int] = mapped_column(sa.ForeignKey("sections.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("revisions.id"))
    reviewer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    verdict: Mapped[str] = mapped_column(choice("approve", "return", name="verdict"))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    reviewer: Mapped[User] = relationship()
    acting_org: Mapped[Organisation] = relationship()
    revision: Mapped[Revision | None] = relationship()
