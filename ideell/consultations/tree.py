"""The order of an outline: a list of levels, and what moving, adding and removing does to it.

Pure: works on levels and places in document order. A node's subtree is what follows it on
deeper levels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Direction = Literal["up", "down", "in", "out"]
DIRECTIONS: tuple[Direction, ...] = ("up", "down", "in", "out")
DEEPEST = 9


@dataclass(slots=True)
class Branch:
    """A node and what stands under it."""

    node: Any
    children: list[Branch] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Return the number of nodes under it, on all levels."""
        return sum(1 + child.size for child in self.children)

    @property
    def uncertain(self) -> int:
        """Return how many of them were guessed from the text."""
        return sum((not child.node.is_certain) + child.uncertain for child in self.children)


@dataclass(frozen=True, slots=True)
class Placing:
    """A new order: the old places in their new order, and the levels that change."""

    order: list[int]
    levels: dict[int, int]


def branches(nodes: Iterable[Any]) -> list[Branch]:
    """Return nodes in document order as a tree by their `.level`."""
    roots: list[Branch] = []
    path: list[Branch] = []
    for node in nodes:
        branch = Branch(node)
        while path and path[-1].node.level >= node.level:
            path.pop()
        (path[-1].children if path else roots).append(branch)
        path.append(branch)
    return roots


def end_of(levels: Sequence[int], place: int) -> int:
    """Return the place after the subtree that begins at `place`."""
    deeper = range(place + 1, len(levels))
    return next((at for at in deeper if levels[at] <= levels[place]), len(levels))


def parent_of(levels: Sequence[int], place: int) -> int | None:
    """Return the place of the node that `place` stands under."""
    before = range(place - 1, -1, -1)
    return next((at for at in before if levels[at] < levels[place]), None)


def sibling_before(levels: Sequence[int], place: int) -> int | None:
    """Return the place of the node before it under the same parent."""
    parent = parent_of(levels, place)
    found = None
    at = 0 if parent is None else parent + 1
    while at < place:
        found, at = at, end_of(levels, at)
    return found


def sibling_after(levels: Sequence[int], place: int) -> int | None:
    """Return the place of the node after it under the same parent."""
    end = end_of(levels, place)
    return end if end < len(levels) and _same_parent(levels, place, end) else None


def moved(
    levels: Sequence[int], place: int, direction: Direction, *, boxes: frozenset[int] = frozenset()
) -> Placing | None:
    """Return the order after moving a subtree one step, or None when it cannot go there.

    Up and down pass the neighbour under the same parent with all that stands under it. In
    makes it the last child of the one before, unless that is a box (its place in `boxes`);
    out puts it after its parent.
    """
    end = end_of(levels, place)
    own = list(range(place, end))
    if direction in {"up", "down"}:
        return _passed(levels, place, own, direction)
    shift = 1 if direction == "in" else -1
    new_levels = {at: levels[at] + shift for at in own}
    if direction == "in":
        before = sibling_before(levels, place)
        if before is None or before in boxes or max(new_levels.values()) > DEEPEST:
            return None
        return Placing(list(range(len(levels))), new_levels)
    parent = parent_of(levels, place)
    if parent is None:
        return None
    after = end_of(levels, parent)
    order = [*range(place), *range(end, after), *own, *range(after, len(levels))]
    return Placing(order, new_levels)


def possible(
    levels: Sequence[int], place: int, *, boxes: frozenset[int] = frozenset()
) -> list[Direction]:
    """Return the directions in which the node can be moved."""
    return [way for way in DIRECTIONS if moved(levels, place, way, boxes=boxes) is not None]


def _passed(
    levels: Sequence[int], place: int, own: list[int], direction: Direction
) -> Placing | None:
    other = (sibling_before if direction == "up" else sibling_after)(levels, place)
    if other is None:
        return None
    theirs = list(range(other, end_of(levels, other)))
    first, second = (own, theirs) if direction == "up" else (theirs, own)
    start, stop = min(own[0], theirs[0]), max(own[-1], theirs[-1]) + 1
    return Placing([*range(start), *first, *second, *range(stop, len(levels))], {})


def _same_parent(levels: Sequence[int], one: int, other: int) -> bool:
    return parent_of(levels, one) == parent_of(levels, other)
