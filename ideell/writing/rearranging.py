"""Blocks put together or moved, with what was typed in the form saved first: one act, one version.

Whoever presses does so on the blocks as they saw them. What others did meanwhile is brought
together first; then the blocks are put together or moved as they stand. Comments and suggestions
follow their words (design: model, Merging 7).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.writing import blocks as typed
from ideell.writing.arranging import joined, moved_by, rewritten
from ideell.writing.comments import Conversation
from ideell.writing.holding import hold_to_write
from ideell.writing.models import Block, BlockNumber, Revision
from ideell.writing.planning import plan_anew
from ideell.writing.saving import Made, Saved, brought_together, put
from ideell.writing.standing import rows_of
from ideell.writing.suggestions import OPEN_STATES, Suggestion
from ideell.writing.versions import take_back

Blocks = list[typed.Block]


def move(block: Block, steps: int, *, text: str | None, base: Revision | None, by: Actor) -> Saved:
    """Move a block so many places down (up when negative)."""
    saved = _rearranged(
        block, lambda them: moved_by(them, block.id, steps), text, base, by, "written"
    )
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
        _follow(pair["gone"], pair["kept"], follows)
        return result

    follows: dict[str, list[int]] = {}
    saved = _rearranged(block, put_together, text, base, by, "joined")
    assert saved.revision is not None  # because two blocks became one
    gone = {"kept": pair["kept"], "gone": pair["gone"], **follows}
    deed = record(by, "text.joined", saved.revision, blocks=gone)
    return Saved(saved.revision, deed=deed), db.session.get_one(Block, pair["kept"])


def undo_join(revision: Revision, *, deed: Deed, by: Actor) -> None:
    """Part two blocks again; comments and open suggestions go back to where they were made."""
    take_back(revision, by=by)
    joined_here = deed.details["blocks"]
    gone = joined_here["gone"]
    for model, ids in ((Conversation, "conversations"), (Suggestion, "suggestions")):
        _point(model, joined_here[ids], gone)
    _point(BlockNumber, joined_here["numbers"], gone)
    here = sa.update(Conversation).where(Conversation.id.in_(joined_here["conversations"]))
    db.session.execute(here.values(anchor="here"))
    for block_id in (gone, joined_here["kept"]):
        plan_anew(db.session.get_one(Block, block_id))


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


def _follow(gone: int, kept: int, follows: dict[str, list[int]]) -> None:
    """Let what was said about a block, and its old numbers, point at the one it is part of now."""
    for model, name in (
        (Conversation, "conversations"), (Suggestion, "suggestions"), (BlockNumber, "numbers"),
    ):  # fmt: skip
        column: Any = model
        there = sa.select(column.id).where(column.block_id == gone).order_by(column.id)
        if model is Suggestion:
            there = there.where(Suggestion.state.in_(OPEN_STATES))
        follows[name] = list(db.session.scalars(there))
        _point(model, follows[name], kept)
    moved = sa.update(Conversation).where(Conversation.id.in_(follows["conversations"]))
    db.session.execute(moved.values(anchor="moved"))


def _point(model: Any, ids: list[int], block_id: int) -> None:
    db.session.execute(sa.update(model).where(model.id.in_(ids)).values(block_id=block_id))
