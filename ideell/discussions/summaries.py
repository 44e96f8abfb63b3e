"""What a thread has come to at each time: the newest stands in the thread itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.discussions.models import Thread
from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.foundation.text.column import Html
from ideell.people.models import Organisation, User

MOST = 50


class ThreadSummary(Identity, Model):
    """What a thread had come to at a time, as somebody put it. The newest stands in the thread."""

    __tablename__ = "thread_summaries"

    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("threads.id"), index=True)
    body: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[Markup] = mapped_column(Html, default=Markup(""))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    author: Mapped[User] = relationship()
    acting_org: Mapped[Organisation] = relationship()


def summaries_of(thread: Thread, most: int = MOST) -> Sequence[ThreadSummary]:
    """Return what the thread had come to at each time, the newest first."""
    mine = (
        sa.select(ThreadSummary)
        .where(ThreadSummary.thread_id == thread.id)
        .options(
            joinedload(ThreadSummary.author, innerjoin=True),
            joinedload(ThreadSummary.acting_org, innerjoin=True),
        )
        .order_by(ThreadSummary.id.desc())
        .limit(most)
    )
    return db.session.scalars(mine).all()
