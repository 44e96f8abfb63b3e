"""Input before the draft, and stances on the report's proposals."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.consultations.models import Consultation, SourceNode
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.foundation.text.column import Html
from ideell.people.models import Organisation, User

STANCES = (
    "support", "support_mainly", "support_with_changes", "no_objection", "doubtful", "oppose",
    "insufficient", "no_opinion", "abstain",
)  # fmt: skip
NEED_NO_REASON = frozenset({"no_objection", "no_opinion", "abstain"})
DISPOSITIONS = ("taken", "partly", "not_taken")


class Contribution(Identity, Model):
    """Input (inspel) of one organisation, on a proposal or freely.

    draft: only its author. shared: the organisation's people. released: everybody who sees
    the consultation.
    """

    __tablename__ = "contributions"

    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    node_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source_nodes.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[Markup] = mapped_column(Html)
    stance: Mapped[str | None] = mapped_column(choice(*STANCES, name="contribution_stance"))
    state: Mapped[str] = mapped_column(
        choice("draft", "shared", "released", "withdrawn", name="contribution_state"),
        default="draft",
    )
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    released_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disposition: Mapped[str | None] = mapped_column(choice(*DISPOSITIONS, name="disposition"))
    disposition_reason: Mapped[str] = mapped_column(sa.Text, default="")
    disposed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    disposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    consultation: Mapped[Consultation] = relationship()
    node: Mapped[SourceNode | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])

    __mapper_args__ = {"version_id_col": version}  # because SQLAlchemy reads it so

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """A draft is its author's, a shared one its organisation's, a released one the room's."""
        seen = sa.select(Consultation.id).where(Consultation.visible_to(actor))
        own = Contribution.organisation_id.in_(actor.own)
        inside = Contribution.state.in_(["shared", "withdrawn"])
        return sa.or_(
            Contribution.author_id == actor.user_id,
            sa.and_(inside, own),
            sa.and_(
                Contribution.state == "released",
                sa.or_(own, Contribution.consultation_id.in_(seen)),
            ),
        )


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
