"""Threads and their posts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.activity.models import Deed
from ideell.foundation.about import About
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.foundation.text.column import Html
from ideell.people.audience import AUDIENCES as EVERY_AUDIENCE
from ideell.people.audience import may_see
from ideell.people.models import Organisation, User
from ideell.writing.prose import words_of

AUDIENCES = ("own", "members", "network")
"""To whom a discussion may be open: never to strangers."""
LONGEST_QUOTE = 280
QUIETLY = timedelta(minutes=15)
"""How long a post may be changed without a mark."""


class Thread(Identity, About, Model):
    """A discussion: whose it is, who sees it, what it is about, and what came out of it.

    `last_at` is when something was last said that still stands; the list goes by it.
    """

    __tablename__ = "threads"
    __table_args__ = (
        sa.Index("ix_threads_about", "about_kind", "about_id"),
        sa.Index("ix_threads_listed", "last_at", "id"),
    )

    owner_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    audience: Mapped[str] = mapped_column(choice(*EVERY_AUDIENCE, name="thread_audience"))
    title: Mapped[str] = mapped_column(sa.String(200))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    is_pinned: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(
        choice("open", "closed", name="thread_state"), default="open"
    )
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    summary_html: Mapped[Markup] = mapped_column(Html, default=Markup(""))
    version: Mapped[int] = mapped_column(default=1)

    deed = cast("Deed | None", None)  # whose undo takes it back, for whoever just began it

    owner_org: Mapped[Organisation] = relationship(foreign_keys=[owner_org_id])
    author: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Seen by its audience, and only by those of them who see what it is about."""
        shared = may_see(actor, Thread.owner_org_id, Thread.audience)
        return sa.and_(Thread.removed_at.is_(None), shared, Thread.seen_with_subject(actor))

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch the owner along."""
        return [joinedload(Thread.owner_org, innerjoin=True)]

    @property
    def is_closed(self) -> bool:
        """Tell whether nobody says more here."""
        return self.state == "closed"

    @property
    def url(self) -> str:
        """Return the address of its page; of the list when it is taken back."""
        return f"/diskussioner/{self.id}" if self.removed_at is None else "/diskussioner"


class Post(Identity, Model):
    """What one person said, for an organisation.

    `quote` are words of the post that it answers, as they stood then. `changed_at` is set only
    when it was changed after the quiet quarter of an hour.
    """

    __tablename__ = "posts"
    __table_args__ = (sa.Index("ix_posts_thread_state", "thread_id", "state", "id"),)

    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("threads.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[Markup] = mapped_column(Html, default=Markup(""))
    quoted_id: Mapped[int | None] = mapped_column(sa.ForeignKey("posts.id"))
    quote: Mapped[str] = mapped_column(sa.String(400), default="")
    state: Mapped[str] = mapped_column(
        choice("visible", "hidden", "withdrawn", name="post_state"), default="visible"
    )
    hidden_reason: Mapped[str] = mapped_column(sa.Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    deed = cast("Deed | None", None)  # whose undo takes it back, for whoever just said it

    thread: Mapped[Thread] = relationship()
    author: Mapped[User] = relationship()
    acting_org: Mapped[Organisation] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @staticmethod
    def in_seen_thread(actor: Actor) -> sa.ColumnElement[bool]:
        """What stands in a thread that `actor` sees, hidden or not; what was taken back is gone."""
        seen = sa.select(Thread.id).where(Thread.visible_to(actor))
        return sa.and_(Post.state != "withdrawn", Post.thread_id.in_(seen))

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its thread; what is hidden is seen by whoever wrote it."""
        shown = sa.or_(Post.state == "visible", Post.author_id == actor.user_id)
        return sa.and_(Post.in_seen_thread(actor), shown)

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch along what the policies and pages ask for."""
        thread = joinedload(Post.thread, innerjoin=True).joinedload(
            Thread.owner_org, innerjoin=True
        )
        return [thread, joinedload(Post.author, innerjoin=True)]

    @property
    def words(self) -> str:
        """Return the beginning of what it says to its readers, as one quotes it."""
        said = words_of(self.html)
        is_short = len(said) <= LONGEST_QUOTE
        return said if is_short else f"{said[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"

    @property
    def is_quiet(self) -> bool:
        """Tell whether it may still be changed without a mark."""
        return now() <= self.made_at + QUIETLY


class PostWording(Identity, Model):
    """A post as it stood before a change, until when. Read by others unless it went quietly."""

    __tablename__ = "post_wordings"

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id"), index=True)
    body: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[Markup] = mapped_column(Html, default=Markup(""))
    replaced_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    is_quiet: Mapped[bool] = mapped_column(default=False)


class Mention(Identity, Model):
    """A person is named in a post, and is told of it once."""

    __tablename__ = "mentions"
    __table_args__ = (sa.UniqueConstraint("post_id", "user_id"),)

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)


class PostAgreement(Identity, Model):
    """A person agrees with a post ("Håller med"), for an organisation."""

    __tablename__ = "post_agreements"
    __table_args__ = (sa.UniqueConstraint("post_id", "user_id"),)

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
