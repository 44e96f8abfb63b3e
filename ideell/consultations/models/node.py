"""The parts of a report: chapters, sections and the boxes in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.consultations.models.choices import BOXES, NODE_KINDS
from ideell.consultations.models.consultation import Consultation
from ideell.consultations.models.source import SourceDocument
from ideell.foundation.actor import Actor
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.reading.nodes import plain_words


class SourceNode(Identity, Model):
    """A chapter, section or box of a report. Keeps its id when a corrected report comes.

    `document_id` is None for what a corrected report no longer has but somebody wrote about.
    What was taken out of an outline by hand stays with its document and has `removed_at`.
    """

    __tablename__ = "source_nodes"
    __table_args__ = (sa.Index("ix_source_nodes_order", "document_id", "position"),)

    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source_documents.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("source_nodes.id"), index=True)
    position: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(40), default="")
    heading: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(choice(*NODE_KINDS, name="node_kind"), default="section")
    level: Mapped[int] = mapped_column(default=1)
    page_from: Mapped[int | None]
    page_to: Mapped[int | None]
    text: Mapped[str] = mapped_column(sa.Text, default="")
    is_certain: Mapped[bool] = mapped_column(default=True)  # the file itself marks it as heading
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stable_key: Mapped[str] = mapped_column(sa.String(200), default="")
    text_id: Mapped[int | None] = mapped_column(sa.ForeignKey("texts.id"), unique=True)

    consultation: Mapped[Consultation] = relationship()
    document: Mapped[SourceDocument | None] = relationship(back_populates="nodes")

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its document; a node without one, with its consultation."""
        seen = sa.select(Consultation.id).where(Consultation.visible_to(actor))
        documents = sa.select(SourceDocument.id).where(SourceDocument.visible_to(actor))
        left = sa.and_(SourceNode.document_id.is_(None), SourceNode.consultation_id.in_(seen))
        return sa.and_(
            SourceNode.removed_at.is_(None), sa.or_(SourceNode.document_id.in_(documents), left)
        )

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch the consultation and the document along."""
        return [
            joinedload(SourceNode.consultation, innerjoin=True),
            joinedload(SourceNode.document),
        ]

    @property
    def takes_a_stance(self) -> bool:
        """Tell whether an answer takes a stand on it."""
        return self.kind not in {"chapter", "section"}

    @property
    def is_box(self) -> bool:
        """Tell whether it is a box, under which nothing stands."""
        return self.kind in BOXES

    def name(self, number: str, heading: str) -> None:
        """Set number and heading, and the key by which a corrected report finds it."""
        self.number, self.heading = number, heading
        self.stable_key = stable_key_of(number, heading)


def stable_key_of(number: str, heading: str) -> str:
    """Return number and heading without case, marks and spacing, at most 200 characters."""
    return f"{number.casefold()}|{plain_words(heading)}"[:200]
