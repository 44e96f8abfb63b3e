"""Acting on a plan. Ranges are moved by the edits that were made, never found again by comparing,
so accepting one by one and accepting all give the same text, character by character.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from ideell.writing.diff import Edit, apply_edits, planned_edits
from ideell.writing.plan.making import Carried, carry, carry_whole, planned
from ideell.writing.plan.shape import Leftover, Plan, SuggestionId


def settle(
    plan: Plan, head: str, made: Sequence[Edit], fulfilled: Collection[SuggestionId] = ()
) -> tuple[str, Plan]:
    """Make edits on the head; give the new text and the plan for what is left.

    ``made`` are edits of the plan, or what ``Hunk.choose`` gave; they must not be near each other.
    ``fulfilled`` are the suggestions that the choice in a hunk satisfies. The other suggestions in
    that hunk become stale: their words are named, and go back to those who wrote them.
    Raises ValueError when the plan was made on another text.
    """
    return _moved(plan, head, sorted(made), apply_edits(head, made), fulfilled)


def accept_all(plan: Plan, head: str) -> tuple[str, Plan]:
    """Accept every edit that collides with no other."""
    return settle(plan, head, [edit.edit for edit in plan.free])


def rebase(plan: Plan, head: str, new_head: str) -> Plan:
    """Carry a plan over to a text that somebody wrote directly."""
    return _moved(plan, head, planned_edits(head, new_head), new_head, (), carry_whole)[1]


def _moved(
    plan: Plan,
    head: str,
    steps: Sequence[Edit],
    new_head: str,
    fulfilled: Collection[SuggestionId],
    carrying: Callable[..., Carried] = carry,
) -> tuple[str, Plan]:
    if not plan.is_of(head):
        raise ValueError("the plan was made on another text")
    found = carrying(head, plan.edits, steps)
    happy = [leftover for leftover in found.stale if leftover.suggestion in fulfilled]
    stale = [leftover for leftover in found.stale if leftover.suggestion not in fulfilled]
    new_plan = planned(new_head, Carried(found.edits, [*found.already_in, *happy], stale))
    return new_head, replace(
        new_plan,
        already_in=_each_once(plan.already_in + new_plan.already_in),
        stale=_each_once(plan.stale + new_plan.stale),
    )


def _each_once(leftovers: Sequence[Leftover]) -> tuple[Leftover, ...]:
    return tuple(dict.fromkeys(leftovers))
