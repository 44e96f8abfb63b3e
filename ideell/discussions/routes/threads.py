"""The list, starting a discussion, reading it, and following it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Response, make_response, request

from ideell.activity import notices
from ideell.activity.read_positions import has_read
from ideell.discussions import posting, starting
from ideell.discussions.forms import ThreadForm
from ideell.discussions.listing import listed
from ideell.discussions.models import AUDIENCES, Post, Thread
from ideell.discussions.news import news_after
from ideell.discussions.policy import (
    may_lead_thread,
    may_moderate,
    may_read_thread,
    may_see_threads,
    may_start_thread,
)
from ideell.discussions.post_forms import PostForm
from ideell.discussions.reading import thread_page
from ideell.discussions.results import poll_shown
from ideell.discussions.routes.blueprint import bp, place_of_reply
from ideell.discussions.summaries import summaries_of
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.about import subject_of
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.actor import Actor
from ideell.foundation.kept_replies import kept as kept_draft
from ideell.foundation.language import gettext as _
from ideell.writing.drafts import let_go, unfinished
from ideell.writing.text_form import number_in


@bp.get("/diskussioner")
@authorized(may_see_threads)
def index() -> Response:
    """The discussions that are open to the reader."""
    return replies.page("discussions/index.html", listed=listed(current_actor, request.args))


@bp.route("/diskussioner/ny", methods=["GET", "POST"])
@authorized(may_start_thread, keeps=True)
def start() -> Response:
    """Begin a discussion."""
    asks = request.method == "GET" and "nytt" not in request.args
    kept = unfinished(current_actor.user_id, place_of_form()) if asks else None
    form = ThreadForm.of(current_actor, AUDIENCES, kept)
    about = form.subject
    if not form.sent_and_valid():
        subject = subject_of(about) if about is not None else None
        return replies.form("discussions/start.html", form=form, subject=subject, kept=kept)
    title, body = form.title.data or "", form.body.data or ""
    thread = starting.start(title, form.room.room, about=about, by=current_actor)
    posting.say(thread, body, by=current_actor, found=form.found)
    let_go(current_actor.user_id, place_of_form(), form.opened.data)
    db.session.commit()
    return replies.changed(at=thread.url, said=_("Diskussionen är startad."), undo=thread.deed)


@bp.post("/diskussioner/ny/utkast")
@authorized(may_start_thread, claims=False)
def keep_start() -> Response:
    """Keep a discussion that is being typed."""
    return kept_draft("discussions.start:", at="/diskussioner/ny")


@bp.get("/diskussioner/<int:thread_id>")
@authorized(may_read_thread, Thread)
def show(thread: Thread) -> Response:
    """Read a discussion, from what is new or from a post."""
    actor: Actor = current_actor._get_current_object()  # asked for a hundred times below
    page = thread_page(thread, actor, number_in(request.args.get("fran")))
    kept = unfinished(current_actor.user_id, place_of_reply(thread))
    form = None if thread.is_closed else PostForm.of(thread, actor, kept)
    return replies.page(
        "discussions/thread.html", page=page, thread=thread, reply=form, kept=kept,
        poll=poll_shown(thread, actor), **_beside(thread, actor),
    )  # fmt: skip


@bp.get("/diskussioner/<int:thread_id>/nytt")
@authorized(may_read_thread, Thread)
def news(thread: Thread) -> Response:
    """How many posts have come since the page was opened; nothing when it says so already."""
    after, seen = (number_in(request.args.get(key)) or 0 for key in ("efter", "sett"))
    many, first = news_after(thread, after, current_actor)
    if replies.is_fragment() and many == seen:
        return make_response("", 204)
    shown: dict[str, Any] = {"thread_id": thread.id, "last": after, "many": many, "first": first}
    return replies.changed("discussions/_news.html", at=thread.url, **shown)


@bp.post("/diskussioner/<int:thread_id>/lasning")
@authorized(may_read_thread, Thread, claims=False)
def read(thread: Thread) -> Response:
    """Take note of how far one has read, and of what one was told there."""
    first, last = (number_in(request.form.get(key)) or 0 for key in ("forsta", "sista"))
    here = sa.select(Post.id).where(Post.thread_id == thread.id, Post.id.between(first, last))
    if "till" in request.form and db.session.scalar(here.where(Post.id == last)):
        has_read(Thread.__name__, thread.id, last, by=current_actor)
    notices.read_among(Post.__name__, here, by=current_actor)
    db.session.commit()
    return replies.changed("discussions/_read.html", at=thread.url)


@bp.post("/diskussioner/<int:thread_id>/foljande")
@authorized(may_read_thread, Thread)
def follow(thread: Thread) -> Response:
    """Follow a discussion, or no longer."""
    about = (Thread.__name__, thread.id)
    is_on = notices.follows(current_actor, *about)
    (notices.unfollow if is_on else notices.follow)(*about, by=current_actor)
    db.session.commit()
    said = _("Du följer inte diskussionen längre.") if is_on else _("Du följer diskussionen.")
    return replies.changed(
        "discussions/_following.html", at=thread.url, said=said, thread=thread, follows=not is_on
    )


def _beside(thread: Thread, actor: Actor) -> dict[str, Any]:
    return {
        "summary": next(iter(summaries_of(thread, 1)), None) if thread.summary else None,
        "may_lead": may_lead_thread(actor, thread),
        "may_moderate": may_moderate(actor, thread),
    }
