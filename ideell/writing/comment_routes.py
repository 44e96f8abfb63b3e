"""Comments: said, agreed with, folded as done, opened again."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.keep import KeptForm
from ideell.foundation.kept_replies import kept as kept_draft
from ideell.foundation.language import gettext as _
from ideell.foundation.links import local_path
from ideell.writing import talking
from ideell.writing.answer_forms import CommentForm, ResolveForm
from ideell.writing.comments import Comment, Conversation
from ideell.writing.drafts import let_go, unfinished
from ideell.writing.hosting import host_of
from ideell.writing.margins import Margin
from ideell.writing.models import Block
from ideell.writing.policy import (
    may_agree,
    may_comment,
    may_read_text,
    may_reopen,
    may_resolve,
    may_withdraw_comment,
)
from ideell.writing.reading import rights_of, said_beside
from ideell.writing.talks import comment_shown, talks_where

bp = Blueprint("commenting", __name__)


@bp.get("/stycken/<int:block_id>/kommentarer")
@authorized(may_read_text, Block)
def comments(block: Block) -> Response:
    """Everything said about a block, with a form for saying more."""
    kept = unfinished(current_actor.user_id, _draft_at(block))
    return _comments(block, CommentForm.about(block.id, kept), kept)


@bp.post("/stycken/<int:block_id>/kommentarer")
@authorized(may_comment, Block, keeps=True)
def comment(block: Block) -> Response:
    """Say something about a block."""
    form = CommentForm.about(block.id, None)
    if not form.sent_and_valid():
        return _comments(block, form)
    let_go(current_actor.user_id, _draft_at(block), form.opened.data)
    said = talking.comment(block.host_text, form.body.data or "", by=current_actor, block=block)
    db.session.commit()
    at = _back(f"{host_of(block).place.url}#{block.anchor}")
    margin = said_beside(block, current_actor)
    return replies.changed(
        "writing/_comments.html", at=at, said=_("Skickat."), undo=said.deed,
        margin=margin, form=None, new_id=said.id, also=_link(margin, is_open=False),
    )  # fmt: skip


@bp.post("/stycken/<int:block_id>/kommentarer/utkast")
@authorized(may_comment, Block, claims=False)
def keep_comment(block: Block) -> Response:
    """Keep a comment that is being typed."""
    return kept_draft(_draft_at(block), at=f"/stycken/{block.id}/kommentarer")


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


@bp.post("/kommentarer/<int:comment_id>/aterkallande")
@authorized(may_withdraw_comment, Comment)
def withdraw(comment: Comment) -> Response:
    """Take one's own comment back; a line stays that says so."""
    talking.take_back(comment, by=current_actor)
    db.session.commit()
    at, said = _back(_place_of(comment.conversation)), _("Kommentaren är tillbakatagen.")
    shown = comment_shown(comment, current_actor)
    rights = rights_of(current_actor, comment.host_text)
    return replies.changed("writing/_comment.html", at=at, said=said, comment=shown, rights=rights)


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


def _comments(block: Block, form: CommentForm, kept: KeptForm | None = None) -> Response:
    margin = said_beside(block, current_actor, is_whole=not replies.is_fragment())
    return replies.form(
        "writing/comments.html", form=form, margin=margin, block=block, new_id=None, kept=kept,
        place=host_of(block).place, also=_link(margin, is_open=True),
    )  # fmt: skip


def _draft_at(block: Block) -> str:
    return f"commenting.comment:{block.id}"


def _link(margin: Margin, *, is_open: bool) -> list[tuple[str, dict[str, Any]]]:
    """The link that opened the form, which leads to the open form for as long as it is there."""
    link = {"margin": margin, "is_open": is_open, "is_extra": True}
    return [("writing/_comment_link.html", link)]


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
