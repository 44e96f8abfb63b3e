"""A sentence that somebody moves: taken out and put in as one thing, or not at all."""

from __future__ import annotations

import pytest

from ideell.writing.blocks import Block
from ideell.writing.diff import diff_words, moves
from ideell.writing.merge import beside, merge_blocks, merge_text, together
from ideell.writing.plan import Plan, Suggested, accept_all, plan_suggestions, rebase

pytestmark = pytest.mark.once

FIRST = "Staten bör ta ansvar för lokalerna."
SECOND, THIRD = "Bidraget räknas upp varje år.", "Kommunerna har små marginaler i dag."
LAST = "Vi vill se en plan."
BASE = f"{FIRST} {SECOND} {THIRD} {LAST}"
MOVED_LAST = f"{SECOND} {THIRD} {LAST} {FIRST}"
MOVED_BETWEEN = f"{SECOND} {THIRD} {FIRST} {LAST}"
TAKEN_OUT = f"{SECOND} {THIRD} {LAST}"
LONGER = f"{BASE} Det gäller alla."
A, B, C = (Block(n, "paragraph", text) for n, text in enumerate((BASE, LONGER, LAST), start=1))


def plan_of(*wanted: str, head: str = BASE) -> Plan:
    return plan_suggestions({0: BASE}, [Suggested(n, 0, w) for n, w in enumerate(wanted)], head)


def test_a_move_is_two_edits_that_hang_together() -> None:
    (move,) = moves(diff_words(BASE, MOVED_LAST))
    assert FIRST in move.taken.old
    assert FIRST in move.put.new
    assert moves(diff_words(BASE, LONGER)) == []
    assert moves(diff_words(BASE, f"Nytt. {TAKEN_OUT} Det gäller alla.")) == []


def test_a_move_is_accepted_whole() -> None:
    assert accept_all(plan_of(MOVED_LAST, MOVED_LAST), BASE)[0] == MOVED_LAST
    smaller = BASE.replace("små", "mycket små")
    plan = plan_of(MOVED_LAST, smaller)
    assert accept_all(plan, BASE)[0] == MOVED_LAST.replace("små", "mycket små")


@pytest.mark.parametrize("other", [MOVED_BETWEEN, TAKEN_OUT, LONGER])
def test_a_move_that_another_disturbs_is_one_choice(other: str) -> None:
    plan = plan_of(MOVED_LAST, other)
    (hunk,) = plan.hunks
    assert plan.free == []
    assert [wording.text for wording in hunk.wordings] == [MOVED_LAST, other]
    assert accept_all(plan, BASE)[0] == BASE


@pytest.mark.parametrize("other", [MOVED_BETWEEN, TAKEN_OUT])
def test_two_who_write_directly_never_double_or_revive_a_sentence(other: str) -> None:
    merged = merge_text(BASE, MOVED_LAST, other)
    assert not merged.clean
    assert merge_text(BASE, other, MOVED_LAST).clean is merged.clean


def test_a_move_to_where_somebody_wrote_meanwhile_goes_back_whole() -> None:
    for plan in (plan_of(MOVED_LAST, head=LONGER), rebase(plan_of(MOVED_LAST), BASE, LONGER)):
        assert plan.edits == ()
        assert plan.state_of(0) == "stale"
        assert sorted(bool(part.old) for part in plan.stale) == [False, True]


def test_a_move_that_nobody_disturbed_stays_when_another_part_is_stale() -> None:
    moved_and_more = MOVED_LAST.replace("varje år", "vartannat år")
    plan = plan_of(moved_and_more, head=BASE.replace("varje år", "alla år"))
    assert plan.state_of(0) == "stale"
    assert [part.new for part in plan.stale] == ["vartannat"]
    assert accept_all(plan, BASE.replace("varje år", "alla år"))[0] == MOVED_LAST.replace(
        "varje år", "alla år"
    )


def test_the_parts_of_a_split_stay_together_wherever_the_block_goes() -> None:
    half, other_half = (
        A._replace(text=f"{FIRST} {SECOND}"),
        Block(None, "paragraph", f"{THIRD} {LAST}"),
    )
    new = Block(9, "paragraph", "Aldrig emellan.")
    split = [half, other_half, C]
    assert merge_blocks([A, C], split, [A, new, C]).blocks == (half, other_half, new, C)
    assert merge_blocks([A, C], split, [C, A]).blocks == (C, half, other_half)
    first = [Block(None, "paragraph", FIRST), A._replace(text=TAKEN_OUT), C]
    assert merge_blocks([A, C], first, [new, A, C]).blocks == (new, *first)


def test_of_two_who_split_a_block_differently_it_matters_not_who_came_first() -> None:
    mine = [A._replace(text=f"{FIRST} {SECOND} {THIRD}"), Block(None, "paragraph", LAST)]
    theirs = [A._replace(text=TAKEN_OUT), Block(None, "paragraph", FIRST)]
    merged, other = merge_blocks([A], mine, theirs), merge_blocks([A], theirs, mine)
    assert merged.blocks == other.blocks
    assert [block.text for block in merged.blocks] == [f"{SECOND} {THIRD}", FIRST, LAST]


def test_words_carried_to_another_block_are_asked_about_when_another_removed_them() -> None:
    joined = [A._replace(text=f"{BASE} {LAST}")]
    (conflict,) = merge_blocks([A, C], joined, [A]).conflicts
    assert (conflict.id, conflict.why, conflict.together) == (C.id, "moved", "")
    both = merge_blocks(
        [A, C, B], [A._replace(text=f"{BASE} {LAST}"), B], [A, B._replace(text=f"{LAST} {LONGER}")]
    )
    assert [conflict.why for conflict in both.conflicts] == ["moved"]
    assert merge_blocks([A, C], joined, joined).clean
    assert merge_blocks([A, C], [A], [A]).clean


def test_what_one_wrote_anew_and_another_changed_stand_one_after_the_other() -> None:
    changed = BASE.replace("små", "mycket små")
    assert (
        beside(BASE, "Vi efterlyser en tidsplan", changed)
        == f"Vi efterlyser en tidsplan. {changed}"
    )
    assert beside(THIRD, "", THIRD.replace("små", "mycket små")) == THIRD.replace(
        "små", "mycket små"
    )
    others = THIRD.replace("små", "mycket små"), f"Nytt. {THIRD}"
    assert beside(THIRD, ".", others[0]) == others[0]
    assert beside(THIRD, "Vi efterlyser en tidsplan. ", others[1]) == (
        "Vi efterlyser en tidsplan. Nytt. "
    )
    assert together(THIRD, "Vi efterlyser en tidsplan.", others[0]).startswith("Vi efterlyser")
