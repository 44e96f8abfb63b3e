"""Talking about a text: comments on a block or on the whole, appended and never overwritten."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import _
from ideell.foundation.questions import Select, question
from ideell.foundation.rules import RuleBroken
from ideell.writing.blocks import tidy
from ideell.writing.comments import Agreement, Comment, Conversation
from ideell.writing.holding import hold, hold_to_comment
from ideell.writing.models import Block, Text
from ideell.writing.prose import render_prose

LONGEST_COMMENT = 8_000


def comment(text: Text, body: str, *, by: Actor, block: Block | None = None) -> Comment:
    """Say something about a block, or about the whole text.

    It is added to the open conversation there; where there is none, or the words that it was
    about are no longer there, one begins and keeps the text it began on. Raises `RuleBroken`
    when nothing is said, `Closed` when talking is over.
    """
    body = tidy(body)
    if not body:
        raise RuleBroken(_("Skriv något först."))
    hold_to_comment(text, by=by)
    said = Comment(
        text_id=text.id,
        author_id=by.user_id,
        acting_org_id=by.org_id,
        on_behalf=by.on_behalf,
        body=body,
        html=render_prose(body),
    )
    said.conversation = _open_conversation(text, block)
    db.session.add(said)
    said.deed = record(by, "comment.made", said)
    return said


def withdraw_comment(said: Comment, *, deed: Deed, by: Actor) -> None:
    """Take back what one said. It leaves a line that something was said."""
    said.state = "withdrawn"


def take_back(said: Comment, *, by: Actor) -> Deed:
    """Take back what one said, by undoing the deed. Raises `RuleBroken` when it is too late."""
    mine = (Deed.thing_kind == Comment.__name__, Deed.thing_id == said.id)
    made = db.session.scalar(sa.select(Deed).where(*mine, Deed.tag == "comment.made"))
    if made is None:
        raise RuleBroken(_("Kommentaren går inte att ta tillbaka."))
    return made.undo(by=by)


def agree(said: Comment, *, by: Actor) -> bool:
    """Agree with a comment, or no longer; returns whether one agrees now."""
    known = next((one for one in said.agreements if one.user_id == by.user_id), None)
    if known is not None:
        said.agreements.remove(known)
        db.session.delete(known)
    else:
        said.agreements.append(Agreement(user_id=by.user_id, organisation_id=by.org_id))
    record(by, "comment.disagreed" if known else "comment.agreed", said)
    return known is None


def resolve(
    conversation: Conversation, outcome: str | None = None, note: str = "", *, by: Actor
) -> Deed:
    """Fold a conversation as done; where it was a view on the text, say what became of it.

    Raises `RuleBroken` when it is folded already.
    """
    hold(conversation.host_text)
    db.session.refresh(conversation)
    if conversation.state == "resolved":
        raise RuleBroken(_("Den är redan klar."))
    _fold(conversation, outcome, tidy(note), by=by)
    return record(by, "conversation.resolved", conversation, outcome=outcome, note=tidy(note))


def reopen(conversation: Conversation, *, by: Actor) -> Deed:
    """Open a conversation again. Raises `RuleBroken` when it is open."""
    if conversation.state == "open":
        raise RuleBroken(_("Den är redan öppen."))
    outcome, note = conversation.outcome, conversation.outcome_note
    _open(conversation)
    return record(by, "conversation.reopened", conversation, outcome=outcome, note=note)


def undo_resolving(conversation: Conversation, *, deed: Deed, by: Actor) -> None:
    """Open a conversation again that one folded. Refused when talking is over."""
    hold_to_comment(conversation.host_text, by=by)
    _open(conversation)


def undo_reopening(conversation: Conversation, *, deed: Deed, by: Actor) -> None:
    """Fold a conversation again that one opened, with what had become of it."""
    _fold(conversation, deed.details.get("outcome"), deed.details.get("note", ""), by=by)


def _fold(conversation: Conversation, outcome: str | None, note: str, *, by: Actor) -> None:
    conversation.state = "resolved"
    conversation.resolved_by_id, conversation.resolved_at = by.user_id, now()
    conversation.outcome, conversation.outcome_note = outcome, note


def _open(conversation: Conversation) -> None:
    conversation.state = "open"
    conversation.outcome, conversation.outcome_note = None, ""
    conversation.resolved_by_id = conversation.resolved_at = None


def _open_conversation(text: Text, block: Block | None) -> Conversation:
    anchor = "outdated" if block and block.removed_at else "here"
    asked = {"text_id": text.id, "anchor": anchor}
    known = _at.thing(**asked, block_id=block.id) if block else _on_whole.thing(**asked)
    if known is not None:
        return known  # type: ignore[no-any-return]  # because questions are untyped
    begun = Conversation(
        text_id=text.id,
        block=block,
        quote=block.text if block else "",
        base_revision_id=text.head_id,
        anchor=anchor,
    )
    db.session.add(begun)
    return begun


@question
def _at() -> Select:
    """The conversation that goes on about a block."""
    return _going_on(Conversation.block_id == sa.bindparam("block_id"))


@question
def _on_whole() -> Select:
    """The conversation that goes on about a text as a whole."""
    return _going_on(Conversation.block_id.is_(None))


def _going_on(here: sa.ColumnElement[bool]) -> Select:
    return (
        sa.select(Conversation)
        .where(
            Conversation.text_id == sa.bindparam("text_id"),
            here,
            Conversation.state == "open",
            Conversation.anchor == sa.bindparam("anchor"),
        )
        .order_by(Conversation.id)
        .limit(1)
    )
