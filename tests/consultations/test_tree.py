"""Moving in a list of levels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.consultations import tree

pytestmark = pytest.mark.once

#          0  1  2  3  4  5  6
LEVELS = [1, 2, 3, 3, 2, 1, 2]


@dataclass(frozen=True)
class Node:
    level: int


def after(levels: list[int], place: int, way: tree.Direction) -> list[tuple[int, int]] | None:
    placing = tree.moved(levels, place, way)
    if placing is None:
        return None
    return [(at, placing.levels.get(at, levels[at])) for at in placing.order]


def test_ends_parents_and_siblings() -> None:
    assert [tree.end_of(LEVELS, at) for at in range(7)] == [5, 4, 3, 4, 5, 7, 7]
    assert [tree.parent_of(LEVELS, at) for at in range(7)] == [None, 0, 1, 1, 0, None, 5]
    assert [tree.sibling_before(LEVELS, at) for at in range(7)] == [None, None, None, 2, 1, 0, None]
    assert [tree.sibling_after(LEVELS, at) for at in range(7)] == [5, 4, 3, None, None, None, None]


def test_up_and_down_pass_the_neighbour_with_all_under_it() -> None:
    assert [at for at, _ in after(LEVELS, 5, "up") or []] == [5, 6, 0, 1, 2, 3, 4]
    assert [at for at, _ in after(LEVELS, 1, "down") or []] == [0, 4, 1, 2, 3, 5, 6]
    assert after(LEVELS, 0, "up") is None
    assert after(LEVELS, 5, "down") is None


def test_in_makes_it_the_last_child_of_the_one_before() -> None:
    assert after(LEVELS, 4, "in") == list(enumerate([1, 2, 3, 3, 3, 1, 2]))
    assert after(LEVELS, 1, "in") is None


def test_nothing_goes_in_under_a_box() -> None:
    assert tree.moved([1, 1], 1, "in", boxes=frozenset({0})) is None


def test_nothing_goes_deeper_than_the_deepest_level() -> None:
    assert tree.moved([8, 8, 9], 1, "in") is None


def test_out_puts_it_after_its_parent() -> None:
    assert after(LEVELS, 1, "out") == [(0, 1), (4, 2), (1, 1), (2, 2), (3, 2), (5, 1), (6, 2)]
    assert after(LEVELS, 0, "out") is None


def test_the_buttons_are_those_that_do_something() -> None:
    assert tree.possible(LEVELS, 0) == ["down"]
    assert tree.possible(LEVELS, 3) == ["up", "in", "out"]


def test_branches_follow_the_levels_also_when_one_is_skipped() -> None:
    roots = tree.branches([Node(2), Node(1), Node(3), Node(2)])
    assert [(branch.node.level, branch.size) for branch in roots] == [(2, 0), (1, 2)]
    assert [child.node.level for child in roots[1].children] == [3, 2]


@st.composite
def outlines(draw: st.DrawFn) -> list[int]:
    levels = [1]
    for _ in range(draw(st.integers(0, 12))):
        levels.append(draw(st.integers(1, min(levels[-1] + 1, 5))))
    return levels


@given(outlines(), st.data())
def test_a_move_loses_nothing_and_its_opposite_takes_it_back(
    levels: list[int], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(levels) - 1))
    way = data.draw(st.sampled_from(tree.DIRECTIONS))
    placing = tree.moved(levels, place, way)
    if placing is None:
        return
    assert sorted(placing.order) == list(range(len(levels)))
    moved = [placing.levels.get(at, levels[at]) for at in placing.order]
    assert moved[0] == 1
    assert all(one <= two + 1 for two, one in pairwise(moved))
    back: dict[str, tree.Direction] = {"up": "down", "down": "up", "in": "out"}
    if way in back:
        again = tree.moved(moved, placing.order.index(place), back[way])
        assert again is not None
        names = [placing.order[at] for at in again.order]
        assert names == list(range(len(levels)))
