"""What open suggestions mean for each block: worked out when something is written, and stored.

The sums are those of `writing.plan`; here they meet the rows. A page view computes nothing
(design: model, Merging 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.text import marked
from ideell.writing.comments import Conversation
from ideell.writing.diff import apply_edits
from ideell.writing.models import Block, Revision
from ideell.writing.moves import settle_moves
from ideell.writing.plan import Plan, Suggested, plan_suggestions, rebase
from ideell.writing.plan.making import Carried, planned
from ideell.writing.showing import show
from ideell.writing.standing import Laid
from ideell.writing.suggestions import OPEN_STATES, Suggestion

PLANNED = ("replace", "remove")


def plan_of(block: Block) -> Plan:
    """Return the stored plan of a block."""
    return Plan.from_json(block.plan or {})


def open_suggestions(block_ids: Iterable[int]) -> Sequence[Suggestion]:
    """Return the undecided suggestions to these blocks, oldest first.

    Asked without flushing, so that everything a save changes is written at once; what was
    decided a moment ago in this transaction is left out here.
    """
    with db.session.no_autoflush:
        found = db.session.scalars(
            sa.select(Suggestion)
            .where(Suggestion.block_id.in_(list(block_ids)), Suggestion.state.in_(OPEN_STATES))
            .order_by(Suggestion.id)
        ).all()
    return [suggestion for suggestion in found if suggestion.state in OPEN_STATES]


def replan(laid: Laid, revision: Revision, plans: Mapping[int, Plan]) -> None:
    """Carry every open suggestion to the blocks that a save touched along to what they say now.

    `plans` are those already worked out. Suggestions and comments whose block is gone are kept
    with the text that they were made on, and wait for somebody to look.
    """
    touched = {row.id: row for row in laid.rows if row.id in laid.touched}
    gone = {row.id: row for row in laid.removed}
    found: dict[int, list[Suggestion]] = {}
    for suggestion in open_suggestions([*touched, *gone]):
        found.setdefault(suggestion.block_id, []).append(suggestion)
    for block_id, suggestions in found.items():
        if block_id in gone:
            for suggestion in suggestions:
                suggestion.state = "review_needed"
            continue
        row = touched[block_id]
        old = laid.before.get(block_id)
        plan = _carried(row, old.text if old else "", suggestions, plans.get(block_id))
        store(row, plan, suggestions, revision)
    for row in touched.values():
        if row.plan and row.id not in found:
            store(row, Plan(""), [])
    order = [row.id for row in laid.rows]
    if order != list(laid.before):
        settle_moves(revision, order)
    _anchor(laid)


def _carried(row: Block, old: str, suggestions: Sequence[Suggestion], ready: Plan | None) -> Plan:
    if ready is not None and ready.is_of(row.text):
        return ready
    plan = plan_of(row)
    if old and plan.is_of(old) and _covers(plan, suggestions):
        return rebase(plan, old, row.text)
    return fresh(row, suggestions)


def _covers(plan: Plan, suggestions: Sequence[Suggestion]) -> bool:
    parts = [*plan.already_in, *plan.stale]
    known = {part.suggestion for part in parts} | {s for e in plan.edits for s in e.sponsors}
    return all(s.id in known for s in suggestions if s.op in PLANNED)


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
        suggestion.decided_at = revision.at
        return
    suggestion.state = "review_needed" if state == "stale" else "open"
    if state == "stale":
        show(suggestion, suggestion.base_text, suggestion.text)
    else:
        show(suggestion, row.text, proposed(plan, row.text, suggestion.id))


def plan_alone(row: Block, seen: str, text: str, *, whole: bool = False) -> Plan:
    """Plan what nobody has sent yet: `text`, written on `seen`, as the block stands now."""
    return plan_suggestions({seen: seen}, [Suggested(0, seen, text, whole)], row.text)


def proposed(plan: Plan, head: str, suggestion_id: int) -> str:
    """Return what a block would say if this suggestion alone was accepted."""
    return apply_edits(head, [edit.edit for edit in plan.edits_of(suggestion_id)])


def _anchor(laid: Laid) -> None:
    """Comments on a removed block are outdated; when it comes back they are here again."""
    back = [row.id for row in laid.rows if row.id not in laid.before]
    for ids, anchor in (([row.id for row in laid.removed], "outdated"), (back, "here")):
        if ids:
            db.session.execute(
                sa.update(Conversation).where(Conversation.block_id.in_(ids)).values(anchor=anchor)
            )
