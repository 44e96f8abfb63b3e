"""Matching finds what is the same, never crosses, and stays quick on the worst sequences."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.writing import matching
from ideell.writing.matching import Gap, Run, gaps, moved, rising, runs
from tests.writing.cases import some

pytestmark = pytest.mark.once

sequences = st.lists(st.sampled_from("abcdef"), max_size=14)


@some
@given(sequences, sequences)
def test_runs_are_equal_in_order_and_never_touch_without_a_gap(
    old: list[str], new: list[str]
) -> None:
    i = j = 0
    for run in runs(old, new):
        assert run.length > 0
        assert run.old >= i
        assert run.new >= j
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
        assert (run.old, run.new) != (i, j) or (i, j) == (0, 0)
        i, j = run.old + run.length, run.new + run.length


@some
@given(sequences, sequences)
def test_gaps_and_runs_are_the_whole(old: list[str], new: list[str]) -> None:
    rebuilt = list(old)
    for gap in reversed(list(gaps(old, new))):
        assert gap.old_end > gap.old_start or gap.new_end > gap.new_start
        rebuilt[gap.old_start : gap.old_end] = new[gap.new_start : gap.new_end]
    assert rebuilt == new


@some
@given(sequences)
def test_a_sequence_matches_itself_wholly(things: list[str]) -> None:
    assert runs(things, things) == ([Run(0, 0, len(things))] if things else [])
    assert not list(gaps(things, things))


def test_rare_things_are_the_anchors() -> None:
    old, new = ["och", "alfa", "och", "och", "beta", "och"], ["och", "och", "alfa", "och", "beta"]
    assert Run(1, 2, 2) in runs(old, new)
    assert list(gaps(["a", "x", "b"], ["a", "y", "b"])) == [Gap(1, 2, 1, 2)]


@some
@given(st.lists(st.integers(0, 12), max_size=12, unique=True))
def test_the_rising_run_rises(positions: list[int]) -> None:
    chosen = [positions[place] for place in rising(positions)]
    assert chosen == sorted(chosen)
    assert bool(chosen) == bool(positions)


def test_one_move_is_one_move() -> None:
    assert moved([1, 2, 3, 4], [2, 3, 4, 1]) == {1}
    assert moved([1, 2, 3], [1, 3]) == set()


@pytest.mark.parametrize(
    "cut",
    ["ab", "a", "abc" * 7, "aab"],
    ids=["two by turns", "one alone", "three by turns", "uneven"],
)
def test_what_repeats_without_end_is_still_quick(cut: str) -> None:
    """Without anchors and too large for an exact answer: pairs in order, never a square."""
    old = list(cut * 20_000)[:20_000]
    new = ["x", *old[:9_000], "y", *old[9_100:], "z"]
    before = time.process_time()
    found = runs(old, new)
    assert time.process_time() - before < 1
    assert sum(run.length for run in found) > 8_000


def test_splitting_again_and_again_is_bounded() -> None:
    """New anchors that turn up only deeper down must not make the work a square of the length."""
    chance = Random(1)
    old = [chance.randrange(3_000) for _ in range(6_000)]
    new = sorted(old)
    before = time.process_time()
    runs(old, new)
    assert time.process_time() - before < 1


def test_it_matches_as_much_as_the_patience_of_others() -> None:
    theirs = pytest.importorskip("patiencediff")
    chance = Random(7)
    for _ in range(100):
        old = [chance.randrange(80) for _ in range(120)]
        new = [thing for thing in old if chance.random() > 0.1]
        for _ in range(8):
            new.insert(chance.randrange(len(new)), chance.randrange(200))
        blocks = theirs.PatienceSequenceMatcher(None, old, new).get_matching_blocks()
        ours = sum(run.length for run in runs(old, new))
        assert ours >= sum(block[2] for block in blocks) - 3


def test_deeper_than_allowed_is_settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "DEEPEST", 0)
    assert runs("abcd", "bxcd") == [Run(1, 0, 1), Run(2, 2, 2)]
