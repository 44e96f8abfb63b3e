"""Saying something about a part of a report."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request

from ideell.consultations.models import SourceNode
from ideell.consultations.policy import may_comment_on_source, may_read_node
from ideell.consultations.talk import TalkingNode, announced, draft_at, piece_of, text_of
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.kept_replies import kept
from ideell.foundation.language import gettext as _
from ideell.writing import talking
from ideell.writing.answer_forms import CommentForm
from ideell.writing.comments import Comment
from ideell.writing.drafts import let_go
from ideell.writing.models import Text
from ideell.writing.since import new_comments
from ideell.writing.text_form import number_in

bp = Blueprint("source_talk", __name__)


@bp.get("/remisser/<int:consultation_id>/kapitel/<int:source_node_id>/nytt")
@authorized(may_read_node, SourceNode)
def news(node: SourceNode) -> Response:
    """How many comments have come since the page was opened; nothing when it says so already."""
    last, seen = (number_in(request.args.get(key)) or 0 for key in ("kommentar", "sett"))
    text = db.session.get(Text, node.text_id) if node.text_id else None
    many, first = new_comments(text, last, current_actor) if text else (0, None)
    if replies.is_fragment() and many == seen:
        return make_response("", 204)
    at = f"{TalkingNode(node).place.url}#talk"
    shown = announced(node, last, many, first)
    return replies.changed("consultations/_new_comments.html", at=at, **shown)


@bp.post("/remisser/<int:consultation_id>/kapitel/<int:source_node_id>/kommentarer")
@authorized(may_comment_on_source, SourceNode, keeps=True)
def comment(node: SourceNode) -> Response:
    """Say something about a part of the report."""
    form = CommentForm.about(node.id, None)
    if not form.sent_and_valid():
        shown = piece_of(node, form, current_actor).context
        return replies.form("writing/talk.html", place=TalkingNode(node).place, **shown)
    let_go(current_actor.user_id, draft_at(node), form.opened.data)
    said: Comment = talking.comment(text_of(node), form.body.data or "", by=current_actor)
    db.session.commit()
    at = f"{TalkingNode(node).place.url}#comment-{said.id}"
    return replies.changed(at=at, said=_("Skickat."), undo=said.deed)


@bp.post("/remisser/<int:consultation_id>/kapitel/<int:source_node_id>/kommentarer/utkast")
@authorized(may_comment_on_source, SourceNode, claims=False)
def keep_comment(node: SourceNode) -> Response:
    """Keep a comment that is being typed."""
    return kept(draft_at(node), at=f"{TalkingNode(node).place.url}#comment-form")
