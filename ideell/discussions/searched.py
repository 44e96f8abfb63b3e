"""How discussions and posts are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.discussions.models import Post, Thread
from ideell.foundation.database import bring_along
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.searched import Group, Searched

GROUP = Group("diskussioner", lazy("Diskussioner"), 60)


def _owner() -> Any:
    """Whose thread a post stands in."""
    mine = sa.select(Thread.owner_org_id).where(Thread.id == Post.thread_id)
    return mine.correlate(Post).scalar_subquery()


def _in_thread(thing: Any) -> sa.ColumnElement[bool] | None:
    return Post.thread_id == thing.id if isinstance(thing, Thread) else None


def _with_threads(posts: Sequence[Post]) -> None:
    thread, author = joinedload(Post.thread, innerjoin=True), joinedload(Post.author)
    bring_along(posts, thread, author)


THREADS = Searched(
    GROUP,
    heading=lambda: (Thread.title,),
    body=lambda: (Thread.summary,),
    organisation=lambda: Thread.owner_org_id,
    at=lambda: Thread.made_at,
    stands=lambda: Thread.removed_at.is_(None),
)
POSTS = Searched(
    GROUP,
    body=lambda: (Post.body,),
    organisation=_owner,
    owned_with=_in_thread,
    at=lambda: Post.made_at,
    stands=lambda: Post.state == "visible",
    where=lambda post: post.thread.title,
    title=lambda post: _("Inlägg av %(name)s", name=post.author.name),
    fetch=_with_threads,
)
