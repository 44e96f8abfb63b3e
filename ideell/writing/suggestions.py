"""Suggestions to a block, those sent together, and who agrees with them or not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship, selectinload

from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.people.models import Organisation, User
from ideell.writing.comments import Comment
from ideell.writing.earlier_wordings import EarlierWording
from ideell.writing.models import Block, PartOfText, Revision

STATES = (
    "draft", "open", "accepted", "accepted_changed", "declined", "merged", "withdrawn",
    "review_needed",
)  # fmt: skip
OPS = ("replace", "insert_after", "remove", "move", "words")
OPEN_STATES = ("open", "review_needed")
KINDS = ("language", "substance")
STANCES = ("agrees", "disagrees")


class Packet(Identity, PartOfText, Model):
    """Suggestions to several blocks that one person sent together; each is judged by itself."""

    __tablename__ = "packets"

    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    author: Mapped[User] = relationship()
    suggestions: Mapped[list[Suggestion]] = relationship(
        order_by="Suggestion.id", back_populates="packet"
    )


class Suggestion(Identity, PartOfText, Model):
    """New wording for one block, another place for it, or words to the pen holder about it.

    `base_text` is the block as the author saw it; `earlier` are the wordings it had before it was
    sent again, or before it followed its words to another block. A move names its place by the
    block to stand after (`after_id`; None: first). `pieces` and `in_words` are the stored diff
    against the head, `excerpt` the pieces with only the nearest of the unchanged words; they are
    worked out again when the block changes.
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
    kind: Mapped[str] = mapped_column(choice(*KINDS, name="suggestion_kind"))
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
    after_id: Mapped[int | None] = mapped_column(sa.ForeignKey("blocks.id"))
    packet_id: Mapped[int | None] = mapped_column(sa.ForeignKey("packets.id"), index=True)
    from_comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comments.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    block: Mapped[Block] = relationship(foreign_keys=[block_id])
    after: Mapped[Block | None] = relationship(foreign_keys=[after_id])
    packet: Mapped[Packet | None] = relationship(back_populates="suggestions")
    from_comment: Mapped[Comment | None] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    acting_org: Mapped[Organisation] = relationship()
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    base_revision: Mapped[Revision] = relationship(foreign_keys=[base_revision_id])
    supports: Mapped[list[Support]] = relationship(
        primaryjoin="and_(Support.suggestion_id == Suggestion.id, Support.ended_at.is_(None))",
        order_by="Support.id",
        viewonly=True,
    )
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

    @classmethod
    def card_options(cls) -> list[Any]:
        """Fetch along what a card shows."""
        packet = selectinload(cls.packet).selectinload(Packet.suggestions)
        return [
            joinedload(cls.block).joinedload(Block.host_text),
            joinedload(cls.author),
            joinedload(cls.acting_org),
            joinedload(cls.after),
            packet.joinedload(cls.block).joinedload(Block.host_text),
            joinedload(cls.supports).joinedload(Support.organisation),
            joinedload(cls.earlier).joinedload(EarlierWording.block),
        ]

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.state in OPEN_STATES

    @property
    def signed(self) -> str:
        """Who suggests it, and for whom: "Amina Rahimi, Nästa Ridå"."""
        return f"{self.author.name}, {self.acting_org.called}"

    @property
    def agreeing(self) -> list[Support]:
        """The organisations that agree."""
        return [one for one in self.supports if one.stance == "agrees"]

    @property
    def disagreeing(self) -> list[Support]:
        """The organisations that do not, each with its word."""
        return [one for one in self.supports if one.stance == "disagrees"]


class Support(Identity, Model):
    """What one organisation says of a suggestion: that it agrees, or not and why.

    It is never rewritten: one that says something else ends this row and begins another.
    """

    __tablename__ = "supports"
    __table_args__ = (
        sa.Index(
            "uq_supports_current", "suggestion_id", "organisation_id", unique=True,
            sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )  # fmt: skip

    suggestion_id: Mapped[int] = mapped_column(sa.ForeignKey("suggestions.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    stance: Mapped[str] = mapped_column(choice(*STANCES, name="support_stance"), default="agrees")
    word: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organisation: Mapped[Organisation] = relationship()
