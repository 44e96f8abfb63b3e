"""Input before the draft: of one organisation, on a part of the report or on the whole."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.consultations.models import Consultation, SourceNode
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.foundation.text.column import Html
from ideell.people.models import Organisation, User
from ideell.positions.models.choices import DISPOSITIONS, STANCES, STATES
from ideell.positions.models.gathering import Gathering

KEPT_INSIDE = ("shared", "withdrawn", "merged", "replaced")

contribution_origins = sa.Table(
    "contribution_origins",
    Model.metadata,
    sa.Column("voice_id", sa.ForeignKey("contributions.id"), primary_key=True),
    sa.Column("origin_id", sa.ForeignKey("contributions.id"), primary_key=True, index=True),
)


class Contribution(Identity, Model):
    """Input (inspel) of one organisation, on a proposal or freely.

    draft: only its author. shared: the organisation's people. released: everybody who sees
    the consultation. merged, replaced: another draft of the same organisation took its place
    (`into`); it stays with the organisation.

    With `gathering` it is given inside an alliance, and released means: to the alliance and its
    members, nobody else. With `voice_of` it is what the alliance says itself, made of what came
    in there; its `origins` are never seen outside.
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
    state: Mapped[str] = mapped_column(choice(*STATES, name="contribution_state"), default="draft")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    released_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disposition: Mapped[str | None] = mapped_column(choice(*DISPOSITIONS, name="disposition"))
    disposition_reason: Mapped[str] = mapped_column(sa.Text, default="")
    disposed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    disposed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    gathering_id: Mapped[int | None] = mapped_column(sa.ForeignKey("gatherings.id"), index=True)
    voice_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("gatherings.id"), index=True)
    into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contributions.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    consultation: Mapped[Consultation] = relationship()
    node: Mapped[SourceNode | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    gathering: Mapped[Gathering | None] = relationship(foreign_keys=[gathering_id])
    voice_of: Mapped[Gathering | None] = relationship(foreign_keys=[voice_of_id])
    into: Mapped[Contribution | None] = relationship(remote_side="Contribution.id")
    origins: Mapped[list[Contribution]] = relationship(
        secondary=contribution_origins,
        primaryjoin=lambda: Contribution.id == contribution_origins.c.voice_id,
        secondaryjoin=lambda: Contribution.id == contribution_origins.c.origin_id,
        order_by="Contribution.id",
    )

    __mapper_args__ = {"version_id_col": version}  # because SQLAlchemy reads it so

    @property
    def inside_of(self) -> Gathering | None:
        """Return the gathering that it was written in: as input to it, or as its voice."""
        return self.gathering or self.voice_of

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """A draft is its author's, a shared one its organisation's, a released one the room's.

        The room of what is given in a gathering is the alliance's; it reads its own voice too.
        """
        seen = sa.select(Consultation.id).where(Consultation.visible_to(actor))
        gathered = sa.select(Gathering.id).where(Gathering.visible_to(actor))
        own = Contribution.organisation_id.in_(actor.own)
        in_room = sa.and_(
            Contribution.gathering_id.is_(None), Contribution.consultation_id.in_(seen)
        )
        return sa.or_(
            Contribution.author_id == actor.user_id,
            sa.and_(Contribution.state.in_(KEPT_INSIDE), own),
            sa.and_(
                Contribution.state == "released",
                sa.or_(
                    own,
                    in_room,
                    Contribution.gathering_id.in_(gathered),
                    Contribution.voice_of_id.in_(gathered),
                ),
            ),
        )
