"""Comments: said, agreed with, folded as done, opened again."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.foundation.links import local_path
from ideell.writing import talking
from ideell.writing.answer_forms import CommentForm, ResolveForm
from ideell.writing.comments import Comment, Conversation
from ideell.writing.hosting import host_of
from ideell.writing.models import Block
from ideell.writing.policy import may_agree, may_comment, may_read_text, may_reopen, may_resolve
from ideell.writing.reading import margin_of, rights_of
from ideell.writing.talks import comment_shown, talks_where

bp = Blueprint("commenting", __name__)


@bp.get("/stycken/<int:block_id>/kommentarer")
@authorized(may_read_text, Block)
def comments(block: Block) -> Response:
    """Everything said about a block, with a form for saying more."""
    return _comments(block, CommentForm())


@bp.post("/stycken/<int:block_id>/kommentarer")
@authorized(may_comment, Block, keeps=True)
def comment(block: Block) -> Response:
    """Say something about a block."""
    form = CommentForm()
    if not form.sent_and_valid():
        return _comments(block, form)
    said = talking.comment(block.host_text, form.body.data or "", by=current_actor, block=block)
    db.session.commit()
    at = _back(f"{host_of(block).place.url}#{block.anchor}")
    margin = margin_of(block, current_actor)
    return replies.changed(
        "writing/_comments.html", at=at, said=_("Skickat."), undo=said.deed,
        margin=margin, form=None, new_id=said.id,
    )  # fmt: skip


@bp.post("/kommentarer/<int:comment_id>/medhall")
@authorized(may_agree, Comment)
def agree(comment: Comment) -> Response:
    """Agree with a comment, or no longer."""
    talking.agree(comment, by=current_actor)
    db.session.commit()
    at = _back(_place_of(comment.conversation))
    shown = comment_shown(comment, current_actor)
    rights = rights_of(current_actor, comment.host_text)
    return replies.changed("writing/_comment.html", at=at, comment=shown, rights=rights)


@bp.route("/samtal/<int:conversation_id>/klart", methods=["GET", "POST"])
@authorized(may_resolve, Conversation, keeps=True)
def resolve(conversation: Conversation) -> Response:
    """Fold a conversation as done, and say what became of it where it was a view on the text."""
    form = ResolveForm.about(conversation.id)
    if not form.sent_and_valid():
        return replies.form("writing/resolve_form.html", form=form, **_said_in(conversation))
    note = form.note.data or ""
    deed = talking.resolve(conversation, form.chosen, note, by=current_actor)
    db.session.commit()
    return replies.changed(at=_back(_place_of(conversation)), said=_("Klart."), undo=deed)


@bp.post("/samtal/<int:conversation_id>/oppning")
@authorized(may_reopen, Conversation)
def reopen(conversation: Conversation) -> Response:
    """Open a conversation again."""
    deed = talking.reopen(conversation, by=current_actor)
    db.session.commit()
    return replies.changed(at=_back(_place_of(conversation)), said=_("Öppet igen."), undo=deed)


def _comments(block: Block, form: CommentForm) -> Response:
    margin = margin_of(block, current_actor, is_whole=not replies.is_fragment())
    return replies.form(
        "writing/comments.html", form=form, margin=margin, block=block, new_id=None,
        place=host_of(block).place,
    )  # fmt: skip


def _said_in(conversation: Conversation) -> dict[str, Any]:
    talks = talks_where(current_actor, talk_id=conversation.id)
    comments = [comment for talk in talks for comment in talk.comments]
    back, place = _place_of(conversation), host_of(conversation).place
    return {"talk_id": conversation.id, "comments": comments, "back": back, "place": place}


def _place_of(conversation: Conversation) -> str:
    url = host_of(conversation).place.url
    return f"{url}#{conversation.block.anchor if conversation.block else 'talk'}"


def _back(otherwise: str) -> str:
    return local_path(request.form.get("next")) or otherwise
