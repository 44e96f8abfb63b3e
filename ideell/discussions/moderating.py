"""Hiding a post with a reason, showing it again, and looking at what was reported."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.activity import notices
from ideell.activity.models import Deed, record
from ideell.discussions.models import Post, Thread
from ideell.discussions.reports import PostReport
from ideell.discussions.starting import hold_with_thread, settle_last
from ideell.extensions import db
from ideell.foundation.access import find_visible
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.people.identity import actor_of
from ideell.people.leading import numbers_with, office_numbers
from ideell.people.models import User

TOLD = "post.hidden"


def hide(post: Post, reason: str, *, by: Actor) -> Deed:
    """Hide a post from the others. Its author is told why, and still sees it.

    Raises `RuleBroken` when it does not stand any more.
    """
    hold_with_thread(post)
    if post.state != "visible":
        raise RuleBroken(_("Inlägget är redan dolt eller borttaget."))
    post.state, post.hidden_reason = "hidden", reason
    _handle_all(post, by)
    db.session.flush()
    settle_last(post.thread)
    deed = record(by, "post.hidden", post, reason=reason)
    notices.tell([post.author_id], deed, TOLD, post)
    return deed


def show(post: Post, *, by: Actor) -> Deed:
    """Let a hidden post be seen again. Raises `RuleBroken` when it is not hidden."""
    hold_with_thread(post)
    if post.state != "hidden":
        raise RuleBroken(_("Inlägget är inte dolt."))
    before = post.hidden_reason
    _show(post)
    return record(by, "post.shown", post, reason=before)


def undo_hiding(post: Post, *, deed: Deed, by: Actor) -> None:
    """Show what one hid. Refused when somebody has done so, or hidden it again, or when its author
    has taken it back.
    """
    hold_with_thread(post)
    if post.state != "hidden":
        raise RuleBroken(_("Inlägget är inte dolt längre."))
    deed.refuse_when_followed("post.hidden", "post.shown")
    _show(post)


def undo_showing(post: Post, *, deed: Deed, by: Actor) -> None:
    """Hide again what one showed, for the same reason. Refused when it does not stand."""
    hold_with_thread(post)
    if post.state != "visible":
        raise RuleBroken(_("Inlägget är redan dolt eller borttaget."))
    deed.refuse_when_followed("post.hidden", "post.shown")
    post.state, post.hidden_reason = "hidden", deed.reason
    db.session.flush()
    settle_last(post.thread)


def report(post: Post, reason: str, *, by: Actor) -> Deed:
    """Ask those who lead to look at a post. Once for each person, until it was looked at.

    Raises `RuleBroken` also when nobody but its own author could look at it.
    """
    hold(post)
    if not _reaches_somebody(post):
        raise RuleBroken(_("Ingen annan kan titta på anmälan här. Kontakta kansliet i stället."))
    mine = sa.select(PostReport).filter_by(post_id=post.id, user_id=by.user_id)
    known = db.session.scalar(mine)
    if known is not None and known.handled_at is None:
        raise RuleBroken(_("Du har redan anmält inlägget. Den som leder ser det."))
    if known is None:
        known = PostReport(post_id=post.id, user_id=by.user_id)
        db.session.add(known)
    known.reason, known.at, known.handled_at, known.handled_by_id = reason, now(), None, None
    return record(by, "post.reported", known)


def take_back_report(one: PostReport, *, deed: Deed, by: Actor) -> None:
    """Take back a report that nobody has looked at."""
    if one.handled_at is not None:
        raise RuleBroken(_("Någon har redan tittat på det du anmälde."))
    one.handled_at = now()


def leave(one: PostReport, *, by: Actor) -> Deed:
    """Look at what was reported, and let it stand. Raises `RuleBroken` when it was looked at."""
    hold(one)
    if one.handled_at is not None:
        raise RuleBroken(_("Det är redan hanterat."))
    one.handled_at, one.handled_by_id = now(), by.user_id
    return record(by, "post.left_standing", one)


def undo_leaving(one: PostReport, *, deed: Deed, by: Actor) -> None:
    """Let what was reported wait again."""
    one.handled_at = one.handled_by_id = None


def _reaches_somebody(post: Post) -> bool:
    """Tell whether anybody but its author looks at reports of the post: see `log.open_reports`."""
    thread, author = post.thread, {post.author_id}
    leading = numbers_with(thread.owner_org_id, "moderator") - author
    leading = leading or numbers_with(thread.owner_org_id, "coordinator") - author
    people = leading | set(office_numbers()) - author
    readers = (actor_of(db.session.get_one(User, number)) for number in sorted(people))
    return any(find_visible(Thread, thread.id, reader) for reader in readers)


def _show(post: Post) -> None:
    post.state, post.hidden_reason = "visible", ""
    db.session.flush()
    settle_last(post.thread)


def _handle_all(post: Post, by: Actor) -> None:
    open_ones = sa.and_(PostReport.post_id == post.id, PostReport.handled_at.is_(None))
    handled = {"handled_at": now(), "handled_by_id": by.user_id}
    db.session.execute(sa.update(PostReport).where(open_ones).values(handled))
