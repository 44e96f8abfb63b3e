"""The summaries of a thread, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.discussions.models import Thread, ThreadSummary
from ideell.extensions import db

MOST = 50


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
