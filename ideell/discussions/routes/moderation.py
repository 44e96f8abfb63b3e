"""Hiding, showing again, reporting, and the log that everybody can read."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ideell.discussions import moderating
from ideell.discussions.forms import ReasonForm
from ideell.discussions.log import log_for
from ideell.discussions.models import Post
from ideell.discussions.policy import (
    may_handle_report,
    may_hide_post,
    may_report_post,
    may_see_threads,
)
from ideell.discussions.reports import PostReport
from ideell.discussions.routes.blueprint import at_post, bp
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _

LOG = "/diskussioner/moderering"


@bp.get("/diskussioner/moderering")
@authorized(may_see_threads)
def moderation() -> Response:
    """What was hidden, shown again, closed and moved where the reader sees, and why."""
    log = log_for(current_actor, request.args.get("sida"))
    return replies.page("discussions/moderation.html", log=log)


@bp.route("/inlagg/<int:post_id>/doljande", methods=["GET", "POST"])
@authorized(may_hide_post, Post, keeps=True, seen=Post.in_seen_thread)
def hide(post: Post) -> Response:
    """Hide a post, with a reason that its author and the log are told."""
    form = ReasonForm()
    if not form.sent_and_valid():
        return _form("hide", post, form)
    deed = moderating.hide(post, form.reason.data or "", by=current_actor)
    db.session.commit()
    said = _("Inlägget är dolt. %(name)s får veta varför.", name=post.author.name)
    return replies.changed(at=at_post(post), said=said, undo=deed)


@bp.post("/inlagg/<int:post_id>/visning")
@authorized(may_hide_post, Post, seen=Post.in_seen_thread)
def show_again(post: Post) -> Response:
    """Let a hidden post be seen again."""
    deed = moderating.show(post, by=current_actor)
    db.session.commit()
    return replies.changed(at=at_post(post), said=_("Inlägget syns igen."), undo=deed)


@bp.route("/inlagg/<int:post_id>/anmalan", methods=["GET", "POST"])
@authorized(may_report_post, Post, keeps=True)
def report(post: Post) -> Response:
    """Ask those who lead to look at a post."""
    form = ReasonForm()
    if not form.sent_and_valid():
        return _form("report", post, form)
    deed = moderating.report(post, form.reason.data or "", by=current_actor)
    db.session.commit()
    said = _("Tack. Den som leder diskussionen tittar på det.")
    return replies.changed(at=at_post(post), said=said, undo=deed)


@bp.post("/anmalningar/<int:post_report_id>/avslut")
@authorized(may_handle_report, PostReport)
def leave(report: PostReport) -> Response:
    """Look at what was reported, and let it stand."""
    deed = moderating.leave(report, by=current_actor)
    db.session.commit()
    return replies.changed(at=LOG, said=_("Inlägget står kvar."), undo=deed)


def _form(act: str, post: Post, form: ReasonForm) -> Response:
    shown: dict[str, Any] = {"act": act, "post": post, "thread": post.thread}
    return replies.form("discussions/reason_form.html", form=form, **shown)
