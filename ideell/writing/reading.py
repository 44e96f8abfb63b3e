"""A text as one reader sees it: its blocks with what is said beside each, in few questions.

The number of statements is the same however long the text is and however much is said, and
only the columns that are shown are fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ideell.foundation.actor import Actor
from ideell.foundation.questions import Select, question
from ideell.foundation.statements import given_numbers
from ideell.writing.hosting import host_of
from ideell.writing.margins import BlockShown, Margin, Rights, margin
from ideell.writing.models import Block, Text
from ideell.writing.notes import notes_of, suggested
from ideell.writing.presence import Writer, by_block, writers_in
from ideell.writing.since import Since
from ideell.writing.talks import talks_where
from ideell.writing.unsent import drafts_by_block


@dataclass(frozen=True)
class Reading:
    """A whole text for one reader: margins in the order of the blocks, and what lost its block.

    `waiting` is how many suggestions wait, and `lost` how many of them are to removed blocks.
    """

    text: Text
    rights: Rights
    margins: list[Margin]
    outdated: list[Margin]
    waiting: int
    lost: int
    since: Since

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
    suggestions = suggested("text_id", text.id)
    notes = _by_block(notes_of(suggestions, text, actor))
    said = talks_where(actor, text_id=text.id)
    talks = _by_block((talk.block_id, talk) for talk in said)
    standing = _blocks(text, _standing.rows(text_id=text.id))
    writers = writers_in(actor, text_id=text.id)
    lost = (notes.keys() | talks.keys()) - {block.id for block in standing} - {None}
    gone = _blocks(text, _numbered.rows(numbers=list(lost))) if lost else []
    gone_ids = {block.id for block in gone}
    margins, outdated = (
        [margin(one, rights, notes.get(one.id, []), talks.get(one.id, [])) for one in blocks]
        for blocks in (standing, gone)
    )
    since = Since.beginning(text, said, [block.id for block in standing], writers)
    return Reading(
        text,
        rights,
        _present(margins, writers, actor),
        outdated,
        waiting=len(suggestions),
        lost=sum(one.block_id in gone_ids for one in suggestions),
        since=since,
    )


def margin_of(block: Block, actor: Actor) -> Margin:
    """Return what stands beside one block, with who is writing there and what one began to."""
    return _present([said_beside(block, actor)], writers_in(actor, block_id=block.id), actor)[0]


def said_beside(block: Block, actor: Actor, *, is_whole: bool = False) -> Margin:
    """Return what is suggested and said beside one block; with `is_whole`, every comment."""
    text = block.host_text
    suggestions = suggested("block_id", block.id)
    notes = [note for _block_id, note in notes_of(suggestions, text, actor)]
    talks = talks_where(actor, block_id=block.id)
    shown = BlockShown(
        block.id, block.label, block.kind, block.html, block.marked_html, block.is_done
    )
    return margin(shown, rights_of(actor, text), notes, talks, is_whole=is_whole)


def _present(margins: list[Margin], writers: list[Writer], actor: Actor) -> list[Margin]:
    """Let each margin say who else is writing there, and what the reader began to."""
    told = by_block(writers)
    if not margins:
        return margins
    drafts = drafts_by_block(actor, [one.block.id for one in margins], margins[0].rights)
    return [
        one._replace(writing=told.get(number, ""), draft=drafts.get(number))
        if (number := one.block.id) in told or number in drafts
        else one
        for one in margins
    ]


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
    return _shown().where(Block.id.in_(given_numbers("numbers")))


def _shown() -> Select:
    return sa.select(
        Block.id, Block.number, Block.kind, Block.html, Block.marked_html, Block.is_done
    ).order_by(Block.position, Block.id)
