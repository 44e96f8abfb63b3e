"""What open suggestions mean for each block: worked out when something is written, and stored.

The sums are those of `writing.plan`; here they meet the rows. A page view computes nothing
(design: model, Merging 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.questions import Select, question
from ideell.foundation.statements import given_numbers
from ideell.foundation.text import marked
from ideell.writing.diff import apply_edits
from ideell.writing.models import Block, Revision
from ideell.writing.plan import Plan, Suggested, plan_suggestions
from ideell.writing.plan.making import Carried, planned
from ideell.writing.showing import show
from ideell.writing.suggestions import OPEN_STATES, Suggestion

PLANNED = ("replace", "remove")


def plan_of(block: Block) -> Plan:
    """Return the stored plan of a block."""
    return Plan.from_json(block.plan or {})


def open_suggestions(
    block_ids: Iterable[int], *, lost_in: int | None = None
) -> Sequence[Suggestion]:
    """Return the undecided suggestions to these blocks, oldest first.

    With `lost_in`, those to the removed blocks of that text too. Asked without flushing, so that
    everything a save changes is written at once; what was decided a moment ago in this
    transaction is left out here.
    """
    with db.session.no_autoflush:
        found = _undecided.things(numbers=list(block_ids), lost_in=lost_in)
    return [suggestion for suggestion in found if suggestion.state in OPEN_STATES]


@question
def _undecided() -> Select:
    gone = (Block.text_id == sa.bindparam("lost_in")) & Block.removed_at.is_not(None)
    lost = Suggestion.block_id.in_(sa.select(Block.id).where(gone))
    here = Suggestion.block_id.in_(given_numbers("numbers"))
    is_open = Suggestion.state.in_(OPEN_STATES)
    return sa.select(Suggestion).where(here | lost, is_open).order_by(Suggestion.id)


def fresh(row: Block, suggestions: Iterable[Suggestion]) -> Plan:
    """Plan suggestions from what each of them was written on."""
    wanted = [s for s in suggestions if s.op in PLANNED]
    asked = [Suggested(s.id, s.base_text, s.text, s.is_whole) for s in wanted]
    return plan_suggestions({s.base_text: s.base_text for s in wanted}, asked, row.text)


def added(plan: Plan, row: Block, suggestion: Suggestion) -> Plan:
    """Return the plan with one more suggestion; what the others want stays where it is."""
    own = fresh(row, [suggestion])
    if not plan.is_of(row.text):
        return own
    return planned(
        row.text,
        Carried(
            [*plan.edits, *own.edits],
            [*plan.already_in, *own.already_in],
            [*plan.stale, *own.stale],
        ),
    )


def only(plan: Plan, text: str, kept: Iterable[int]) -> Plan:
    """Return the plan with no more than these suggestions; the others were decided."""
    stay = set(kept)
    parts = [*plan.already_in, *plan.stale]
    named = {s for edit in plan.edits for s in edit.sponsors} | {p.suggestion for p in parts}
    if named <= stay:
        return plan
    edits = [
        replace(edit, sponsors=tuple(s for s in edit.sponsors if s in stay)) for edit in plan.edits
    ]
    return planned(
        text,
        Carried(
            [edit for edit in edits if edit.sponsors],
            [part for part in plan.already_in if part.suggestion in stay],
            [part for part in plan.stale if part.suggestion in stay],
        ),
    )


def plan_anew(row: Block) -> None:
    """Plan a block from scratch: what fitted no longer may fit again after something is undone."""
    suggestions = open_suggestions([row.id])
    store(row, fresh(row, suggestions), suggestions)


def store(
    row: Block, plan: Plan, suggestions: Sequence[Suggestion], revision: Revision | None = None
) -> None:
    """Store a block's plan, what it underlines, and how each suggestion looks beside it.

    `suggestions` are all that are open to the block; others fall out of the plan.
    """
    plan = only(plan, row.text, [suggestion.id for suggestion in suggestions])
    row.plan = plan.as_json() if suggestions else {}
    ranges = list(plan.ranges()) if suggestions else []
    row.marked_html = marked(row.text, ranges, row.kind) if ranges else row.html
    for suggestion in suggestions:
        if suggestion.op in PLANNED:
            _settle(row, plan, suggestion, revision)
        elif suggestion.op != "move":
            suggestion.state = "open"  # it may have waited for its block to come back


def _settle(row: Block, plan: Plan, suggestion: Suggestion, revision: Revision | None) -> None:
    """Say how one suggestion stands: open, to be looked at again, or already in the text."""
    state = plan.state_of(suggestion.id)
    if state == "already in" and revision is not None:
        suggestion.state = "merged"
        suggestion.result_revision = revision
        suggestion.decided_at = max(revision.at, suggestion.made_at)
        return
    suggestion.state = "review_needed" if state == "stale" else "open"
    if state == "stale" and not plan.edits_of(suggestion.id):
        show(suggestion, suggestion.base_text, suggestion.text)
    else:
        show(suggestion, row.text, proposed(plan, row.text, suggestion.id))


def plan_alone(row: Block, seen: str, text: str, *, whole: bool = False) -> Plan:
    """Plan what nobody has sent yet: `text`, written on `seen`, as the block stands now."""
    return plan_suggestions({seen: seen}, [Suggested(0, seen, text, whole)], row.text)


def proposed(plan: Plan, head: str, suggestion_id: int) -> str:
    """Return what a block would say if this suggestion alone was accepted."""
    return apply_edits(head, [edit.edit for edit in plan.edits_of(suggestion_id)])
