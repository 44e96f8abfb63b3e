"""Who already suggests the very same change, so that one can stand behind it instead."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.extensions import db
from ideell.writing import blocks as typed
from ideell.writing.diff import apply_edits
from ideell.writing.models import Block, Revision
from ideell.writing.planning import PLANNED, plan_alone, plan_of, proposed
from ideell.writing.suggesting import Wish, is_empty, text_as_seen
from ideell.writing.suggestions import Suggestion


def same_as(block: Block, wish: Wish, *, base: Revision | None) -> list[Suggestion]:
    """Return the open suggestions that want of a block exactly what a wish wants, oldest first.

    Two changes are the same when the block would say the same, however each was typed.
    """
    if block.removed_at is not None or is_empty(wish, text_as_seen(block, base)):
        return []
    others = _open(block)
    if wish.op in PLANNED:
        wanted = _wanted(block, wish, base) if others else None
        plan = plan_of(block)
        return [
            one
            for one in others
            if one.op in PLANNED
            and wanted is not None
            and plan.is_of(block.text)
            and proposed(plan, block.text, one.id) == wanted
        ]
    said = (wish.op, wish.after_id, typed.tidy(wish.text))
    return [one for one in others if (one.op, one.after_id, one.text) == said]


def _wanted(block: Block, wish: Wish, base: Revision | None) -> str | None:
    """Return what the block would say; None where the wish no longer fits, or is there already."""
    text = "" if wish.op == "remove" else typed.tidy(wish.text)
    plan = plan_alone(block, text_as_seen(block, base), text, whole=wish.is_whole)
    if plan.stale or not plan.edits:
        return None
    return apply_edits(block.text, [edit.edit for edit in plan.edits])


def _open(block: Block) -> Sequence[Suggestion]:
    return db.session.scalars(
        sa.select(Suggestion)
        .where(Suggestion.block_id == block.id, Suggestion.state == "open")
        .options(joinedload(Suggestion.author), joinedload(Suggestion.acting_org))
        .order_by(Suggestion.id)
    ).all()
