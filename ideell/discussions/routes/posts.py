"""One post: its page, changing it, agreeing with it."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ideell.discussions import posting
from ideell.discussions.models import Post
from ideell.discussions.one_post import post_page, say_if_hidden
from ideell.discussions.policy import may_agree_with_post, may_change_post, may_read_post
from ideell.discussions.post_forms import ChangePostForm
from ideell.discussions.routes.blueprint import at_post, bp
from ideell.discussions.shown import post_shown
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.kept_replies import kept as kept_draft
from ideell.foundation.language import gettext as _
from ideell.foundation.links import local_path
from ideell.writing.drafts import unfinished


@bp.get("/inlagg/<int:post_id>")
@authorized(may_read_post, Post, seen=Post.in_seen_thread, instead=say_if_hidden)
def post(post: Post) -> Response:
    """One post: who agrees, how it stood before, and what can be done with it."""
    return replies.page("discussions/post.html", **post_page(post, current_actor))


@bp.route("/inlagg/<int:post_id>/andra", methods=["GET", "POST"])
@authorized(may_change_post, Post, keeps=True, instead=say_if_hidden)
def change(post: Post) -> Response:
    """Change what one said."""
    form, kept = ChangePostForm(post), None
    if request.method == "GET" and "nytt" not in request.args:
        kept = unfinished(current_actor.user_id, place_of_form())
        form.fill(kept.fields if kept is not None else None)
    if not form.sent_and_valid():
        return replies.form("discussions/change_post.html", form=form, post=post, kept=kept)
    deed = posting.change(post, form.body.data or "", by=current_actor, found=form.found)
    db.session.commit()
    return replies.changed(at=at_post(post), said=_("Sparat."), undo=deed)


@bp.post("/inlagg/<int:post_id>/andra/utkast")
@authorized(may_change_post, Post, claims=False)
def keep_change(post: Post) -> Response:
    """Keep a change that is being typed."""
    return kept_draft(f"discussions.change:{post.id}", at=f"/inlagg/{post.id}/andra")


@bp.post("/inlagg/<int:post_id>/medhall")
@authorized(may_agree_with_post, Post)
def agree(post: Post) -> Response:
    """Agree with a post, or no longer."""
    posting.agree(post, by=current_actor)
    db.session.commit()
    shown: dict[str, Any] = {"post": post_shown(post, current_actor)}
    at = local_path(request.form.get("next")) or at_post(post)
    return replies.changed("discussions/_post.html", at=at, **shown)
