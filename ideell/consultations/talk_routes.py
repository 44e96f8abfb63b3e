"""Saying something about a part of a report."""

from __future__ import annotations

from flask import Blueprint, Response

from ideell.consultations.models import SourceNode
from ideell.consultations.policy import may_comment_on_source
from ideell.consultations.talk import TalkingNode, piece_of, text_of
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.writing import talking
from ideell.writing.answer_forms import CommentForm
from ideell.writing.comments import Comment

bp = Blueprint("source_talk", __name__)


@bp.post("/remisser/<int:consultation_id>/kapitel/<int:source_node_id>/kommentarer")
@authorized(may_comment_on_source, SourceNode, keeps=True)
def comment(node: SourceNode) -> Response:
    """Say something about a part of the report."""
    form = CommentForm()
    if not form.sent_and_valid():
        shown = piece_of(node, form, current_actor).context
        return replies.form("writing/talk.html", place=TalkingNode(node).place, **shown)
    said: Comment = talking.comment(text_of(node), form.body.data or "", by=current_actor)
    db.session.commit()
    at = f"{TalkingNode(node).place.url}#comment-{said.id}"
    return replies.changed(at=at, said=_("Skickat."), undo=said.deed)
