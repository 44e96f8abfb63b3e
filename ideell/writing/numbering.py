"""Visible numbers: "4:3" is what people say on the telephone.

A number is given and stored. A new block between 4:3 and 4:4 is 4:3b, one put first is 4:0, one
put last gets the next number; all are renumbered when the answer changes step. Every number a
block has had is kept, so that it still finds its block.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, count, product

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.writing.models import Block, BlockNumber, Text

LETTERS = "bcdefghijklmnopqrstuvwxyz"


def number_for(before: str | None, is_last: bool, taken: Collection[str]) -> str:
    """Return the number of a new block that stands after the one numbered `before`.

    `before` is None for the first block; `taken` are the numbers that blocks of the text hold
    or have held since the last renumbering.
    """
    if is_last:
        return str(max((_whole(number) for number in taken), default=0) + 1)
    whole = str(_whole(before)) if before else "0"
    candidates = (f"{whole}{letters}" for letters in _letters())
    if whole == "0" and whole not in taken:
        return whole
    return next(number for number in candidates if number not in taken)


def _whole(number: str) -> int:
    found = re.match(r"\d+", number)
    return int(found[0]) if found else 0


def _letters() -> Iterator[str]:
    """Give b, c … z, bb, bc … without end."""
    lengths = (product(LETTERS, repeat=length) for length in count(1))
    return map("".join, chain.from_iterable(lengths))


def give_number(text: Text, block: Block, number: str) -> None:
    """Give a flushed block its number, and remember the one people say."""
    block.number = number
    said = _said(text, number)
    db.session.add(BlockNumber(text_id=text.id, block_id=block.id, number=said, given_at=now()))


def taken_numbers(text: Text) -> set[str]:
    """Return the numbers of all blocks of the text, removed ones too."""
    return set(db.session.scalars(sa.select(Block.number).where(Block.text_id == text.id)))


def renumber(text: Text) -> None:
    """Number the blocks 1, 2, 3 … anew; old numbers go on finding their block."""
    for place, block in enumerate(standing_blocks(text), start=1):
        if block.number != str(place):
            give_number(text, block, str(place))


def change_prefix(text: Text, prefix: str) -> None:
    """Give the text another first number ("4:3" becomes "5:3"); the old ones still find."""
    if text.prefix == prefix:
        return
    text.prefix = prefix
    for block in standing_blocks(text):
        give_number(text, block, block.number)


def standing_blocks(text: Text) -> Sequence[Block]:
    """Return the blocks of the text as they stand, in order."""
    return db.session.scalars(
        sa.select(Block)
        .where(Block.text_id == text.id, Block.removed_at.is_(None))
        .order_by(Block.position)
    ).all()


def block_called(text_ids: Iterable[int], label: str) -> Block | None:
    """Return the block that is called `label` ("4:3") in one of the texts, or was.

    Today's number goes before an older one, the newest of those before the others.
    """
    prefix, _colon, number = label.rpartition(":")
    wanted = list(text_ids)
    today = (
        sa.select(Block)
        .join(Text, Block.text_id == Text.id)
        .where(Block.text_id.in_(wanted), Text.prefix == prefix, Block.number == number)
        .where(Block.removed_at.is_(None))
    )
    older = (
        sa.select(Block)
        .join(BlockNumber, BlockNumber.block_id == Block.id)
        .where(BlockNumber.text_id.in_(wanted), BlockNumber.number == label)
        .order_by(BlockNumber.id.desc())
        .limit(1)
    )
    return db.session.scalar(today) or db.session.scalar(older)


def _said(text: Text, number: str) -> str:
    return f"{text.prefix}:{number}" if text.prefix else number
