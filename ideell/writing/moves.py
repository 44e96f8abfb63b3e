"""Suggestions to move a block: the place is named by the block to stand after, or is the first.

So a move follows along when blocks come and go around it. When the block itself or the one to
stand after is gone, it waits for somebody to look; when it stands there already, it is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.writing.models import Block, Revision, Text
from ideell.writing.suggestions import OPEN_STATES, Suggestion


def order_of(text: Text) -> list[int]:
    """Return the numbers of the text's blocks in the order in which they stand."""
    standing = sa.select(Block.id).where(Block.text_id == text.id, Block.removed_at.is_(None))
    return list(db.session.scalars(standing.order_by(Block.position)))


def stands_after(order: Sequence[int], block_id: int, after_id: int | None) -> bool:
    """Tell whether a block stands right after another one, or first (None)."""
    if block_id not in order:
        return False
    place = order.index(block_id)
    return (order[place - 1] if place else None) == after_id


def refuse_still(block: Block, after_id: int | None) -> None:
    """Raise `RuleBroken` when a move goes nowhere, or to a place that the text never had."""
    if stands_after(order_of(block.host_text), block.id, after_id):
        raise RuleBroken(_("Stycket står redan där. Välj en annan plats."))
    after = db.session.get(Block, after_id) if after_id is not None else None
    if after_id is not None and (after is None or after.text_id != block.text_id):
        raise RuleBroken(_("Välj var stycket ska stå."))
    if after is block:
        raise RuleBroken(_("Stycket kan inte stå efter sig självt. Välj en annan plats."))


def refuse_to_rewrite_a_move(suggestion: Suggestion) -> None:
    """Raise `RuleBroken` for a move: there are no words in it to change."""
    if suggestion.op == "move":
        raise RuleBroken(_("Förslaget är att flytta stycket. Godkänn det eller neka det."))


def settle_move(
    suggestion: Suggestion, order: Sequence[int], revision: Revision | None = None
) -> None:
    """Say how a move stands: open, to be looked at again, or already made by `revision`."""
    gone = suggestion.after_id is not None and suggestion.after_id not in order
    if gone or suggestion.block_id not in order:
        suggestion.state = "review_needed"
    elif revision is not None and stands_after(order, suggestion.block_id, suggestion.after_id):
        suggestion.state = "merged"
        suggestion.result_revision = revision
        suggestion.decided_at = revision.at
    else:
        suggestion.state = "open"


def settle_moves(revision: Revision, before: Sequence[int], order: Sequence[int]) -> None:
    """Look at every open move in a text, if its blocks came, went or changed places."""
    if before == order:
        return
    with db.session.no_autoflush:
        found = db.session.scalars(
            sa.select(Suggestion).where(
                Suggestion.text_id == revision.text_id,
                Suggestion.op == "move",
                Suggestion.state.in_(OPEN_STATES),
            )
        ).all()
    for suggestion in found:
        if suggestion.is_open:
            settle_move(suggestion, order, revision)


def moves_together(suggestions: Sequence[Any]) -> dict[int, int]:
    """Return for each move of one block the lowest number among them: they stand on one card."""
    moves = [suggestion.id for suggestion in suggestions if suggestion.op == "move"]
    return dict.fromkeys(moves, min(moves, default=0))
