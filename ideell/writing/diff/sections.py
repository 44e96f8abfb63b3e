"""What has been changed in a section, block by block. Source: model, Merging 7."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ideell.writing.blocks.shape import Block, BlockId
from ideell.writing.matching import moved
from ideell.writing.tokens import words

Change = Literal["same", "changed", "added", "removed", "split", "joined"]


@dataclass(frozen=True)
class BlockChange:
    """What became of one block, or of the blocks that were split or joined.

    ``old`` is empty for an added block, ``new`` for a removed one. A split has several new
    blocks, a join several old ones. ``moved`` says that the block stands elsewhere than before.
    """

    change: Change
    old: tuple[Block, ...]
    new: tuple[Block, ...]
    moved: bool = False

    @property
    def old_text(self) -> str:
        """The text before, to be compared by words with new_text."""
        return "\n\n".join(block.text for block in self.old)

    @property
    def new_text(self) -> str:
        """The text after."""
        return "\n\n".join(block.text for block in self.new)


def diff_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[BlockChange]:
    """Compare two versions of a section, in the order of the new one.

    Blocks are told apart by id (``keep_ids`` gives them); a removed block stands after the block
    that it stood after. A block that is new and has at least half of its words from its neighbour
    was split from it; one that is gone, with half of its words in its neighbour, was joined to it.
    """
    before = {block.id: block for block in old}
    after = {block.id: block for block in new if block.id in before}
    displaced = moved(list(before), list(after))
    split, joined = _split(new, before), _joined(old, after)
    gone = _removed(old, after, {block.id for part in joined.values() for block in part})
    changes = [BlockChange("removed", (block,), ()) for block in gone.get(None, ())]
    absorbed = {id(part) for parts in split.values() for part in parts if part.id not in before}
    for block in (block for block in new if id(block) not in absorbed):
        known = before.get(block.id)
        olds = tuple(joined.get(block.id, (known,))) if known else ()
        news = tuple(split.get(block.id, (block,))) if known else (block,)
        is_moved = known is not None and block.id in displaced
        changes.append(BlockChange(_what(olds, news), olds, news, is_moved))
        changes += [BlockChange("removed", (lost,), ()) for lost in gone.get(block.id, ())]
    return changes


def _what(old: tuple[Block, ...], new: tuple[Block, ...]) -> Change:
    if not old:
        return "added"
    if len(new) > 1:
        return "split"
    if len(old) > 1:
        return "joined"
    return "same" if old[0][1:] == new[0][1:] else "changed"


def _split(new: Sequence[Block], before: dict[BlockId, Block]) -> dict[BlockId, list[Block]]:
    """The blocks that an old block was split into, by its id."""
    return {block.id: parts for block, parts in with_parts(new, before) if len(parts) > 1}


def _joined(old: Sequence[Block], after: dict[BlockId, Block]) -> dict[BlockId, list[Block]]:
    """The old blocks that a block was joined from, by its id: a split read backwards."""
    return {block.id: parts for block, parts in with_parts(old, after) if len(parts) > 1}


def with_parts(
    blocks: Sequence[Block], others: Mapping[BlockId, Block]
) -> Iterator[tuple[Block, list[Block]]]:
    """Each block of a version that the other version has, with those around it that only this
    version has and that have their words from the other version's block of that id.
    """
    taken: set[int] = set()
    for place, block in enumerate(blocks):
        other = others.get(block.id)
        if other is None or other.text == block.text:
            continue
        spare = Counter(words(other.text)) - Counter(words(block.text))
        first = last = place
        while first and first - 1 not in taken and _is_from(spare, blocks[first - 1], others):
            first -= 1
        while last + 1 < len(blocks) and _is_from(spare, blocks[last + 1], others):
            last += 1
        taken.update(range(first, last + 1))
        yield block, list(blocks[first : last + 1])


def _is_from(spare: Counter[str], block: Block, others: Mapping[BlockId, Block]) -> bool:
    wanted = Counter(words(block.text))
    shared = wanted & spare
    if block.id in others or not shared or shared.total() * 2 < wanted.total():
        return False
    spare.subtract(shared)
    return True


def _removed(
    old: Sequence[Block], after: dict[BlockId, Block], joined: set[BlockId]
) -> dict[BlockId, list[Block]]:
    """The removed blocks by the block, still there, that they stood after."""
    gone: dict[BlockId, list[Block]] = {}
    anchor: BlockId = None
    for block in old:
        if block.id in after:
            anchor = block.id
        elif block.id not in joined:
            gone.setdefault(anchor, []).append(block)
    return gone
