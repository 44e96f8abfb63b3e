"""Gatherings: an alliance asks its members, so that it can speak with one voice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, joinedload, mapped_column, relationship

from ideell.consultations.models import Consultation, SourceNode
from ideell.foundation.actor import Actor
from ideell.foundation.clock import is_open, now, today
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.people.models import Organisation, OrganisationLink

gathering_nodes = sa.Table(
    "gathering_nodes",
    Model.metadata,
    sa.Column("gathering_id", sa.ForeignKey("gatherings.id"), primary_key=True),
    sa.Column("node_id", sa.ForeignKey("source_nodes.id"), primary_key=True, index=True),
)

UNDER_WAY = frozenset({"watching", "triage", "active"})


class Gathering(Identity, Model):
    """A question of an alliance to its members about somebody else's consultation.

    `nodes` are the chapters that it is about; none means the whole report. Members who do not
    see the consultation read its facts and its outline through the gathering, and nothing else.
    """

    __tablename__ = "gatherings"
    __table_args__ = (sa.UniqueConstraint("consultation_id", "alliance_id"),)

    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"))
    alliance_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    introduction: Mapped[str] = mapped_column(sa.Text, default="")
    last_day: Mapped[date]
    state: Mapped[str] = mapped_column(
        choice("open", "closed", name="gathering_state"), default="open"
    )
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)

    consultation: Mapped[Consultation] = relationship()
    alliance: Mapped[Organisation] = relationship()
    nodes: Mapped[list[SourceNode]] = relationship(
        secondary=gathering_nodes, order_by=SourceNode.position
    )

    __mapper_args__ = {"version_id_col": version}  # because SQLAlchemy reads it so

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """The alliance's people and those of its members; that it exists is nobody else's.

        It shows what the alliance itself may see: where the owner of the consultation shares it
        with the alliance no more, there is nothing to read through it.
        """
        if not actor.belongs:
            return sa.false()
        return sa.and_(Gathering.alliance_id.in_(actor.shared), _is_shared_with_alliance())

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch along what every page of it asks for."""
        return [
            joinedload(Gathering.consultation, innerjoin=True),
            joinedload(Gathering.alliance, innerjoin=True),
        ]

    @property
    def is_under_way(self) -> bool:
        """Tell whether the alliance can still say something: the answer has not left."""
        return self.consultation.state in UNDER_WAY

    @property
    def takes_input(self) -> bool:
        """Tell whether members may answer: it is open and its last day is not over."""
        return self.state == "open" and self.is_under_way and is_open(self.last_day)


def _is_shared_with_alliance() -> sa.ColumnElement[bool]:
    """The consultation is open to the alliance: to everybody, or to its owner's members."""
    whole = aliased(Consultation)
    day = sa.bindparam(None, type_=sa.Date, callable_=today)
    linked = sa.exists().where(
        OrganisationLink.member_id == Gathering.alliance_id,
        OrganisationLink.owner_id == whole.owner_org_id,
        OrganisationLink.is_current(day),
    )
    inside = sa.and_(whole.audience == "members", linked.correlate(Gathering, whole))
    open_to_it = sa.or_(whole.audience.in_(["network", "public"]), inside)
    return sa.exists().where(whole.id == Gathering.consultation_id, open_to_it).correlate(Gathering)


class GatheringAnswer(Identity, Model):
    """What a member has told the alliance apart from its input: that it has read, or that it has
    nothing to say. A member without a row and without input is silent, which is neither.
    """

    __tablename__ = "gathering_answers"
    __table_args__ = (sa.UniqueConstraint("gathering_id", "organisation_id"),)

    gathering_id: Mapped[int] = mapped_column(sa.ForeignKey("gatherings.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    has_nothing: Mapped[bool] = mapped_column(default=False)

    gathering: Mapped[Gathering] = relationship()
