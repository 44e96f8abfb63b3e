"""Posts: said, changed, taken back, agreed with."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ideell.activity import notices
from ideell.activity.models import Deed, record
from ideell.discussions.mentioning import Found, render_named
from ideell.discussions.models import Mention, Post, PostAgreement, PostWording, Thread
from ideell.discussions.starting import hold_with_thread, settle_last
from ideell.extensions import db
from ideell.files.attachments import attach
from ideell.files.models import Upload
from ideell.files.taking import TakenIn
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken

LONGEST_POST = 8_000
TOLD = "post.mentioned"


def say(
    thread: Thread, body: str, *, by: Actor, found: Found | None = None,
    quoted: Post | None = None, files: Sequence[TakenIn] = (), waiting: Sequence[Upload] = (),
) -> Post:  # fmt: skip
    """Say something in a thread; whoever is named is told, and the writer follows the thread.

    Raises `RuleBroken` when the thread was closed meanwhile, `NotReceived` when its
    files no longer fit in what the organisation may store.
    """
    hold(thread)
    if thread.is_closed:
        raise RuleBroken(_("Diskussionen avslutades medan du skrev. Din text finns kvar."))
    found = found or Found()
    post = Post(
        thread_id=thread.id, author_id=by.user_id, acting_org_id=by.org_id,
        on_behalf=by.on_behalf, body=body, html=render_named(body, found.named),
        quoted_id=quoted.id if quoted is not None else None,
        quote=quoted.words if quoted is not None else "",
    )  # fmt: skip
    db.session.add(post)
    db.session.flush()
    thread.last_at = post.made_at
    attach(post, files, waiting=waiting, by=by)
    post.deed = record(by, "post.made", post)
    _mention(post, found, post.deed)
    notices.follow("Thread", thread.id, by=by, again=False)
    return post


def change(post: Post, body: str, *, by: Actor, found: Found | None = None) -> Deed:
    """Change what one said: quietly for a quarter of an hour, then with a mark and the earlier
    wording left to read. Raises `RuleBroken` when nothing is changed, or when the thread was
    closed or the post hidden meanwhile.
    """
    hold_with_thread(post)
    if post.thread.is_closed:
        raise RuleBroken(_("Diskussionen avslutades medan du skrev. Din text finns kvar."))
    if post.state != "visible":
        raise RuleBroken(_("Inlägget doldes eller togs tillbaka medan du skrev."))
    if body == post.body:
        raise RuleBroken(_("Texten är som förut."))
    found = found or Found()
    wording = PostWording(
        post_id=post.id, body=post.body, html=post.html, replaced_at=now(), is_quiet=post.is_quiet
    )
    db.session.add(wording)
    db.session.flush()
    post.body, post.html = body, render_named(body, found.named)
    if not wording.is_quiet:
        post.changed_at = now()
    deed = record(by, "post.changed", post, wording=wording.id)
    _mention(post, found, deed)
    return deed


def undo_change(post: Post, *, deed: Deed, by: Actor) -> None:
    """Let a post be as it was. Refused when it was changed again, where nobody says more, and of
    what is hidden.
    """
    hold_with_thread(post)
    if post.thread.is_closed or post.state != "visible":
        raise RuleBroken(_("Inlägget kan inte ändras längre, så det står kvar som det är."))
    deed.refuse_when_followed("post.changed")
    wording = db.session.get_one(PostWording, deed.details["wording"])
    post.body, post.html = wording.body, wording.html
    db.session.delete(wording)
    left = sa.select(sa.func.max(PostWording.replaced_at)).where(
        PostWording.post_id == post.id, PostWording.is_quiet.is_(False)
    )
    db.session.flush()
    post.changed_at = db.session.scalar(left)


def withdraw(post: Post, *, deed: Deed, by: Actor) -> None:
    """Take back what one said. It leaves a line that something was said."""
    hold_with_thread(post)
    post.state = "withdrawn"
    db.session.flush()
    settle_last(post.thread)


def agree(post: Post, *, by: Actor) -> bool:
    """Agree with a post, or no longer; returns whether one agrees now."""
    hold(post)
    mine = sa.select(PostAgreement).filter_by(post_id=post.id, user_id=by.user_id)
    known = db.session.scalar(mine)
    if known is not None:
        db.session.delete(known)
    else:
        org = by.org_id
        db.session.add(PostAgreement(post_id=post.id, user_id=by.user_id, organisation_id=org))
    record(by, "post.disagreed" if known else "post.agreed", post)
    return known is None


def _mention(post: Post, found: Found, deed: Deed) -> None:
    """Note who is named; whoever was not before is told."""
    known = set(db.session.scalars(sa.select(Mention.user_id).where(Mention.post_id == post.id)))
    new = [user_id for user_id in found.user_ids if user_id not in known]
    db.session.add_all([Mention(post_id=post.id, user_id=user_id) for user_id in new])
    notices.tell(new, deed, TOLD, post)
