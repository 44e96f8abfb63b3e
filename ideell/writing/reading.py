"""A text as one reader sees it: its blocks with what is said beside each, in few questions.

The number of statements is the same however long the text is and however much is said, and
only the columns that are shown are fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from ideell.foundation.actor import Actor
from ideell.foundation.questions import Question, Select, question
from ideell.people.models import User
from ideell.writing.cards import members_of_cards
from ideell.writing.hosting import host_of
from ideell.writing.margins import BlockShown, Margin, Note, Rights, margin
from ideell.writing.models import Block, Text
from ideell.writing.plan import Plan
from ideell.writing.suggestions import OPEN_STATES, Suggestion
from ideell.writing.talks import talks_where


@dataclass(frozen=True)
class Reading:
    """A whole text for one reader: margins in the order of the blocks, and what lost its block."""

    text: Text
    rights: Rights
    margins: list[Margin]
    outdated: list[Margin]
    waiting: int

    @property
    def done(self) -> int:
        """How many blocks are marked as done."""
        return sum(margin.block.is_done for margin in self.margins)


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
    suggestions = _suggestions("text_id", text.id)
    notes = _by_block(_notes(suggestions, text, actor))
    said = talks_where(actor, text_id=text.id)
    talks = _by_block((talk.block_id, talk) for talk in said)
    standing = _blocks(text, _standing.rows(text_id=text.id))
    lost = (notes.keys() | talks.keys()) - {block.id for block in standing} - {None}
    gone = _blocks(text, _numbered.rows(numbers=list(lost))) if lost else []
    margins, outdated = (
        [margin(one, rights, notes.get(one.id, []), talks.get(one.id, [])) for one in blocks]
        for blocks in (standing, gone)
    )
    return Reading(text, rights, margins, outdated, waiting=len(suggestions))


def margin_of(block: Block, actor: Actor, *, is_whole: bool = False) -> Margin:
    """Return what stands beside one block; with `is_whole`, every comment."""
    text = block.host_text
    suggestions = _suggestions("block_id", block.id)
    notes = [note for _block_id, note in _notes(suggestions, text, actor)]
    talks = talks_where(actor, block_id=block.id)
    shown = BlockShown(
        block.id, block.label, block.kind, block.html, block.marked_html, block.is_done
    )
    return margin(shown, rights_of(actor, text), notes, talks, is_whole=is_whole)


def _by_block(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for block_id, thing in pairs:
        found.setdefault(block_id, []).append(thing)
    return found


def _blocks(text: Text, rows: Sequence[Any]) -> list[BlockShown]:
    prefix = f"{text.prefix}:" if text.prefix else ""
    return [BlockShown(row[0], prefix + row[1], *row[2:]) for row in rows]


@question
def _standing() -> Select:
    """The blocks that stand in a text."""
    return _shown().where(Block.text_id == sa.bindparam("text_id"), Block.removed_at.is_(None))


@question
def _numbered() -> Select:
    """Blocks by their own numbers, removed ones too."""
    return _shown().where(Block.id.in_(sa.bindparam("numbers")))


def _shown() -> Select:
    return sa.select(
        Block.id, Block.number, Block.kind, Block.html, Block.marked_html, Block.is_done
    ).order_by(Block.position, Block.id)


def _suggestions(about: str, number: int) -> Sequence[Any]:
    """The open suggestions to a text ("text_id") or to a block ("block_id")."""
    return _open(about).rows(number=number)


@cache
def _open(about: str) -> Question:
    return question(lambda: _open_where(getattr(Suggestion, about) == sa.bindparam("number")))


def _open_where(condition: sa.ColumnElement[bool]) -> Select:
    return (
        sa.select(
            Suggestion.id, Suggestion.block_id, Suggestion.op, Suggestion.state,
            Suggestion.author_id, Suggestion.excerpt, User.name,
        )
        .join(User, User.id == Suggestion.author_id)
        .where(condition, Suggestion.state.in_(OPEN_STATES))
        .order_by(Suggestion.block_id, Suggestion.id)
    )  # fmt: skip


def _notes(rows: Sequence[Any], text: Text, actor: Actor) -> list[tuple[int, Note]]:
    """Return (number of the block, note) for every card, in the order of the text."""
    url = host_of(text).place.reviewing
    groups = {number: list(some) for number, some in groupby(rows, attrgetter("block_id"))}
    plans = _plans([number for number, some in groups.items() if len(some) > 1])
    return [
        (number, _note(members, url, actor.user_id))
        for number, some in groups.items()
        for members in members_of_cards(plans.get(number), some)
    ]


def _plans(block_ids: Sequence[int]) -> dict[int, Plan]:
    if not block_ids:
        return {}
    rows = _stored.rows(numbers=block_ids)
    return {row.id: Plan.from_json(row.plan or {}) for row in rows}


@question
def _stored() -> Select:
    return sa.select(Block.id, Block.plan).where(Block.id.in_(sa.bindparam("numbers")))


def _note(members: Sequence[Any], reviewing: str, user_id: int | None) -> Note:
    first = members[0]
    return Note(
        id=first.id,
        many=len(members),
        who=", ".join([one.name for one in members]),
        op=first.op,
        pieces=tuple([tuple(piece) for piece in first.excerpt]),
        needs_a_look=any(one.state == "review_needed" for one in members),
        url=f"{reviewing}#suggestion-{first.id}",
        is_mine=first.author_id == user_id,
    )
