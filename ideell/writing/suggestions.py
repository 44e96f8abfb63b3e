"""Suggestions to a block, and who supports them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.people.models import Organisation, User
from ideell.writing.models import Block, PartOfText, Revision

STATES = (
    "draft", "open", "accepted", "accepted_changed", "declined", "merged", "withdrawn",
    "review_needed",
)  # fmt: skip
OPS = ("replace", "insert_after", "remove", "move", "words")
OPEN_STATES = ("open", "review_needed")


class Suggestion(Identity, PartOfText, Model):
    """New wording for one block, or words to the pen holder about it.

    `base_text` is the block as the author saw it; `earlier` are the wordings it had before it was
    sent again, or before it followed its words to another block. `pieces` and `in_words` are the
    stored diff against the head, `excerpt` the pieces with only the nearest of the unchanged
    words; they are worked out again when the block changes.
    """

    __tablename__ = "suggestions"
    __table_args__ = (sa.Index("ix_suggestions_open", "text_id", "state"),)

    block_id: Mapped[int] = mapped_column(sa.ForeignKey("blocks.id"), index=True)
    op: Mapped[str] = mapped_column(choice(*OPS, name="suggestion_op"), default="replace")
    base_revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    base_text: Mapped[str] = mapped_column(sa.Text, default="")
    text: Mapped[str] = mapped_column(sa.Text)
    is_whole: Mapped[bool] = mapped_column(default=False)  # a wholly new text, never braided
    why: Mapped[str] = mapped_column(sa.Text, default="")
    kind: Mapped[str] = mapped_column(choice("language", "substance", name="suggestion_kind"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(choice(*STATES, name="suggestion_state"), default="open")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    pieces: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    excerpt: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    in_words: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    result_revision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("revisions.id"))
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("suggestions.id"))
    version: Mapped[int] = mapped_column(default=1)

    block: Mapped[Block] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    acting_org: Mapped[Organisation] = relationship()
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    base_revision: Mapped[Revision] = relationship(foreign_keys=[base_revision_id])
    supports: Mapped[list[Support]] = relationship(order_by="Support.id")
    earlier: Mapped[list[EarlierWording]] = relationship(order_by="EarlierWording.id")
    result_revision: Mapped[Revision | None] = relationship(foreign_keys=[result_revision_id])

    __mapper_args__ = {"version_id_col": version}  # because SQLAlchemy reads it so

    @property
    def sent_again_at(self) -> datetime | None:
        """When its author last sent it again, if ever."""
        again = [wording.ended_at for wording in self.earlier if wording.ended_by == "sent_again"]
        return again[-1] if again else None

    @property
    def moved_from(self) -> Block | None:
        """The block it stood beside before it followed its words here, if it did."""
        last = self.earlier[-1] if self.earlier else None
        followed = last is not None and last.ended_by == "followed"
        return last.block if last and followed and last.block_id != self.block_id else None

    @classmethod
    def gate_options(cls) -> list[Any]:
        """Fetch along what deciding asks for."""
        return [
            joinedload(Suggestion.host_text, innerjoin=True),
            joinedload(Suggestion.block, innerjoin=True),
            joinedload(Suggestion.author, innerjoin=True),
        ]


class Support(Identity, Model):
    """An organisation agrees with a suggestion."""

    __tablename__ = "supports"
    __table_args__ = (sa.UniqueConstraint("suggestion_id", "organisation_id"),)

    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestions.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    organisation: Mapped[Organisation] = relationship()


class EarlierWording(Identity, Model):
    """A suggestion as it stood until its author sent it again, or its words came elsewhere."""

    __tablename__ = "earlier_wordings"

    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestions.id"), index=True)
    block_id: Mapped[int] = mapped_column(sa.ForeignKey("blocks.id"))
    base_revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    op: Mapped[str] = mapped_column(sa.String(20))
    base_text: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    why: Mapped[str] = mapped_column(sa.Text, default="")
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_by: Mapped[str] = mapped_column(choice("sent_again", "followed", name="wording_end"))

    block: Mapped[Block] = relationship()

    @classmethod
    def of(cls, suggestion: Suggestion, ended_by: str) -> EarlierWording:
        """Return the suggestion as it stands, to be kept while it changes."""
        return cls(
            suggestion_id=suggestion.id,
            block_id=suggestion.block_id,
            base_revision_id=suggestion.base_revision_id,
            op=suggestion.op,
            base_text=suggestion.base_text,
            text=suggestion.text,
            why=suggestion.why,
            ended_by=ended_by,
        )
