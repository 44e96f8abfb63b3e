"""Every character of a block came with some save, and words left alone keep theirs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.writing.blocks import Block
from ideell.writing.diff import diff_words
from ideell.writing.tokens import words
from ideell.writing.tracing import UNKNOWN, Run, Traced, carried, covering, cut, traced_blocks

pytestmark = pytest.mark.once

TEXTS = st.lists(
    st.sampled_from(["Vi", "anser", "att", "staten", "bör", "ska", "ta", "ansvar", "för", "körer"]),
    max_size=14,
).map(" ".join)
HISTORIES = st.lists(TEXTS, min_size=1, max_size=6)


def told(history: list[str]) -> Traced:
    """Save one text after another; the first save is number 1."""
    traced = Traced("", ())
    for number, text in enumerate(history, start=1):
        traced = carried(traced, text, number)
    return traced


def parts(traced: Traced) -> list[tuple[str, int]]:
    """Return the text of each run with its origin."""
    place, found = 0, []
    for run in traced.runs:
        found.append((traced.text[place : place + run.length], run.origin))
        place += run.length
    return found


def origin_at(traced: Traced, place: int) -> int:
    (run,) = cut(traced.runs, place, place + 1)
    return run.origin


@given(HISTORIES)
def test_runs_cover_the_text_exactly(history: list[str]) -> None:
    traced = told(history)
    assert sum(run.length for run in traced.runs) == len(traced.text)
    assert all(run.length for run in traced.runs)
    assert all(one.origin != two.origin for one, two in pairwise(traced.runs))
    assert {run.origin for run in traced.runs} <= set(range(1, len(history) + 1))


@given(HISTORIES, TEXTS)
def test_what_a_save_leaves_alone_keeps_its_origin(history: list[str], new: str) -> None:
    old = told(history)
    later = carried(old, new, 99)
    shift, place = 0, 0
    for edit in diff_words(old.text, new):
        for at in range(place, edit.start):
            assert origin_at(old, at) == origin_at(later, at + shift)
        for at in range(edit.start + shift, edit.start + shift + len(edit.new)):
            assert origin_at(later, at) == 99
        shift += len(edit.new) - len(edit.old)
        place = edit.end
    assert all(
        origin_at(old, at) == origin_at(later, at + shift) for at in range(place, len(old.text))
    )


@given(HISTORIES, TEXTS)
def test_a_text_brought_back_is_as_it_was_whoever_brought_it_back(
    history: list[str], between: str
) -> None:
    old = told(history)
    changed = carried(old, between, 50)
    back = carried(changed, old.text, 51, again=old)
    assert 51 not in {run.origin for run in back.runs}
    assert sum(run.length for run in back.runs) == len(old.text)


@given(TEXTS, TEXTS)
def test_splitting_and_joining_keep_the_origin_of_every_word(left: str, right: str) -> None:
    whole = Block(1, "paragraph", f"{left} mellan {right}".strip())
    known = {1: Traced(whole.text, (Run(len(whole.text), 7),))}
    apart = [Block(1, "paragraph", f"{left} mellan".strip()), Block(2, "paragraph", right or "x")]
    found = traced_blocks([whole], apart, known, 8, {})
    for block in apart:
        if block.id in found:
            assert sum(run.length for run in found[block.id].runs) == len(block.text)


def test_a_split_block_takes_its_words_along() -> None:
    first, second = "Vi tillstyrker förslaget om körer.", "Vi avstyrker förslaget om dans i Skåne."
    before = [Block(1, "paragraph", f"{first} {second}")]
    known = {1: covering(before[0].text, [[len(first), 3], [len(second) + 1, 4]])}
    after = [Block(2, "paragraph", first), Block(1, "paragraph", second)]
    found = traced_blocks(before, after, known, 9, {})
    assert [origin for _words, origin in parts(found[2])] == [3]
    assert [origin for _words, origin in parts(found[1])] == [4]


def test_joined_blocks_keep_what_each_brought() -> None:
    first, second = "Vi tillstyrker förslaget om körer.", "Vi avstyrker förslaget om dans."
    before = [Block(1, "paragraph", first), Block(2, "paragraph", second)]
    after = [Block(1, "paragraph", f"{first} {second}")]
    known = {1: covering(first, [[len(first), 3]]), 2: covering(second, [[len(second), 4]])}
    found = traced_blocks(before, after, known, 9, {})[1]
    said = [(words.strip(), origin) for words, origin in parts(found)]
    assert [one for one in said if one[0]] == [(first, 3), (second, 4)]


def test_a_word_put_in_is_its_savers_and_the_rest_stays() -> None:
    old = told(["Vi anser att staten bör ta ansvar för alla körer i landet."])
    new = carried(old, "Vi anser att staten bör ta ett samlat ansvar för alla körer i landet.", 2)
    assert [said.strip() for said, origin in parts(new) if origin == 2] == ["ett samlat"]


def test_a_scattered_word_left_of_a_rewritten_text_is_nobodys_old_word() -> None:
    old = told(["Körer och dans behövs överallt i landet"])
    new = carried(old, "Pengar och lokaler saknas", 2)
    assert {origin for said, origin in parts(new) if words(said)} == {2}


def test_runs_that_do_not_fit_are_of_unknown_origin() -> None:
    assert covering("Hej", [[2, 5]]).runs == (Run(3, UNKNOWN),)
    assert covering("", [[2, 5]]).runs == ()
    assert covering("Hej", [[1, 5], [2, 6]]).runs == (Run(1, 5), Run(2, 6))


def test_a_block_that_is_new_or_moved_or_removed() -> None:
    one, two = Block(1, "paragraph", "Ett."), Block(2, "paragraph", "Två.")
    found = traced_blocks([one, two], [two], {}, 5, {})
    assert found == {}
    new = Block(3, "paragraph", "Ett helt nytt stycke.")
    found = traced_blocks([one], [one, new], {}, 5, {3: covering(new.text, [[len(new.text), 2]])})
    assert found[3].runs == (Run(len(new.text), 2),)
