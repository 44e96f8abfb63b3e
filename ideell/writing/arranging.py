"""What somebody wants of a list of blocks: one rewritten, new ones put in, one moved or removed.

Every direct change is made of these, on the blocks that its writer saw; `saving.write` brings
the result together with what others did meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence

from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.writing import blocks as typed


def as_typed(block: typed.Block) -> str:
    """Return a block as one types it, with the mark of its kind."""
    return typed.serialise([block])


def rewritten(blocks: Sequence[typed.Block], block_id: int, text: str) -> list[typed.Block]:
    """Return the blocks with one of them as typed anew; the others untouched.

    Blank lines make several blocks, of which the largest part keeps the id. Nothing typed
    removes the block. Raises `RuleBroken` when the block is not among them: what was typed must
    never vanish without a word.
    """
    _refuse_gone(blocks, block_id)
    wanted: list[typed.Block] = []
    for block in blocks:
        wanted += _typed_anew(block, text) if block.id == block_id else [block]
    return wanted


def _refuse_gone(blocks: Sequence[typed.Block], block_id: int) -> None:
    if all(block.id != block_id for block in blocks):
        raise RuleBroken(
            _("Stycket är borttaget. Det du skrev finns kvar här. Läs om sidan och lägg till det.")
        )


def _typed_anew(block: typed.Block, text: str) -> list[typed.Block]:
    written = typed.parse(text)
    if len(written) == 1:
        return [typed.Block(block.id, *written[0])]
    kept = typed.keep_ids([block], written)
    if kept and all(part.id is None for part in kept):
        kept[0] = kept[0]._replace(id=block.id)
    return kept


def put_after(blocks: Sequence[typed.Block], block_id: int | None, text: str) -> list[typed.Block]:
    """Return the blocks with newly typed ones after the one given, or last."""
    new = [typed.Block(None, *written) for written in typed.parse(text)]
    places = [place for place, block in enumerate(blocks, start=1) if block.id == block_id]
    at = places[0] if places else len(blocks)
    return [*blocks[:at], *new, *blocks[at:]]


def moved_by(blocks: Sequence[typed.Block], block_id: int, steps: int) -> list[typed.Block]:
    """Return the blocks with one moved so many places down (up when negative)."""
    _refuse_gone(blocks, block_id)
    order = list(blocks)
    place = next(place for place, block in enumerate(order) if block.id == block_id)
    block = order.pop(place)
    order.insert(max(0, place + steps), block)
    return order


def joined(
    blocks: Sequence[typed.Block], block_id: int, way: str
) -> tuple[list[typed.Block], int, int]:
    """Return the blocks with one put together with that "before" or after it.

    Returns also which of the two ids is kept (that of the one with more words, whose kind it
    keeps too) and which is gone. Raises `RuleBroken` when nothing stands there.
    """
    _refuse_gone(blocks, block_id)
    place = next(place for place, block in enumerate(blocks) if block.id == block_id)
    first = place - 1 if way == "before" else place
    if first < 0 or first + 1 == len(blocks):
        raise RuleBroken(_("Det finns inget stycke där att slå ihop med."))
    one, two = blocks[first : first + 2]
    whole = typed.Typed(one.kind, f"{one.text} {two.text}")
    kept = next((part for part in typed.keep_ids([one, two], [whole]) if part.id), one)
    kind, gone = (one.kind, two) if kept.id == one.id else (two.kind, one)
    block = typed.Block(kept.id, kind, whole.text)
    return [*blocks[:first], block, *blocks[first + 2 :]], int(str(kept.id)), int(str(gone.id))


def brought_back(
    blocks: Sequence[typed.Block], seen: Sequence[typed.Block], block_id: int
) -> list[typed.Block]:
    """Return the blocks with a removed one where it stood among those that somebody saw."""
    if any(block.id == block_id for block in blocks):
        return list(blocks)
    here = {block.id for block in blocks}
    before: typed.BlockId = None
    for block in seen:
        if block.id == block_id:
            at = next((p for p, b in enumerate(blocks, start=1) if b.id == before), 0)
            return [*blocks[:at], block, *blocks[at:]]
        before = block.id if block.id in here else before
    return list(blocks)


def moved_after(
    blocks: Sequence[typed.Block], block_id: int, after_id: int | None
) -> list[typed.Block]:
    """Return the blocks with one moved to stand after another one, or first (None).

    Raises `RuleBroken` when either is not among them.
    """
    _refuse_gone(blocks, block_id)
    order = [block for block in blocks if block.id != block_id]
    ids = [block.id for block in order]
    if after_id is not None and after_id not in ids:
        raise RuleBroken(
            _("Stycket som det skulle stå efter är borttaget. Neka, eller flytta det själv.")
        )
    place = 0 if after_id is None else ids.index(after_id) + 1
    block = next(block for block in blocks if block.id == block_id)
    return [*order[:place], block, *order[place:]]
