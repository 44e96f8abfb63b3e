"""Saying something in a thread, with its draft and with the words of another post."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ideell.activity.read_positions import has_read
from ideell.discussions import posting
from ideell.discussions.models import Post, Thread
from ideell.discussions.policy import may_post
from ideell.discussions.post_forms import PostForm, quotable
from ideell.discussions.routes.blueprint import bp, place_of_reply
from ideell.discussions.shown import post_shown
from ideell.extensions import db
from ideell.files.attachments import refuse_too_many
from ideell.files.contents import StoreDown
from ideell.files.receive import NotReceived
from ideell.files.taking import take_in
from ideell.files.uploads import let_wait
from ideell.foundation import keep, replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.kept_replies import kept as kept_draft
from ideell.foundation.language import gettext as _
from ideell.foundation.sent import sent_fields, sent_once
from ideell.writing.drafts import let_go, opened_now
from ideell.writing.text_form import number_in


@bp.post("/diskussioner/<int:thread_id>/inlagg")
@authorized(may_post, Thread, keeps=True)
def reply(thread: Thread) -> Response:
    """Say something."""
    form, post, refused = PostForm.of(thread, current_actor), None, ""
    if form.sent_and_valid():
        try:
            post = _said(thread, form)
        except (NotReceived, StoreDown) as refusal:
            refused = refusal.sentence
    if post is None:
        _let_files_wait(thread, form, refused)
        return replies.form("discussions/reply.html", form=form, reply=form, thread=thread)
    let_go(current_actor.user_id, place_of_reply(thread), form.opened.data)
    if read_to := number_in(form.read_to.data):
        has_read(Thread.__name__, thread.id, min(read_to, post.id), by=current_actor)
    db.session.commit()
    return _sent(thread, post)


@bp.post("/diskussioner/<int:thread_id>/inlagg/utkast")
@authorized(may_post, Thread, claims=False)
def keep_reply(thread: Thread) -> Response:
    """Keep a post that is being typed."""
    return kept_draft(place_of_reply(thread), at=f"{thread.url}#reply")


@bp.post("/diskussioner/<int:thread_id>/citat")
@authorized(may_post, Thread, claims=False)
def quote(thread: Thread) -> Response:
    """Answer a post with its words above; what is typed already is kept and stands as it did."""
    typed, number = sent_fields(), request.form.getlist("quoted")
    typed["quoted"] = number[-1] if number else ""
    if once := sent_once():
        keep.keep_typed(current_actor.user_id, once, place_of_reply(thread), typed)
    if not replies.is_fragment():
        return replies.changed(at=f"{thread.url}#reply")
    quoted = quotable(thread, typed["quoted"], current_actor)
    return replies.page("discussions/_quote.html", **_quoted(thread, quoted))


def _said(thread: Thread, form: PostForm) -> Post:
    """Say what stands in the form; raises `NotReceived` and `StoreDown` for a file."""
    refuse_too_many(len(form.along) + len(form.uploads))
    files = take_in(form.uploads, by=current_actor)
    return posting.say(
        thread, form.body.data or "", by=current_actor, found=form.found, quoted=form.quoted,
        files=files, waiting=form.along,
    )  # fmt: skip


def _let_files_wait(thread: Thread, form: PostForm, refused: str) -> None:
    """Let the files wait that came with a form that has to be sent again, and say of those that
    cannot why; `refused` is why they were not taken at first.
    """
    db.session.rollback()  # the form was not acted on
    said = list(form.files.errors)
    if form.uploads:
        try:
            refuse_too_many(len(form.along) + len(form.uploads))
        except NotReceived as refusal:
            said.append(refusal.sentence)
        else:
            said += _received(thread, form, refused)
    elif refused:
        said.append(refused)
    form.files.errors = [" ".join(said)] if said else []
    form.opened.data = opened_now()  # it holds what was kept until now


def _received(thread: Thread, form: PostForm, refused: str) -> list[str]:
    """Receive the files of a form, with which they are kept; return what there is to say."""
    waiting, why_not = let_wait(form.uploads, by=current_actor)
    form.carry({one.id: one for one in [*form.along, *waiting]}.values())
    numbers = {"waiting": [str(one.id) for one in form.along]}
    if (once := sent_once()) and form.along:
        place = place_of_reply(thread)
        keep.keep_typed(current_actor.user_id, once, place, sent_fields() | numbers, anew=True)
    db.session.commit()
    if refused and not why_not:
        return [_("Filerna kom inte fram först, men nu är de mottagna. Skicka igen.")]
    return why_not


def _sent(thread: Thread, post: Post) -> Response:
    """Answer with an empty form, and the post appended to those that stand on the page."""
    appended = {"post": post_shown(post, current_actor, is_new=True)}
    return replies.changed(
        "discussions/_reply.html", at=f"{thread.url}#post-{post.id}", said=_("Skickat."),
        undo=post.deed, also=[("discussions/_appended.html", appended)], thread=thread,
        reply=PostForm.empty(thread),
    )  # fmt: skip


def _quoted(thread: Thread, post: Post | None) -> dict[str, Any]:
    return {"thread": thread, "quoted": post, "is_new": True}
