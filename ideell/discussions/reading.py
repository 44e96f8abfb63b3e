"""A thread as one reader sees it: which of its posts stand on the page, and what is beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from ideell.activity.notices import Notice, follows
from ideell.activity.read_positions import ReadPosition
from ideell.discussions.models import Post, Thread
from ideell.discussions.shown import MOST, PostShown, posts_from
from ideell.files.attachments import AttachedFile
from ideell.foundation.about import Subject, subjects
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Select, question
from ideell.people.sharing import who_sees

LAST = 25  # posts shown when there is nothing unread
BEFORE = 3  # read posts shown before what is new
STEP = 25  # earlier posts to a step


@dataclass(frozen=True)
class Window:
    """Which posts stand on the page, how many do not, and what is new.

    `read_to` is how far one has read when one has read the page; None when something new stands
    before it, which would then be passed over.
    """

    posts: list[PostShown]
    many: int
    organisations: int
    earlier: int
    later: int
    earlier_from: int | None
    later_from: int | None
    new: int
    first_new: int | None
    read_to: int | None
    is_told: bool  # something told of posts here is not read

    @property
    def read(self) -> list[PostShown]:
        """Return the posts that stand before what is new."""
        return self.posts[: self._place_of_new]

    @property
    def unread(self) -> list[PostShown]:
        """Return the first new post and those after it; none when it is on another page."""
        return self.posts[self._place_of_new :]

    @property
    def _place_of_new(self) -> int:
        places = (n for n, post in enumerate(self.posts) if post.id == self.first_new)
        return next(places, len(self.posts))

    @property
    def last(self) -> int:
        """Return the number of the last post on the page."""
        return self.posts[-1].id if self.posts else 0

    @property
    def leaves_a_mark(self) -> bool:
        """Tell whether reading the page is to be noted."""
        return self.read_to is not None or self.is_told

    @property
    def files(self) -> list[AttachedFile]:
        """Return the files that hang on the posts of the page."""
        return [file for post in self.posts for file in post.files]


@dataclass(frozen=True)
class ThreadPage:
    """Everything the page of a thread needs, asked for once."""

    thread: Thread
    window: Window
    subject: Subject | None
    audience: str
    follows: bool
    more: dict[str, Any] = field(default_factory=dict)


def thread_page(thread: Thread, actor: Actor, first: int | None) -> ThreadPage:
    """Gather what the page shows; `first` is the post to begin at, or None for what is new."""
    return ThreadPage(
        thread=thread,
        window=window_of(thread, actor, first),
        subject=next(iter(subjects([thread], actor).values()), None),
        audience=who_sees(thread.owner_org_id, thread.audience),
        follows=follows(actor, Thread.__name__, thread.id),
    )


def window_of(thread: Thread, actor: Actor, first: int | None) -> Window:
    """Return the posts from `first` on, or from a little before what is new."""
    told = _told.row(actor, thread_id=thread.id)
    places = _places.row(thread_id=thread.id, first_new=told.first_new or 0)
    begin = first if first is not None else _beginning(told.first_new, places)
    posts = posts_from(thread.id, begin, actor, is_open=not thread.is_closed)
    begin, last = (posts[0].id, posts[-1].id) if posts else (0, 0)
    outside = _outside.row(thread_id=thread.id, begin=begin, last=last)
    reaches_new = told.first_new is None or begin <= told.first_new
    return Window(
        posts=posts,
        many=told.many,
        organisations=told.organisations,
        earlier=outside.earlier,
        later=outside.later,
        earlier_from=outside.earlier_from,
        later_from=outside.later_from,
        new=told.new,
        first_new=told.first_new,
        read_to=last if told.new and reaches_new else None,
        is_told=bool(told.is_told),
    )


def _beginning(first_new: int | None, places: Any) -> int:
    """Return where the page begins: the last posts, and all that is new with a little before."""
    found = [place for place in (places.last, places.before_new, first_new) if place is not None]
    return min(found, default=0)


@question
def _told(reader: Actor) -> Select:
    """How many posts stand, from how many organisations, and what is new to the reader."""
    seen = (
        sa.select(ReadPosition.last_part_id)
        .where(
            ReadPosition.user_id == reader.user_id,
            ReadPosition.thing_kind == Thread.__name__,
            ReadPosition.thing_id == sa.bindparam("thread_id"),
        )
        .scalar_subquery()
    )
    here = sa.select(Post.id).where(Post.thread_id == sa.bindparam("thread_id"))
    told = sa.exists().where(
        Notice.user_id == reader.user_id,
        Notice.read_at.is_(None),
        Notice.thing_kind == Post.__name__,
        Notice.thing_id.in_(here.correlate(None)),
    )
    is_new = sa.and_(Post.id > sa.func.coalesce(seen, 0), Post.author_id != reader.user_id)
    return sa.select(
        sa.func.count().label("many"),
        sa.func.count(Post.acting_org_id.distinct()).label("organisations"),
        sa.func.count(sa.case((is_new, Post.id))).label("new"),
        sa.func.min(sa.case((is_new, Post.id))).label("first_new"),
        sa.select(sa.case((told.correlate(None), 1), else_=0)).scalar_subquery().label("is_told"),
    ).where(Post.thread_id == sa.bindparam("thread_id"), Post.state == "visible")


@question
def _places() -> Select:
    """The post from which the last ones are shown, and the one a little before what is new."""
    mine = sa.select(Post.id).where(Post.thread_id == sa.bindparam("thread_id"))
    newest = mine.order_by(Post.id.desc())
    last = newest.limit(LAST).subquery()
    before = newest.where(Post.id < sa.bindparam("first_new")).limit(BEFORE).subquery()
    return sa.select(
        sa.select(sa.func.min(last.c.id)).scalar_subquery().label("last"),
        sa.select(sa.func.min(before.c.id)).scalar_subquery().label("before_new"),
    )


@question
def _outside() -> Select:
    """How many posts stand before and after those on the page, and where a step to them begins."""
    mine = sa.select(Post.id).where(Post.thread_id == sa.bindparam("thread_id"))
    earlier = mine.where(Post.id < sa.bindparam("begin"))
    later = mine.where(Post.id > sa.bindparam("last"))
    step = earlier.order_by(Post.id.desc()).limit(STEP).subquery()
    before, after = earlier.subquery(), later.subquery()
    return sa.select(
        sa.select(sa.func.count()).select_from(before).scalar_subquery().label("earlier"),
        sa.select(sa.func.count()).select_from(after).scalar_subquery().label("later"),
        sa.select(sa.func.min(step.c.id)).scalar_subquery().label("earlier_from"),
        sa.select(sa.func.min(after.c.id)).scalar_subquery().label("later_from"),
    )


assert LAST < MOST
