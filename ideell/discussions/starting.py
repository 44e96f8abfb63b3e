"""What is done to a thread as a whole: begun, pinned, closed, opened, moved, summed up."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ideell.activity import notices
from ideell.activity.models import Deed, record
from ideell.discussions.models import Post, Thread
from ideell.discussions.policy import may_move_thread
from ideell.discussions.summaries import ThreadSummary
from ideell.discussions.voices import has_voices_beside
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.people.sharing import Room
from ideell.writing.blocks import tidy
from ideell.writing.prose import render_prose


def start(title: str, room: Room, *, about: Any = None, by: Actor) -> Thread:
    """Begin a discussion in a room; what is first said is a post of its own."""
    thread = Thread(
        owner_org_id=room.owner_id, audience=room.audience, title=title, author_id=by.user_id,
        acting_org_id=by.org_id,
    )  # fmt: skip
    thread.be_about(about)
    db.session.add(thread)
    thread.deed = record(by, "thread.started", thread)
    notices.follow("Thread", thread.id, by=by)
    return thread


def undo_start(thread: Thread, *, deed: Deed, by: Actor) -> None:
    """Take a discussion back. Refused when somebody else has said something in it."""
    if has_voices_beside(by.user_id, thread):
        raise RuleBroken(_("Andra har svarat, så diskussionen står kvar. Avsluta den i stället."))
    thread.removed_at = now()


def pin(thread: Thread, *, on: bool = True, by: Actor) -> Deed:
    """Let a thread stand first in the list, or no longer. Raises `RuleBroken` when it does."""
    hold(thread)
    if thread.is_pinned == on:
        done = _("Diskussionen står redan överst.")
        raise RuleBroken(done if on else _("Diskussionen står inte överst längre."))
    thread.is_pinned = on
    return record(by, "thread.pinned" if thread.is_pinned else "thread.unpinned", thread)


def undo_pin(thread: Thread, *, deed: Deed, by: Actor) -> None:
    """Take the pin away again, or put it back. Refused when that was done since."""
    hold(thread)
    deed.refuse_when_followed("thread.pinned", "thread.unpinned")
    thread.is_pinned = deed.tag == "thread.unpinned"


def sum_up(thread: Thread, body: str, *, by: Actor) -> Deed:
    """Say what the thread has come to. Earlier summaries are kept."""
    body = tidy(body)
    return record(by, "thread.summed_up", thread, summary=_write(thread, body, by).id)


def undo_summary(thread: Thread, *, deed: Deed, by: Actor) -> None:
    """Let the summary be as it was. Refused when somebody wrote another since, or ended the
    discussion with it: it is the outcome.
    """
    hold(thread)
    deed.refuse_when_followed("thread.closed")
    mine = db.session.get_one(ThreadSummary, deed.details["summary"])
    newest = _newest(thread)
    if newest is None or newest.id != mine.id:
        raise RuleBroken(_("Någon har skrivit en ny sammanfattning efter dig."))
    before = _newest(thread, before=mine.id)
    _write(thread, before.body if before is not None else "", by)


def close(thread: Thread, outcome: str, *, by: Actor) -> Deed:
    """End a discussion; its summary becomes its outcome. Raises `RuleBroken` when it is over."""
    hold(thread)
    if thread.is_closed:
        raise RuleBroken(_("Diskussionen är redan avslutad."))
    outcome = tidy(outcome)
    if outcome != thread.summary:
        _write(thread, outcome, by)
    thread.state, thread.closed_at = "closed", now()
    return record(by, "thread.closed", thread)


def reopen(thread: Thread, *, by: Actor) -> Deed:
    """Open a discussion again. Raises `RuleBroken` when it is open."""
    hold(thread)
    if not thread.is_closed:
        raise RuleBroken(_("Diskussionen är redan öppen."))
    thread.state, thread.closed_at = "open", None
    return record(by, "thread.reopened", thread)


def undo_closing(thread: Thread, *, deed: Deed, by: Actor) -> None:
    """Open it again, or close it again; refused when that was done since."""
    hold(thread)
    deed.refuse_when_followed("thread.closed", "thread.reopened")
    is_closed = deed.tag == "thread.reopened"
    thread.state, thread.closed_at = ("closed", now()) if is_closed else ("open", None)


def move(thread: Thread, room: Room, *, by: Actor) -> Deed:
    """Let others see a thread: another owner, or another audience.

    Raises `RuleBroken` when it stands there, or when others said something meanwhile.
    """
    hold(thread)
    _refuse_carrying_off(thread, by)
    before = room_of(thread)
    if before == room:
        raise RuleBroken(_("Diskussionen står redan där."))
    thread.owner_org_id, thread.audience = room.owner_id, room.audience
    return record(by, "thread.moved", thread, owner=before.owner_id, audience=before.audience)


def undo_move(thread: Thread, *, deed: Deed, by: Actor) -> None:
    """Let a thread stand where it stood. Refused when it was moved on, or when others have said
    something there and one does not moderate it.
    """
    hold(thread)
    if has_voices_beside(deed.user_id, thread, since=deed.at):
        _refuse_carrying_off(thread, by)
    deed.refuse_when_followed("thread.moved")
    thread.owner_org_id, thread.audience = deed.details["owner"], deed.details["audience"]


def rename(thread: Thread, title: str, *, by: Actor) -> Deed:
    """Give a thread another title."""
    before, thread.title = thread.title, title
    return record(by, "thread.renamed", thread, before=before, after=title)


def undo_rename(thread: Thread, *, deed: Deed, by: Actor) -> None:
    """Give a thread its title back. Refused when it has got another since."""
    deed.refuse_when_followed("thread.renamed")
    thread.title = deed.details["before"]


def room_of(thread: Thread) -> Room:
    """Return whose a thread is, and who sees it."""
    return Room(thread.owner_org_id, thread.audience)


def hold_with_thread(post: Post) -> None:
    """Keep a post and its thread from others; always in this order."""
    hold(post)
    hold(post.thread)


def settle_last(thread: Thread) -> None:
    """Let the thread stand in the list by the last thing said that still stands."""
    last = sa.select(sa.func.max(Post.made_at)).where(
        Post.thread_id == thread.id, Post.state == "visible"
    )
    thread.last_at = db.session.scalar(last) or thread.made_at


def _refuse_carrying_off(thread: Thread, by: Actor) -> None:
    """What others have said is not taken away from them by whoever began."""
    if not may_move_thread(by, thread):
        raise RuleBroken(
            _("Andra har skrivit i diskussionen. Be den som leder den att ändra vilka som ser den.")
        )


def _write(thread: Thread, body: str, by: Actor) -> ThreadSummary:
    thread.summary, thread.summary_html = body, render_prose(body)
    written = ThreadSummary(
        thread_id=thread.id, body=body, html=thread.summary_html, author_id=by.user_id,
        acting_org_id=by.org_id,
    )  # fmt: skip
    db.session.add(written)
    db.session.flush()
    return written


def _newest(thread: Thread, before: int | None = None) -> ThreadSummary | None:
    mine = sa.select(ThreadSummary).where(ThreadSummary.thread_id == thread.id)
    if before is not None:
        mine = mine.where(ThreadSummary.id < before)
    return db.session.scalar(mine.order_by(ThreadSummary.id.desc()).limit(1))
