"""What is new in the discussions that somebody follows: for the front page, in one question."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from ideell.activity.notices import Following
from ideell.activity.read_positions import ReadPosition
from ideell.discussions.models import Post, Thread
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Select, question


class NewInFollowed(NamedTuple):
    """How many posts are new, in how many discussions; and which one when it is one alone."""

    posts: int
    threads: int
    one: int

    @property
    def url(self) -> str:
        """Return where they are read."""
        is_one = self.threads == 1
        return f"/diskussioner/{self.one}#nya" if is_one else "/diskussioner?visa=mina"

    @property
    def sentence(self) -> str:
        """Return "5 nya inlägg i 2 diskussioner"."""
        posts = ngettext("%(num)s nytt inlägg", "%(num)s nya inlägg", self.posts)
        threads = ngettext("%(num)s diskussion", "%(num)s diskussioner", self.threads)
        return _("%(posts)s i %(threads)s", posts=posts, threads=threads)


def new_in_followed(actor: Actor) -> NewInFollowed | None:
    """Return what others have said where `actor` follows and has not read; None for nothing."""
    row = _new.row(actor)
    return NewInFollowed(row.posts, row.threads, row.one) if row.posts else None


@question
def _new(reader: Actor) -> Select:
    read = sa.and_(
        ReadPosition.user_id == reader.user_id,
        ReadPosition.thing_kind == Thread.__name__,
        ReadPosition.thing_id == Thread.id,
    )
    return (
        sa.select(
            sa.func.count().label("posts"),
            sa.func.count(Thread.id.distinct()).label("threads"),
            sa.func.max(Thread.id).label("one"),
        )
        .select_from(Following)
        .join(Thread, Thread.id == Following.thing_id)
        .outerjoin(ReadPosition, read)
        .join(Post, Post.thread_id == Thread.id)
        .where(
            Following.user_id == reader.user_id,
            Following.thing_kind == Thread.__name__,
            Following.is_on,
            Post.state == "visible",
            Post.author_id != reader.user_id,
            Post.id > sa.func.coalesce(ReadPosition.last_part_id, 0),
            Thread.visible_to(reader),
        )
    )
