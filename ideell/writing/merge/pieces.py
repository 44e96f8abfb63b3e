"""What was one block on the way to being several, or several being one. Source: model, Merging 7.

Blocks are merged by id. Words that somebody carried from one block to another (by splitting,
joining, cutting and pasting) are seen here, so that the parts of a split stay together and that
nobody's removal is undone, and no sentence stands twice, because of where another put it.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from ideell.writing.blocks.shape import Block, BlockId
from ideell.writing.diff.moving import Phrase, phrases
from ideell.writing.diff.sections import with_parts

Keyed = Mapping[Hashable, Block]
Old = Mapping[BlockId, Block]


class Parts(NamedTuple):
    """The new blocks that were split from a block and stand before and after it."""

    before: list[Hashable]
    after: list[Hashable]


def split_parts(keyed: Keyed, old: Old) -> dict[Hashable, Parts]:
    """Tell for each block that one side split which new blocks have the rest of its words."""
    if keyed.keys() <= old.keys():
        return {}
    names = {id(block): key for key, block in keyed.items()}
    found: dict[Hashable, Parts] = {}
    for block, parts in with_parts(list(keyed.values()), old):
        at = next(place for place, part in enumerate(parts) if part is block)
        keys = [names[id(part)] for part in parts]
        found[block.id] = Parts(keys[:at], keys[at + 1 :])
    return found


def kept_together(
    order: Sequence[Hashable], said: Keyed, *sides: Mapping[Hashable, Parts]
) -> list[Hashable]:
    """Return an order with the parts of each split block around it, wherever it went.

    Where both split a block, what the parts say decides which come first: not who came first.
    """
    parts = {key for side in sides for two in side.values() for key in (*two.before, *two.after)}
    placed: dict[Hashable, None] = {}
    for key in order:
        if key in parts:
            continue
        around = [side[key] for side in sides if key in side]
        before, after = [two.before for two in around], [two.after for two in around]
        for run in sorted(before, key=lambda run: [said[part].text for part in run]):
            placed.update(dict.fromkeys(run))
        placed[key] = None
        for run in sorted(after, key=lambda run: [said[part].text for part in run]):
            placed.update(dict.fromkeys(run))
    return list(placed | dict.fromkeys(order))  # whatever happens, nothing is left out


def moved_apart(base: Old, mine: Keyed, theirs: Keyed, merged: Keyed) -> list[BlockId]:
    """Return the blocks of which both took a phrase away, one of them to put it elsewhere.

    Word for word the two agree, and yet one wanted the phrase gone, or in another place.
    """
    both = {key: _taken(block, mine) & _taken(block, theirs) for key, block in base.items()}
    if not any(both.values()):
        return []
    same = {key for key, block in base.items() if mine.get(key) == theirs.get(key) == block}
    versions = [_read(side, same) for side in (base, mine, theirs, merged)]
    return [key for key, taken in both.items() if any(_is_left(p, *versions) for p in taken)]


def _is_left(phrase: Phrase, old: str, here: str, there: str, now: str) -> bool:
    """Whether a phrase stands more often in the merged text than either wanted it."""
    said = " ".join(phrase)
    before, ours = old.count(said), here.count(said)
    return now.count(said) > (there.count(said) if ours == before else ours)


def _taken(block: Block, side: Keyed) -> set[Phrase]:
    """The phrases that one side took away from a block."""
    now = side.get(block.id)
    if now is not None and now.text == block.text:
        return set()
    return set(phrases(block.text) - (phrases(now.text) if now else Counter()))


def _read(side: Mapping[Any, Block], left_out: Collection[Hashable]) -> str:
    return "\n".join(block.text.lower() for key, block in side.items() if key not in left_out)
