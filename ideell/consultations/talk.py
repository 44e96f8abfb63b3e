"""Talking about a part of a report: comments on a node, before anybody has written an answer.

A node hosts a text without blocks, made with the first comment. Rules of talking are those of
`writing`; here is only who may, and where it is shown.
"""

from __future__ import annotations

from typing import Any

from ideell.consultations.models import SourceNode
from ideell.consultations.panels import Piece, register
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.people.leading import leads
from ideell.writing.answer_forms import CommentForm
from ideell.writing.drafts import unfinished
from ideell.writing.hosting import Place, Silent, answer_for
from ideell.writing.models import Text
from ideell.writing.talks import talk_about

OVER = ("closed", "not_answering", "endorsing_other")


class TalkingNode(Silent):
    """What a node answers as the host of a text: comments, and nothing else."""

    def __init__(self, node: SourceNode) -> None:
        self.node = node
        self.text_id = node.text_id

    @property
    def place(self) -> Place:
        """Its own page."""
        consultation = self.node.consultation
        url = f"/remisser/{consultation.id}/kapitel/{self.node.id}"
        name = self.node.number or self.node.heading
        return Place(
            title=_("avsnitt %(number)s i betänkandet", number=name),
            url=url,
            trail=(
                (_("Remisser"), "/remisser"),
                (consultation.title, f"/remisser/{consultation.id}"),
                (name, url),
            ),
        )

    def may_comment(self, actor: Actor) -> bool:
        """Everybody in scope while the consultation is not over."""
        return actor.org_id is not None and self.node.consultation.state not in OVER

    def may_decide(self, actor: Actor) -> bool:
        """Those who lead mark a conversation as done."""
        return leads(actor, self.node.consultation.owner_org_id)


def text_of(node: SourceNode) -> Text:
    """Return the text that holds what is said about a node, made when it is first needed."""
    if node.text_id is None:
        text = Text(prefix="", hosted_by=SourceNode.__name__)
        db.session.add(text)
        db.session.flush()
        node.text_id = text.id
        return text
    return db.session.get_one(Text, node.text_id)


def talk_panel(node: SourceNode, actor: Actor) -> Piece:
    """What is said about a node, with a form for saying more."""
    if not TalkingNode(node).may_comment(actor):
        return piece_of(node, None, actor)
    kept = unfinished(actor.user_id, draft_at(node)) if actor.user_id else None
    return piece_of(node, CommentForm.about(node.id, kept), actor, kept)


def draft_at(node: SourceNode) -> str:
    """Return where what is being typed about a node is kept."""
    return f"source_talk.comment:{node.consultation_id}:{node.id}"


def piece_of(
    node: SourceNode, form: CommentForm | None, actor: Actor, kept: KeptForm | None = None
) -> Piece:
    """Return the conversations about a node as a page shows them to `actor`."""
    talks = talk_about(db.session.get_one(Text, node.text_id), actor) if node.text_id else []
    host = TalkingNode(node)
    last = max((comment.id for talk in talks for comment in talk.comments), default=0)
    shown: dict[str, Any] = {"talks": talks, "form": form, "url": f"{host.place.url}/kommentarer"}
    shown["kept"] = kept
    shown |= {"may_decide": host.may_decide(actor), **announced(node, last)}
    return Piece("writing/_talk.html", shown)


def announced(
    node: SourceNode, last: int, many: int = 0, first: int | None = None
) -> dict[str, Any]:
    """Return what the line about new comments shows: how many came after the last on the page."""
    return {"page": TalkingNode(node).place.url, "last": last, "many": many, "first": first}


def introduce() -> None:
    """Let nodes host talk, and show it on their page."""
    answer_for(SourceNode, TalkingNode)
    register(talk_panel, place="node")
