"""Whether others than one person have said something in a thread: it is theirs too, then."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from ideell.discussions.models import Post, Thread
from ideell.foundation.models import UtcDateTime
from ideell.foundation.questions import Select, question

EVER = datetime(1970, 1, 1, tzinfo=UTC)


def has_voices_beside(user_id: int | None, thread: Thread, *, since: datetime = EVER) -> bool:
    """Tell whether anybody else has posted there since a moment, whether it stands or not."""
    asked = {"thread_id": thread.id, "user_id": user_id, "since": since}
    return _others.row(**asked) is not None


@question
def _others() -> Select:
    return (
        sa.select(Post.id)
        .where(
            Post.thread_id == sa.bindparam("thread_id"),
            Post.author_id != sa.bindparam("user_id"),
            Post.made_at >= sa.bindparam("since", type_=UtcDateTime),
        )
        .limit(1)
    )
