"""A text as one reader sees it: its blocks with what is said beside each, in few questions.

The number of statements is the same however long the text is and however much is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.writing.cards import cards_among
from ideell.writing.comments import Comment, Conversation
from ideell.writing.hosting import host_of
from ideell.writing.margins import Margin, Rights
from ideell.writing.models import Block, Text
from ideell.writing.suggestions import OPEN_STATES, Suggestion, Support


@dataclass(frozen=True)
class Reading:
    """A whole text for one reader: margins in the order of the blocks, and what lost its block."""

    text: Text
    rights: Rights
    margins: list[Margin]
    outdated: list[Margin]

    @property
    def done(self) -> int:
        """How many blocks are marked as done."""
        return sum(margin.block.is_done for margin in self.margins)

    @property
    def waiting(self) -> int:
        """How many suggestions wait for a decision."""
        every = [*self.margins, *self.outdated]
        return sum(len(card.suggestions) for margin in every for card in margin.cards)


def rights_of(actor: Actor, text: Text) -> Rights:
    """Return what `actor` may do with the text."""
    host = host_of(text)
    return Rights(
        write=host.may_write(actor),
        suggest=host.may_suggest(actor),
        comment=host.may_comment(actor),
        decide=host.may_decide(actor),
    )


def read(text: Text, actor: Actor) -> Reading:
    """Return the text with everything said beside it."""
    rights = rights_of(actor, text)
    margins = {
        block.id: Margin(block, rights, actor.user_id)
        for block in _blocks(Block.text_id == text.id, Block.removed_at.is_(None))
    }
    gone: dict[int, Margin] = {}
    suggestions = _suggestions(Suggestion.text_id == text.id)
    conversations = _conversations(Conversation.text_id == text.id, Conversation.block_id != None)  # noqa: E711  # because it is a column
    _fill(margins, gone, suggestions, conversations, rights, actor)
    return Reading(text, rights, list(margins.values()), list(gone.values()))


def margin_of(block: Block, actor: Actor, *, is_whole: bool = False) -> Margin:
    """Return what stands beside one block; with `is_whole`, every comment."""
    rights = rights_of(actor, block.host_text)
    margin = Margin(block, rights, actor.user_id, is_whole=is_whole)
    suggestions = _suggestions(Suggestion.block_id == block.id)
    conversations = _conversations(Conversation.block_id == block.id)
    _fill({block.id: margin}, {}, suggestions, conversations, rights, actor)
    return margin


def talk_about(text: Text) -> Sequence[Conversation]:
    """Return the conversations on a text as a whole, oldest first."""
    return _conversations(Conversation.text_id == text.id, Conversation.block_id.is_(None))


def _fill(
    margins: dict[int, Margin],
    gone: dict[int, Margin],
    suggestions: Sequence[Suggestion],
    conversations: Sequence[Conversation],
    rights: Rights,
    actor: Actor,
) -> None:
    def beside(block: Block) -> Margin:
        if block.id in margins:
            return margins[block.id]
        return gone.setdefault(block.id, Margin(block, rights, actor.user_id))

    by_block: dict[int, list[Suggestion]] = {}
    for suggestion in suggestions:
        by_block.setdefault(suggestion.block_id, []).append(suggestion)
    for found in by_block.values():
        margin = beside(found[0].block)
        margin.cards = cards_among(margin.block, found)
    for talk in conversations:
        if talk.block is not None:
            beside(talk.block).conversations.append(talk)


def _blocks(*conditions: sa.ColumnElement[bool]) -> Sequence[Block]:
    return db.session.scalars(sa.select(Block).where(*conditions).order_by(Block.position)).all()


def _suggestions(condition: sa.ColumnElement[bool]) -> Sequence[Suggestion]:
    return db.session.scalars(
        sa.select(Suggestion)
        .where(condition, Suggestion.state.in_(OPEN_STATES))
        .options(
            joinedload(Suggestion.block),
            joinedload(Suggestion.author),
            joinedload(Suggestion.acting_org),
            selectinload(Suggestion.supports).joinedload(Support.organisation),
        )
        .order_by(Suggestion.id)
    ).all()


def _conversations(*conditions: sa.ColumnElement[bool]) -> Sequence[Conversation]:
    """Conversations with their comments, who said them, and who agrees."""
    found = db.session.scalars(
        sa.select(Conversation)
        .join(Conversation.comments)
        .where(*conditions, Comment.state != "withdrawn")
        .options(
            contains_eager(Conversation.comments).joinedload(Comment.author),
            contains_eager(Conversation.comments).joinedload(Comment.acting_org),
            contains_eager(Conversation.comments).selectinload(Comment.agreements),
            joinedload(Conversation.block),
            joinedload(Conversation.resolved_by),
        )
        .order_by(Conversation.id, Comment.id)
        .execution_options(populate_existing=True)
    )
    return found.unique().all()
