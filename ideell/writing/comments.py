"""Comments on a block, or on a hosted text as a whole."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.activity.models import UNDO_DAYS, Deed
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.foundation.text.column import Html
from ideell.people.models import Organisation, User
from ideell.writing.models import Block, PartOfText

OUTCOMES = ("taken", "partly", "not_taken")


class Conversation(Identity, PartOfText, Model):
    """A flat thread on one block; without a block, on the whole text.

    `quote` is the text it began on, kept also when the block is gone. When its words stand in
    another block now it stands there, and `first_block_id` is the one it began on. `outcome` says
    what became of a view on the text when it was folded; None when it was no such view.
    """

    __tablename__ = "conversations"

    block_id: Mapped[int | None] = mapped_column(sa.ForeignKey("blocks.id"), index=True)
    first_block_id: Mapped[int | None] = mapped_column(sa.ForeignKey("blocks.id"))
    quote: Mapped[str] = mapped_column(sa.Text, default="")
    base_revision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("revisions.id"))
    anchor: Mapped[str] = mapped_column(
        choice("here", "moved", "outdated", name="anchor"), default="here"
    )
    state: Mapped[str] = mapped_column(
        choice("open", "resolved", name="conversation_state"), default="open"
    )
    resolved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(choice(*OUTCOMES, name="conversation_outcome"))
    outcome_note: Mapped[str] = mapped_column(sa.Text, default="")

    block: Mapped[Block | None] = relationship(foreign_keys=[block_id])
    first_block: Mapped[Block | None] = relationship(foreign_keys=[first_block_id])
    resolved_by: Mapped[User | None] = relationship()
    comments: Mapped[list[Comment]] = relationship(
        order_by="Comment.id", back_populates="conversation"
    )


class Comment(Identity, PartOfText, Model):
    """What one person said, for an organisation. Appended, never overwritten."""

    __tablename__ = "comments"

    conversation_id: Mapped[int] = mapped_column(sa.ForeignKey("conversations.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[Markup] = mapped_column(Html, default=Markup(""))
    state: Mapped[str] = mapped_column(
        choice("visible", "hidden", "withdrawn", name="comment_state"), default="visible"
    )
    hidden_reason: Mapped[str] = mapped_column(sa.Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    deed = cast("Deed | None", None)  # whose undo takes it back, for whoever just said it

    conversation: Mapped[Conversation] = relationship(back_populates="comments")
    author: Mapped[User] = relationship()
    acting_org: Mapped[Organisation] = relationship()
    agreements: Mapped[list[Agreement]] = relationship(order_by="Agreement.id")


def can_be_withdrawn(said: Any) -> bool:
    """Tell whether its author may take it back: for as long as the deed can be undone."""
    return bool(said.state == "visible" and said.made_at > now() - timedelta(days=UNDO_DAYS))


class Agreement(Identity, Model):
    """A person agrees with a comment ("Håller med"), for an organisation."""

    __tablename__ = "agreements"
    __table_args__ = (sa.UniqueConstraint("comment_id", "user_id"),)

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comments.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    user: Mapped[User] = relationship()
    organisation: Mapped[Organisation] = relationship()
