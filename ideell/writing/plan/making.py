"""Making a plan: every suggestion rebased on the head, the same edits joined, collisions found."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from ideell.writing.diff import Edit, moves, planned_edits
from ideell.writing.merge.text import collide
from ideell.writing.plan.grouping import ordered, parted
from ideell.writing.plan.shape import (
    Hunk,
    Leftover,
    Plan,
    PlannedEdit,
    SuggestionId,
    digest,
)
from ideell.writing.tokens import sentences


class Suggested(NamedTuple):
    """What a suggestion wants its block to say, and the text that it was written on.

    ``base`` is the key of that text among the base texts (a revision's number, say). ``whole``
    says that the writer called it a wholly new text: it is then one edit.
    """

    id: SuggestionId
    base: Hashable
    text: str
    whole: bool = False


class Carried(NamedTuple):
    """What became of edits on their way to a newer text."""

    edits: list[PlannedEdit]
    already_in: list[Leftover]
    stale: list[Leftover]


def plan_suggestions(
    base_texts: Mapping[Hashable, str], suggestions: Iterable[Suggested], head: str
) -> Plan:
    """Plan all open suggestions of one block on its text as it stands.

    Every suggestion is in the plan: as edits, as *already in*, or as *stale*; never dropped.
    A suggestion that changes nothing counts as already in.
    """
    steps = {key: planned_edits(base, head) for key, base in base_texts.items()}
    whole = Carried([], [], [])
    for suggestion in suggestions:
        base = base_texts[suggestion.base]
        wanted = [
            PlannedEdit(*edit, sponsors=(suggestion.id,))
            for edit in planned_edits(base, suggestion.text, suggestion.whole)
        ]
        if not wanted:
            whole.already_in.append(Leftover(suggestion.id, "", ""))
        found = carry_whole(base, wanted, steps[suggestion.base])
        whole.edits.extend(found.edits)
        whole.already_in.extend(found.already_in)
        whole.stale.extend(found.stale)
    return planned(head, whole)


def carry(base: str, edits: Iterable[PlannedEdit], steps: Sequence[Edit]) -> Carried:
    """Carry edits of ``base`` over to the text that ``steps`` make of it.

    What no step comes near is shifted; what a step has done is already in; the rest is stale.
    """
    carried = Carried([], [], [])
    starts = [step.start for step in steps]
    shifts = [0, *accumulate(len(step.new) - len(step.old) for step in steps)]
    for planned_edit in edits:
        edit = planned_edit.edit
        place = bisect_right(starts, edit.start)
        close = _close_to(base, edit, steps, place)
        leftovers = [Leftover(sponsor, edit.old, edit.new) for sponsor in planned_edit.sponsors]
        if edit in close:
            carried.already_in.extend(leftovers)
        elif close:
            carried.stale.extend(leftovers)
        else:
            shift = shifts[place]
            carried.edits.append(
                replace(planned_edit, start=edit.start + shift, end=edit.end + shift)
            )
    return carried


def carry_whole(base: str, edits: Sequence[PlannedEdit], steps: Sequence[Edit]) -> Carried:
    """Carry edits over to a text that somebody wrote directly: a move as a whole or not at all.

    A phrase that was to stand elsewhere, and whose old or new place was changed meanwhile, would
    otherwise be taken out here and put in nowhere, or stand twice.
    """
    starts = [step.start for step in steps]
    free = {
        one.edit
        for one in edits
        if not _close_to(base, one.edit, steps, bisect_right(starts, one.start))
    }
    if len(free) == len(edits):
        return carry(base, edits, steps)
    torn: dict[Edit, set[SuggestionId]] = {}
    for sponsor in {sponsor for one in edits for sponsor in one.sponsors}:
        for move in moves([one.edit for one in edits if sponsor in one.sponsors]):
            if (move.taken in free) != (move.put in free):
                torn.setdefault(move.taken if move.taken in free else move.put, set()).add(sponsor)
    parts = [
        replace(one, sponsors=tuple(s for s in one.sponsors if s not in torn.get(one.edit, ())))
        for one in edits
    ]
    carried = carry(base, [one for one in parts if one.sponsors], steps)
    carried.stale.extend(
        Leftover(sponsor, edit.old, edit.new)
        for edit, sponsors in torn.items()
        for sponsor in ordered(sponsors)
    )
    return carried


def _close_to(base: str, edit: Edit, steps: Sequence[Edit], place: int) -> list[Edit]:
    """The steps that an edit is equal to or collides with; steps lie apart, so few are asked."""
    found = []
    while place < len(steps) and steps[place].start <= edit.end:
        place += 1
    for step in reversed(steps[: place + 1]):
        if step == edit or collide(base, edit, step):
            found.append(step)
        elif step.end < edit.start:
            break
    return found


def planned(head: str, carried: Carried) -> Plan:
    """Order what was carried to the head, join what is the same, and find the collisions."""
    starts = [0, *accumulate(map(len, sentences(head)))][:-1] or [0]
    edits: list[PlannedEdit] = []
    hunks: list[Hunk] = []
    for group in parted(head, _joined(carried.edits)):
        wordings = group.wordings(head)
        number = len(hunks) if len(wordings) > 1 else None
        chosen: Sequence[PlannedEdit] = group.edits
        if number is not None:
            hunks.append(group.hunk(head, wordings))
        elif len(chosen) > 1:
            wording = wordings[0]  # the same change, read in two ways
            edit = Edit(*group.span, head[slice(*group.span)], wording.text)
            chosen = [PlannedEdit(*edit, sponsors=wording.sponsors)]
        edits.extend(_numbered(edit, number, starts) for edit in chosen)
    return Plan(
        digest(head), tuple(edits), tuple(hunks), tuple(carried.already_in), tuple(carried.stale)
    )


def _numbered(edit: PlannedEdit, number: int | None, starts: Sequence[int]) -> PlannedEdit:
    first, last = (max(0, bisect_right(starts, at) - 1) for at in (edit.start, edit.end - 1))
    return replace(edit, hunk=number, sentence=first, last=max(first, last))


def _joined(edits: Iterable[PlannedEdit]) -> list[PlannedEdit]:
    """Edits in document order, the same edit once with all its sponsors."""
    joined: dict[Edit, PlannedEdit] = {}
    for planned_edit in edits:
        known = joined.get(planned_edit.edit)
        sponsors = (known.sponsors if known else ()) + planned_edit.sponsors
        joined[planned_edit.edit] = replace(planned_edit, sponsors=ordered(sponsors))
    return [joined[edit] for edit in sorted(joined)]
