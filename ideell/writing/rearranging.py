"""Blocks put together or moved, with what was typed in the form saved first: one act, one version.

Whoever presses does so on the blocks as they saw them. What others did meanwhile is brought
together first; then the blocks are put together or moved as they stand. Comments and suggestions
follow their words (design: model, Merging 7).
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.writing import blocks as typed
from ideell.writing.arranging import as_typed, joined, moved_by, rewritten
from ideell.writing.holding import hold_to_write
from ideell.writing.models import Block, BlockNumber, Revision
from ideell.writing.saving import Made, Saved, brought_together, put
from ideell.writing.standing import rows_of
from ideell.writing.versions import take_back

Blocks = list[typed.Block]


def move(block: Block, steps: int, *, text: str | None, base: Revision | None, by: Actor) -> Saved:
    """Move a block so many places down (up when negative)."""
    is_as_it_was = typed.tidy(text or "") in {"", typed.tidy(as_typed(block.as_block))}
    made = "moved" if is_as_it_was else "written"
    saved = _rearranged(block, lambda them: moved_by(them, block.id, steps), text, base, by, made)
    if saved.revision is None:
        return saved
    return Saved(saved.revision, deed=record(by, "text.written", saved.revision, made="moved"))


def join(
    block: Block, way: str, *, text: str | None, base: Revision | None, by: Actor
) -> tuple[Saved, Block]:
    """Put a block together with the one before ("before") or after it; returns what they became.

    The larger keeps its number; what was said about the other follows along. Raises `RuleBroken`
    when nothing stands there, and when the typed text is several blocks.
    """
    if text is not None and len(typed.parse(text)) > 1:
        raise RuleBroken(_("Texten har en tom rad, så den är flera stycken. Spara den först."))
    pair: dict[str, int] = {}

    def put_together(them: Blocks) -> Blocks:
        result, pair["kept"], pair["gone"] = joined(them, block.id, way)
        return result

    saved = _rearranged(block, put_together, text, base, by, "joined")
    assert saved.revision is not None  # because two blocks became one
    numbers = _point(_numbers_of(pair["gone"]), pair["kept"])
    deed = record(by, "text.joined", saved.revision, gone=pair["gone"], numbers=numbers)
    return Saved(saved.revision, deed=deed), db.session.get_one(Block, pair["kept"])


def undo_join(revision: Revision, *, deed: Deed, by: Actor) -> None:
    """Part two blocks again; what was said about either goes back with its words."""
    take_back(revision, by=by)
    _point(deed.details["numbers"], deed.details["gone"])


def _rearranged(
    block: Block,
    change: Callable[[Blocks], Blocks],
    text: str | None,
    base: Revision | None,
    by: Actor,
    made: str,
) -> Saved:
    hosted = block.host_text
    hold_to_write(hosted, by=by)
    rows = rows_of(hosted)
    standing = [row.as_block for row in rows]
    if base is not None and text is not None:
        wanted = rewritten(base.standing, block.id, text)
        standing, _others = brought_together(hosted, base, wanted, standing)
    return put(hosted, change(standing), by=by, made=Made(made), held=rows)


def _numbers_of(block_id: int) -> list[int]:
    """The rows of the numbers that a block has or has had."""
    return list(
        db.session.scalars(sa.select(BlockNumber.id).where(BlockNumber.block_id == block_id))
    )


def _point(numbers: list[int], block_id: int) -> list[int]:
    """Let numbers that people have said find another block; return them."""
    there = sa.update(BlockNumber).where(BlockNumber.id.in_(numbers))
    db.session.execute(there.values(block_id=block_id))
    return numbers
