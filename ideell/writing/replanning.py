"""Every open suggestion and comment carried along to what a save made of the blocks.

Whatever is open is somewhere afterwards: planned on its block, gone with its words to another
one, or waiting for its author with the text that it was made on (design: model, Merging 4, 7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ideell.writing.carrying import carry_comments, carry_suggestions, leave_behind
from ideell.writing.models import Block, Revision
from ideell.writing.moves import settle_moves
from ideell.writing.plan import Plan, rebase
from ideell.writing.planning import PLANNED, added, fresh, only, open_suggestions, plan_of, store
from ideell.writing.standing import Laid
from ideell.writing.suggestions import Suggestion


def replan(laid: Laid, revision: Revision, plans: Mapping[int, Plan]) -> None:
    """Carry every open suggestion to the blocks that a save touched along to what they say now.

    `plans` are those already worked out. Suggestions and comments whose words went to another
    block follow them there; those whose words are nowhere are kept with the text that they were
    made on, and wait for somebody to look.
    """
    touched = {row.id: row for row in laid.rows if row.id in laid.touched}
    removed = [row.id for row in laid.removed]
    found: dict[int, list[Suggestion]] = {}
    for suggestion in open_suggestions([*touched, *removed], lost_in=revision.text_id):
        found.setdefault(suggestion.block_id, []).append(suggestion)
    made: dict[int, Plan] = {}
    for block_id in found.keys() & touched.keys():
        row, old = touched[block_id], laid.before.get(block_id)
        ready = plans.get(block_id)
        made[block_id] = _carried(row, old.text if old else "", found[block_id], ready)
    came = carry_suggestions(_without_words(found, made), laid, revision)
    moved = {suggestion.id for some in came.values() for suggestion in some}
    for block_id, suggestions in found.items():
        stay = [suggestion for suggestion in suggestions if suggestion.id not in moved]
        if block_id not in touched:
            leave_behind(stay)
        found[block_id] = stay
    for block_id, row in touched.items():
        suggestions = found.get(block_id, []) + came.get(block_id, [])
        if not suggestions and not row.plan:
            continue
        plan = only(made.get(block_id, Plan("")), row.text, [s.id for s in found.get(block_id, [])])
        for suggestion in came.get(block_id, []):
            plan = added(plan, row, suggestion)
        store(row, plan, sorted(suggestions, key=lambda one: one.id), revision)
    settle_moves(revision, list(laid.before), [row.id for row in laid.rows])
    carry_comments(laid)


def _without_words(
    found: Mapping[int, Sequence[Suggestion]], made: Mapping[int, Plan]
) -> Iterator[Suggestion]:
    """The suggestions that do not fit where they are; of those that no plan tells about, all
    whose block was changed. A move is about its block, whatever that says.
    """
    for block_id, suggestions in found.items():
        for suggestion in suggestions:
            if suggestion.op == "move":
                continue
            plan = made.get(block_id)
            if (
                plan is None
                or suggestion.op not in PLANNED
                or plan.state_of(suggestion.id) == "stale"
            ):
                yield suggestion


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
