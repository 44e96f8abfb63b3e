"""How deep a heading lies: by its number, else by the depth that the file gives it."""

from __future__ import annotations

from collections.abc import Sequence

from ideell.reading.headings import Heading
from ideell.reading.limits import DEEPEST_LEVEL
from ideell.reading.statutes import holds_statutes, is_statute


def levels_of(headings: Sequence[Heading]) -> list[int]:
    """Return the level of each heading, 1 for chapters.

    A number decides against the file: 4.2.2 is on level 3 even where its bookmark lies below
    4.2.1. Without a number a heading lies where the numbered ones of the same depth lie.
    """
    if not any(_counts(heading) for heading in headings):
        return _by_depth(headings)
    floors = _floors(headings)
    levels: list[int] = []
    holder = 0
    for heading in headings:
        if is_statute(heading.words) and len(heading.parts) < 2 and holder:
            level = holder + 1
        elif heading.parts:
            level = len(heading.parts)
        else:
            level = 1 if heading.number else _floor(floors, heading.depth or 1)
        holder = _holder(heading, level, holder)
        levels.append(min(level, DEEPEST_LEVEL))
    return levels


def is_numbered(headings: Sequence[Heading]) -> bool:
    """Whether the report numbers its headings at all."""
    return any(_counts(heading) for heading in headings)


def _counts(heading: Heading) -> bool:
    return bool(heading.parts) and not is_statute(heading.words)


def _holder(heading: Heading, level: int, holder: int) -> int:
    if holds_statutes(heading.words):
        return level
    return 0 if level <= holder else holder


def _floors(headings: Sequence[Heading]) -> dict[int, int]:
    """Return the highest level at which the file uses each of its depths."""
    floors: dict[int, int] = {}
    for heading in headings:
        if heading.depth is not None and _counts(heading):
            level = len(heading.parts)
            floors[heading.depth] = min(level, floors.get(heading.depth, level))
    return floors


def _floor(floors: dict[int, int], depth: int) -> int:
    if depth in floors:
        return floors[depth]
    above = [known for known in floors if known < depth]
    return floors[max(above)] + depth - max(above) if above else 1


def _by_depth(headings: Sequence[Heading]) -> list[int]:
    """Return levels without gaps: a depth that is skipped is not a level."""
    levels: list[int] = []
    open_depths: list[int] = []
    for heading in headings:
        depth = heading.depth or 1
        while open_depths and open_depths[-1] >= depth:
            open_depths.pop()
        open_depths.append(depth)
        levels.append(min(len(open_depths), DEEPEST_LEVEL))
    return levels
