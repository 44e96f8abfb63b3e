"""The moderation log: what was hidden, shown again, closed and moved, by whom and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import Deed
from ideell.discussions.models import Post, Thread
from ideell.discussions.reports import PostReport
from ideell.foundation.actor import Actor
from ideell.foundation.dates import moment_in_words
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Asked, Select, question
from ideell.people.leading import leads, numbers_with
from ideell.people.models import User
from ideell.writing.text_form import number_in

PAGE = 25
OF_POSTS = ("post.hidden", "post.shown")
OF_THREADS = ("thread.closed", "thread.reopened", "thread.moved")


class Entry(NamedTuple):
    """One line of the log."""

    when: str
    what: str
    who: str
    reason: str
    thread_id: int
    title: str
    is_undone: bool


class Log(NamedTuple):
    """A page of the log, and what waits for those who lead."""

    entries: list[Entry]
    page: int
    has_more: bool
    reports: Sequence[PostReport]


def log_for(actor: Actor, asked: str | None) -> Log:
    """Return what was done where the reader sees, the newest first."""
    page = max(1, number_in(asked) or 1)
    rows = _done.rows(actor, most=PAGE + 1, before=(page - 1) * PAGE)
    entries = [_entry(row) for row in rows[:PAGE]]
    return Log(entries, page, len(rows) > PAGE, open_reports(actor))


def open_reports(actor: Actor) -> Sequence[PostReport]:
    """Return the reports that nobody has looked at, where `actor` moderates, of others' posts.

    A post by the only moderator is looked at by the coordinators, and the office.
    """
    asked = reports_for(actor)
    return asked.question.things(actor, **asked.values) if asked else []


def reports_for(actor: Actor) -> Asked | None:
    """Return the question for them, or None for whoever has none to look at."""
    if actor.org_id is None:
        return None
    if actor.is_office:
        return _all_reports.asked()
    if leads(actor, actor.org_id):
        return _own_reports.asked()
    if not actor.has("coordinator"):
        return None
    moderators = numbers_with(actor.org_id, "moderator")
    return _reports_on.asked(author_id=moderators.pop()) if len(moderators) == 1 else None


@question
def _done(reader: Actor) -> Select:
    """What was done to posts and threads that the reader sees."""
    post = sa.and_(Deed.thing_kind == Post.__name__, Deed.thing_id == Post.id)
    here = sa.case((Deed.thing_kind == Thread.__name__, Deed.thing_id), else_=Post.thread_id)
    return (
        sa.select(
            Deed.at, Deed.tag, Deed.reason, Deed.undone_at, User.name,
            Thread.id.label("thread_id"), Thread.title,
        )
        .outerjoin(Post, post)
        .join(Thread, Thread.id == here)
        .outerjoin(User, User.id == Deed.user_id)
        .where(Deed.tag.in_([*OF_POSTS, *OF_THREADS]), Thread.visible_to(reader))
        .order_by(Deed.id.desc())
        .limit(sa.bindparam("most"))
        .offset(sa.bindparam("before"))
    )  # fmt: skip


def _waiting(reader: Actor, *where: sa.ColumnElement[bool]) -> Select:
    post = joinedload(PostReport.post, innerjoin=True)
    return (
        sa.select(PostReport)
        .join(PostReport.post)
        .join(Post.thread)
        .where(PostReport.handled_at.is_(None), Post.state != "withdrawn")
        .where(Post.author_id != reader.user_id)  # who is not told by whom it was reported
        .where(Thread.visible_to(reader), *where)
        .options(post.joinedload(Post.thread, innerjoin=True), joinedload(PostReport.user))
        .options(post.joinedload(Post.author, innerjoin=True))
        .order_by(PostReport.id)
        .limit(PAGE)
    )


@question
def _all_reports(reader: Actor) -> Select:
    return _waiting(reader)


@question
def _own_reports(reader: Actor) -> Select:
    return _waiting(reader, Thread.owner_org_id == reader.org_id)


@question
def _reports_on(reader: Actor) -> Select:
    by_one = Post.author_id == sa.bindparam("author_id")
    return _waiting(reader, Thread.owner_org_id == reader.org_id, by_one)


def _entry(row: Any) -> Entry:
    return Entry(
        when=moment_in_words(row.at),
        what=_what(row.tag),
        who=row.name or "",
        reason=row.reason,
        thread_id=row.thread_id,
        title=row.title,
        is_undone=row.undone_at is not None,
    )


def _what(tag: str) -> str:
    return {
        "post.hidden": _("dolde ett inlägg"),
        "post.shown": _("visade ett inlägg igen"),
        "thread.closed": _("avslutade diskussionen"),
        "thread.reopened": _("öppnade diskussionen igen"),
        "thread.moved": _("ändrade vilka som ser diskussionen"),
    }[tag]
