"""The reports that consultations are about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.consultations.models.choices import DOCUMENT_STATES
from ideell.consultations.models.consultation import Consultation
from ideell.files.models import StoredFile
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice

if TYPE_CHECKING:
    from ideell.consultations.models.node import SourceNode

ON_ITS_WAY = ("waiting", "reading", "read", "unreadable")
SEEN_BY_OTHERS = ("approved", "superseded")


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
    notes: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # how it was read
    outline: Mapped[list[dict[str, Any]]] = mapped_column(  # as read, before any correction
        sa.JSON, default=list, deferred=True
    )
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)

    consultation: Mapped[Consultation] = relationship(back_populates="documents")
    file: Mapped[StoredFile | None] = relationship()
    nodes: Mapped[list[SourceNode]] = relationship(
        primaryjoin="and_(SourceNode.document_id == SourceDocument.id, "
        "SourceNode.removed_at.is_(None))",
        order_by="SourceNode.position",
        back_populates="document",
    )

    __mapper_args__ = {"version_id_col": version}

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its consultation once approved; before that by the owner's people."""
        seen = sa.select(Consultation.id).where(Consultation.visible_to(actor))
        own = sa.select(Consultation.id).where(Consultation.owner_org_id.in_(actor.own))
        return sa.or_(
            sa.and_(
                SourceDocument.state.in_(SEEN_BY_OTHERS),
                SourceDocument.consultation_id.in_(seen),
            ),
            SourceDocument.consultation_id.in_(own),
        )

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch the consultation along: the policy asks who owns it."""
        return [
            joinedload(SourceDocument.consultation, innerjoin=True),
            joinedload(SourceDocument.file),
        ]

    @property
    def is_being_read(self) -> bool:
        """Tell whether its file waits to be read or is being read."""
        return self.state in {"waiting", "reading"}

    @property
    def is_on_its_way(self) -> bool:
        """Tell whether it is neither approved nor put away."""
        return self.state in ON_ITS_WAY

    @property
    def is_open_to_change(self) -> bool:
        """Tell whether its outline can be corrected."""
        return self.state in {"read", "approved"}
