"""Making a plan: every suggestion rebased on the head, the same edits joined, collisions found."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from ideell.writing.diff import Edit, apply_edits, near, planned_edits
from ideell.writing.merge.text import collide, together
from ideell.writing.plan.shape import (
    Hunk,
    Leftover,
    Plan,
    PlannedEdit,
    SuggestionId,
    Wording,
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
        found = carry(base, wanted, steps[suggestion.base])
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
    for group in _groups(head, _joined(carried.edits)):
        hunk = _hunk(head, group)
        number = len(hunks) if len(hunk.wordings) > 1 else None
        if number is not None:
            hunks.append(hunk)
        elif len(group) > 1:
            wording = hunk.wordings[0]  # the same change, read in two ways
            group = [PlannedEdit(*hunk.choose(wording.text), sponsors=wording.sponsors)]
        edits.extend(_numbered(edit, number, starts) for edit in group)
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
        joined[planned_edit.edit] = replace(planned_edit, sponsors=_ordered(sponsors))
    return [joined[edit] for edit in sorted(joined)]


def _ordered(sponsors: Iterable[SuggestionId]) -> tuple[SuggestionId, ...]:
    """Each once, by number: the one that came first comes first, however the plan was made."""
    return tuple(sorted(set(sponsors), key=lambda sponsor: (isinstance(sponsor, str), sponsor)))


def _groups(head: str, edits: Iterable[PlannedEdit]) -> Iterator[list[PlannedEdit]]:
    group: list[PlannedEdit] = []
    end = 0
    for planned_edit in edits:
        start = planned_edit.start
        if group and start > end and not near(head, end, start):
            yield group
            group, end = [], 0
        group.append(planned_edit)
        end = max(end, planned_edit.end)
    if group:
        yield group


def _hunk(head: str, group: Sequence[PlannedEdit]) -> Hunk:
    """The place that a group of edits is about, with how it would read for each suggestion."""
    start, end = group[0].start, max(edit.end for edit in group)
    old = head[start:end]
    texts: dict[str, list[SuggestionId]] = {}
    for sponsor in _ordered(sponsor for edit in group for sponsor in edit.sponsors):
        wanted = [
            edit.edit._replace(start=edit.start - start, end=edit.end - start)
            for edit in group
            if sponsor in edit.sponsors
        ]
        texts.setdefault(apply_edits(old, wanted), []).append(sponsor)
    wordings = tuple(Wording(text, tuple(sponsors)) for text, sponsors in texts.items())
    both = together(old, *texts) if len(texts) > 1 else old
    return Hunk(start, end, old, wordings, both)
