"""The list of discussions: what is new to me, all, mine; in pages of 25."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from ideell.activity.notices import Following
from ideell.activity.read_positions import ReadPosition, unread
from ideell.discussions.models import Post, Thread
from ideell.foundation.about import Subject, subjects
from ideell.foundation.actor import Actor
from ideell.foundation.dates import moment_in_words
from ideell.foundation.questions import Question, Select, question
from ideell.foundation.text import plain
from ideell.people.models import Organisation, User
from ideell.people.names import CALLED
from ideell.writing.text_form import number_in

PAGE = 25
EXCERPT = 160
VIEWS = ("nytt", "alla", "mina")

UNREAD = unread(
    Thread.__name__, Post, Post.thread_id,
    lambda actor: sa.and_(Post.state == "visible", Post.author_id != actor.user_id),
)  # fmt: skip


class Row(NamedTuple):
    """One discussion in a list: its latest sentence, who, when, what is new, what it is about."""

    id: int
    title: str
    is_pinned: bool
    is_closed: bool
    owner: str
    said: str
    who: str
    when: str
    many: int
    new: int
    subject: Subject | None

    @property
    def url(self) -> str:
        """Return where one goes on reading: the first that is new."""
        return f"/diskussioner/{self.id}{'#nya' if self.new else ''}"


class Listed(NamedTuple):
    """A page of the list."""

    view: str
    rows: list[Row]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return max(1, -(-self.total // PAGE))


def listed(actor: Actor, asked: Mapping[str, str]) -> Listed:
    """Return the page of the list that the address asks for; what is not understood is left out."""
    view = asked.get("visa", "")
    view = view if view in VIEWS else "alla"
    total = _total(view).row(actor).many
    page = min(max(1, number_in(asked.get("sida")) or 1), max(1, -(-total // PAGE)))
    rows = _rows(view).rows(actor, most=PAGE, before=(page - 1) * PAGE)
    return Listed(view, as_rows(rows, actor), total, page)


def threads_about(thing: Any, actor: Actor, most: int) -> list[Row]:
    """Return the newest discussions about a thing, and in its room where it has one of its own,
    without saying what they are about.
    """
    room = thing.id if isinstance(thing, Organisation) else None
    about = {"about_kind": type(thing).__name__, "about_id": thing.id, "room": room}
    found = _about.rows(actor, most=most, before=0, **about)
    return as_rows(found, actor, are_about=False) if found else []


def as_rows(rows: Sequence[Any], actor: Actor, *, are_about: bool = True) -> list[Row]:
    """Return rows as pages show them, with what is new to `actor`."""
    numbers = [row.id for row in rows]
    new = {row[0]: row.many for row in UNREAD.rows(actor, numbers=numbers)} if numbers else {}
    about = subjects(rows, actor) if are_about else {}
    return [_row(row, new, about) for row in rows]


def _row(row: Any, new: Mapping[int, int], about: Mapping[Any, Subject]) -> Row:
    said = " ".join(plain(row.body or "").split())
    return Row(
        id=row.id,
        title=row.title,
        is_pinned=row.is_pinned,
        is_closed=row.state == "closed",
        owner=row.owner,
        said=said if len(said) <= EXCERPT else f"{said[:EXCERPT].rsplit(' ', 1)[0]} …",
        who=row.name or "",
        when=moment_in_words(row.last_at),
        many=row.many,
        new=new.get(row.id, 0),
        subject=about.get((row.about_kind, row.about_id)),
    )


def _narrowed(view: str, reader: Actor) -> list[sa.ColumnElement[bool]]:
    """The conditions of a view of the list."""
    if view == "mina":
        followed = sa.select(Following.thing_id).where(
            Following.user_id == reader.user_id,
            Following.thing_kind == Thread.__name__,
            Following.is_on,
        )
        return [Thread.id.in_(followed)]
    if view == "nytt":
        seen = sa.select(ReadPosition.last_part_id).where(
            ReadPosition.user_id == reader.user_id,
            ReadPosition.thing_kind == Thread.__name__,
            ReadPosition.thing_id == Thread.id,
        )
        new = sa.exists().where(
            Post.thread_id == Thread.id,
            Post.state == "visible",
            Post.author_id != reader.user_id,
            Post.id > sa.func.coalesce(seen.correlate(Thread).scalar_subquery(), 0),
        )
        return [new.correlate(Thread)]
    return []


@lru_cache(8)
def _total(view: str) -> Question:
    @question
    def total(reader: Actor) -> Select:
        seen = (Thread.visible_to(reader), *_narrowed(view, reader))
        return sa.select(sa.func.count().label("many")).select_from(Thread).where(*seen)

    return total


@lru_cache(8)
def _rows(view: str) -> Question:
    return question(lambda reader: _listed(reader, *_narrowed(view, reader)))


@question
def _about(reader: Actor) -> Select:
    about = sa.and_(
        Thread.about_kind == sa.bindparam("about_kind"), Thread.about_id == sa.bindparam("about_id")
    )
    return _listed(reader, about | (Thread.owner_org_id == sa.bindparam("room", type_=sa.Integer)))


def _listed(reader: Actor, *narrowed: sa.ColumnElement[bool]) -> Select:
    """Threads with the last thing said in each: the pinned first, then the newest."""
    mine = (Post.thread_id == Thread.id, Post.state == "visible")
    last_id = sa.select(sa.func.max(Post.id)).where(*mine).correlate(Thread).scalar_subquery()
    many = sa.select(sa.func.count()).select_from(Post).where(*mine)
    last = sa.orm.aliased(Post)
    return (
        sa.select(
            Thread.id, Thread.title, Thread.is_pinned, Thread.state, Thread.last_at,
            Thread.about_kind, Thread.about_id, CALLED.label("owner"), last.body, User.name,
            many.correlate(Thread).scalar_subquery().label("many"),
        )
        .join(Organisation, Organisation.id == Thread.owner_org_id)
        .outerjoin(last, last.id == last_id)
        .outerjoin(User, User.id == last.author_id)
        .where(Thread.visible_to(reader), *narrowed)
        .order_by(Thread.is_pinned.desc(), Thread.last_at.desc(), Thread.id.desc())
        .limit(sa.bindparam("most"))
        .offset(sa.bindparam("before"))
    )  # fmt: skip
