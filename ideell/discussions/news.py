"""What has come in a thread while somebody had its page open."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.discussions.models import Post, Thread
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Select, question


@question
def _news(reader: Actor) -> Select:
    return sa.select(sa.func.count().label("many"), sa.func.min(Post.id).label("first")).where(
        Post.thread_id == sa.bindparam("thread_id"),
        Post.id > sa.bindparam("after"),
        Post.state == "visible",
        Post.author_id != reader.user_id,
    )


def news_after(thread: Thread, after: int, actor: Actor) -> tuple[int, int | None]:
    """Return how many posts others have made after one, and which was the first."""
    row = _news.row(actor, thread_id=thread.id, after=after)
    return row.many, row.first
