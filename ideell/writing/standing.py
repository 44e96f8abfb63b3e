"""The blocks as they stand: rows that a save lays out anew, keeping their ids and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer
from sqlalchemy.orm.attributes import set_committed_value

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.questions import Select, question
from ideell.foundation.statements import given_numbers
from ideell.foundation.text import RENDERER_VERSION, render
from ideell.writing import blocks as typed
from ideell.writing.matching import moved
from ideell.writing.models import Block, Text
from ideell.writing.numbering import give_number, number_for, taken_numbers

WORKED_OUT = Block.html, Block.marked_html, Block.plan
NAMES = {one.key for one in WORKED_OUT}


@dataclass(frozen=True)
class Laid:
    """A layout just made. `before` is how the blocks stood, by id, and `after` how they stand.

    `touched` are the ids of those that changed, moved, came or went; `removed` the rows gone.
    """

    rows: list[Block]
    before: dict[int, typed.Block]
    after: list[typed.Block]
    touched: set[int]
    removed: list[Block]


def rows_of(text: Text) -> list[Block]:
    """Return the text's blocks as they stand; hold the text first to change them.

    What only those need that are changed (`WORKED_OUT`) is fetched when they are.
    """
    return list(_standing.things(text_id=text.id))


@question
def _standing() -> Select:
    mine = Block.text_id == sa.bindparam("text_id")
    standing = sa.select(Block).where(mine, Block.removed_at.is_(None))
    return standing.options(*map(defer, WORKED_OUT)).order_by(Block.position)


@question
def _worked_out() -> Select:
    return sa.select(Block.id, *WORKED_OUT).where(Block.id.in_(given_numbers("numbers")))


def _fetch_worked_out(rows: Sequence[Block]) -> None:
    """Fetch what is worked out from the words of these blocks, where it is not known."""
    lacking = {row.id: sa.inspect(row) for row in rows}
    lacking = {number: state for number, state in lacking.items() if NAMES & state.unloaded}
    with db.session.no_autoflush:
        found = _worked_out.rows(numbers=list(lacking)) if lacking else ()
    for number, *values in found:
        state = lacking[number]
        for one, value in zip(WORKED_OUT, values, strict=True):
            if one.key in state.unloaded:
                set_committed_value(state.object, one.key, value)


def standing_before(block: Block) -> Block | None:
    """Return the block that stands where a removed one stood after it, else the first of all."""
    rows = rows_of(block.host_text)
    before = [row for row in rows if row.position < block.position]
    return before[-1] if before else next(iter(rows), None)


def lay(text: Text, rows: Sequence[Block], wanted: Sequence[typed.Block]) -> Laid:
    """Make the rows say `wanted`: change, add, bring back, remove, and put in order.

    Raises `ValueError` when a block stands twice: a fault of ours that must never be saved.
    """
    ids = [block.id for block in wanted if block.id is not None]
    if len(ids) != len(set(ids)):
        raise ValueError(f"a block stands twice: {ids}")
    before: dict[Any, typed.Block] = {row.id: row.as_block for row in rows}
    known: dict[Any, Block] = {row.id: row for row in rows} | _gone(text, wanted, before)
    laid = [
        known[block.id] if before.get(block.id) == block else _row(text, known, block)
        for block in wanted
    ]
    for position, row in enumerate(laid, start=1):
        if row.position != position:
            row.position = position
    _number(text, [row for row in laid if row.id not in before], laid)
    after = [row.as_block for row in laid]
    standing = {block.id for block in after}
    removed = [row for row in rows if row.id not in standing]
    changed: set[Any] = {block.id for block in after if before.get(block.id) != block}
    displaced = moved(list(before), [block.id for block in after])
    touched = changed | {row.id for row in removed} | {int(str(key)) for key in displaced}
    _fetch_worked_out([row for row in rows if row.id in touched])
    for row in removed:
        row.removed_at = now()
        row.plan, row.marked_html = {}, row.html
    return Laid(laid, before, after, touched, removed)


def _gone(
    text: Text, wanted: Sequence[typed.Block], before: dict[int, typed.Block]
) -> dict[int, Block]:
    """The removed blocks that are wanted back, by id."""
    missing = [block.id for block in wanted if block.id is not None and block.id not in before]
    if not missing:
        return {}
    found = db.session.scalars(
        sa.select(Block).where(Block.text_id == text.id, Block.id.in_(missing))
    )
    return {row.id: row for row in found}


def _row(text: Text, known: dict[int, Block], block: typed.Block) -> Block:
    row = known.get(block.id) if isinstance(block.id, int) else None
    if row is None:
        row = Block(host_text=text, position=0, number="")
        db.session.add(row)
    row.kind, row.text, row.removed_at = block.kind, block.text, None
    row.html = row.marked_html = render(block.text, block.kind)
    row.renderer = RENDERER_VERSION
    row.is_done = False
    row.changed_at = now()
    return row


def _number(text: Text, new: Sequence[Block], laid: Sequence[Block]) -> None:
    """Give numbers to blocks without one, and to those come back whose number is taken."""
    if not new:
        return
    db.session.flush()
    standing = {row.number for row in laid if row not in new}
    taken = taken_numbers(text)
    last = next((place for place, row in enumerate(reversed(laid)) if row not in new), len(laid))
    previous: str | None = None
    for place, row in enumerate(laid):
        if row in new and (not row.number or row.number in standing):
            is_last = place >= len(laid) - last
            give_number(text, row, number_for(previous, is_last, taken))
            taken.add(row.number)
        standing.add(row.number)
        previous = row.number
