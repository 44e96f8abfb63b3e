"""Decisions that a text taken back opens again: kept with the deed, so that its undo brings them
back with the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.writing.suggesting import leave_plan
from ideell.writing.suggestions import Suggestion

KEPT = ("state", "reason", "decided_by_id", "result_revision_id", "merged_into_id")


def decisions_on(suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
    """Return what was decided on each, as the details of a deed can hold it."""
    return [
        {name: getattr(one, name) for name in KEPT}
        | {"id": one.id, "decided_at": one.decided_at.isoformat() if one.decided_at else None}
        for one in suggestions
        if not one.is_open
    ]


def decide_again(decisions: Sequence[dict[str, Any]]) -> None:
    """Let the suggestions be decided as they were; what was decided anew since stays so."""
    kept = {row["id"]: row for row in decisions}
    found = db.session.scalars(sa.select(Suggestion).where(Suggestion.id.in_(kept))).all()
    still_open = [one for one in found if one.is_open]
    for one in still_open:
        row = kept[one.id]
        for name in KEPT:
            setattr(one, name, row[name])
        at = row["decided_at"]
        one.decided_at = datetime.fromisoformat(at) if at else None
    for block in {one.block for one in still_open if one.block.removed_at is None}:
        leave_plan(block)
