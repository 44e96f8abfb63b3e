"""Which suggestions to a block stand on a card together, read from its stored plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ideell.writing.models import Block
from ideell.writing.moves import moves_together
from ideell.writing.plan import Plan
from ideell.writing.plan.shape import digest
from ideell.writing.planning import PLANNED, plan_of
from ideell.writing.suggestions import Suggestion

LAST = 1_000_000


def members_of_cards(plan: Plan | None, suggestions: Sequence[Any]) -> list[list[Any]]:
    """Return the suggestions to one block card by card, in the order of its text.

    Of each suggestion `id` and `op` are read. One alone needs no plan.
    """
    if plan is None or len(suggestions) == 1:
        return [list(suggestions)]
    group = grouped(plan, [suggestion.id for suggestion in suggestions])
    group.update(moves_together(suggestions))
    cards: dict[int, list[Any]] = {}
    for suggestion in suggestions:
        cards.setdefault(group[suggestion.id], []).append(suggestion)
    return sorted(cards.values(), key=lambda some: (start_of(plan, some), some[0].id))


def choices_among(plan: Plan, members: Sequence[Any]) -> list[list[Any]]:
    """Return the members of a card by what they want: those who want the same stand together.

    Of each suggestion `id`, `op` and `after_id` are read.
    """
    wanted: dict[object, list[Any]] = {}
    for one in members:
        want = ("move", one.after_id) if one.op == "move" else _want(plan, one.id)
        wanted.setdefault(want, []).append(one)
    return list(wanted.values())


def _want(plan: Plan, number: int) -> object:
    """What a suggestion would change; one that changes nothing in the plan stands alone."""
    return tuple(edit.edit for edit in plan.edits_of(number)) or number


def grouped(plan: Plan, numbers: Iterable[int]) -> dict[int, int]:
    """Return for each suggestion the lowest number among those that it stands on a card with:
    those that want the very same, and those that collide with it.
    """
    first: dict[object, int] = {}
    group = {number: first.setdefault(_want(plan, number), number) for number in sorted(numbers)}
    for hunk in plan.hunks:
        together = [int(s) for wording in hunk.wordings for s in wording.sponsors if s in group]
        groups = {group[number] for number in together}
        for number, of in group.items():
            if of in groups:
                group[number] = min(groups)
    return group


def planned_cards(block: Block) -> set[int]:
    """Return the numbers of a block's cards, read from its plan alone."""
    plan = plan_of(block)
    parts = [*plan.already_in, *plan.stale]
    numbers = {s for edit in plan.edits for s in edit.sponsors} | {p.suggestion for p in parts}
    return set(grouped(plan, [int(number) for number in numbers]).values())


def start_of(plan: Plan, members: Sequence[Any]) -> int:
    """Where in the block the first of them changes something; what comes after it, last."""
    starts = [
        edit.start
        for member in members
        if member.op in PLANNED
        for edit in plan.edits_of(member.id)
    ]
    return min(starts, default=LAST)


def rank_of(block: Block) -> tuple[int, bool, int]:
    """Where a block's cards stand: a removed one's right before what has its place now."""
    return block.position, block.removed_at is None, block.id


def spot_in_block(plan: Plan, number: int) -> tuple[int, int]:
    """Return where in its block the card of a suggestion stands, to tell before from after: the
    place of its first change; of cards that change nothing in the plan, which come last, the
    number.
    """
    planned = {int(sponsor) for edit in plan.edits for sponsor in edit.sponsors}
    group = grouped(plan, {number, *planned})
    members = [one for one, of in group.items() if of == group[number]]
    start = min((edit.start for one in members for edit in plan.edits_of(one)), default=LAST)
    return start, number if start == LAST else 0


def mark_of(suggestion: Suggestion) -> str:
    """Return a mark of what a suggestion would change, to be sent with it: "17-3f0c…"."""
    edits = plan_of(suggestion.block).edits_of(suggestion.id)
    words = "\x1f".join(f"{edit.old}\x1e{edit.new}" for edit in edits)
    return f"{suggestion.id}-{digest(words)}"
