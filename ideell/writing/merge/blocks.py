"""Merging a section: two lists of blocks made from one.

Texts are merged block by block, by id; so are kinds; the order is merged for itself. What one
removed and the other changed is kept, and named. Nothing is dropped without a name.
"""

from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple

from ideell.writing.blocks.shape import Block, BlockId
from ideell.writing.merge.order import merge_orders
from ideell.writing.merge.pieces import kept_together, moved_apart, split_parts
from ideell.writing.merge.text import Hunk, merge_text

Why = Literal["text", "kind", "removed", "moved"]


class Conflict(NamedTuple):
    """A block about which two people must agree, and what each made of it (None: removed it).

    ``together`` is the proposal that stands in the merged list meanwhile.
    """

    id: BlockId
    why: Why
    base: Block | None
    mine: Block | None
    theirs: Block | None
    together: str
    hunks: tuple[Hunk, ...] = ()


class MergedBlocks(NamedTuple):
    """A merged section; ``clean`` when there is no conflict."""

    blocks: tuple[Block, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def clean(self) -> bool:
        """Whether nobody has to choose anything."""
        return not self.conflicts


def merge_blocks(
    base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block]
) -> MergedBlocks:
    """Bring two changed sections together.

    A block whose id is None, or is not in ``base``, is a new one. The same new block at the same
    place made by both is one block.
    """
    old = {block.id: block for block in base}
    here, there = _keyed(mine, old), _keyed(theirs, old)
    merged: dict[Hashable, Block] = {}
    conflicts: list[Conflict] = []
    for key in dict.fromkeys([*old, *there, *here]):
        block, found = _merge_one(old.get(key), here.get(key), there.get(key))  # type: ignore[call-overload]  # because a key may be no id
        conflicts += found
        if block:
            merged[key] = block
    rank = {key: (block.kind, block.text) for key, block in merged.items()}
    order = merge_orders(list(old), list(here), list(there), merged.keys(), rank)
    conflicts += [
        Conflict(merged[key].id, "moved", old.get(key), here[key], there[key], merged[key].text)  # type: ignore[call-overload]  # because a key may be no id
        for key in order.torn
    ]
    for key in moved_apart(old, here, there, merged) if not conflicts else ():
        sides = old[key], here.get(key), there.get(key)
        text = merged[key].text if key in merged else ""
        conflicts.append(Conflict(key, "moved", *sides, text))
    keys = kept_together(order.keys, merged, split_parts(here, old), split_parts(there, old))
    return MergedBlocks(tuple(merged[key] for key in keys), tuple(conflicts))


def _keyed(blocks: Sequence[Block], old: dict[BlockId, Block]) -> dict[Hashable, Block]:
    """Blocks by id. New ones go by what they say and what they stand after: the same words put in
    at the same place by two people are one block.
    """
    keyed: dict[Hashable, Block] = {}
    before: Hashable = None
    for block in blocks:
        key: Hashable = block.id
        if block.id not in old:
            key = ("new", before, block.kind, block.text)
        keyed[key] = block
        before = key
    return keyed


def _merge_one(
    base: Block | None, mine: Block | None, theirs: Block | None
) -> tuple[Block | None, list[Conflict]]:
    if base is None:
        return _numbered(theirs, mine), []
    if mine is None or theirs is None:
        left = mine or theirs
        if left is None or left == base:
            return None, []
        return left, [Conflict(base.id, "removed", base, mine, theirs, left.text)]
    text = merge_text(base.text, mine.text, theirs.text)
    kind = theirs.kind if mine.kind == base.kind else mine.kind
    conflicts = []
    if not text.clean:
        conflicts.append(Conflict(base.id, "text", base, mine, theirs, text.text, text.hunks))
    if len({base.kind, mine.kind, theirs.kind}) == 3:
        conflicts.append(Conflict(base.id, "kind", base, mine, theirs, text.text))
    return Block(base.id, kind, text.text), conflicts


def _numbered(theirs: Block | None, mine: Block | None) -> Block | None:
    """A new block, with the id that it has got if it has got one."""
    return theirs if theirs and (theirs.id is not None or not mine) else mine
