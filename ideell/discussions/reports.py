"""A post that somebody has reported, until those who lead have looked at it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.discussions.models import Post, Thread
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.people.models import User


class PostReport(Identity, Model):
    """Why somebody asks those who lead to look at a post."""

    __tablename__ = "post_reports"
    __table_args__ = (sa.UniqueConstraint("post_id", "user_id"),)

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    handled_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))

    post: Mapped[Post] = relationship()
    user: Mapped[User] = relationship(foreign_keys=[user_id])

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Found with its post; the policy lets in those who moderate."""
        return PostReport.post_id.in_(sa.select(Post.id).where(Post.in_seen_thread(actor)))

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch along the post and its thread: the policy asks whose it is."""
        post = joinedload(PostReport.post, innerjoin=True)
        return [
            post.joinedload(Post.thread, innerjoin=True).joinedload(
                Thread.owner_org, innerjoin=True
            ),
            post.joinedload(Post.author, innerjoin=True),
        ]
