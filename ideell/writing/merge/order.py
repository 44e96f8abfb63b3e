"""Bringing two orders of the same things together.

The things that neither side moved are the skeleton, which both orders agree on. Whatever a side
added or moved hangs on the nearest skeleton thing before it, and goes along when that is moved.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import NamedTuple

from ideell.writing.matching import moved


class Order(NamedTuple):
    """The merged order, and what both sides moved, but to different places."""

    keys: list[Hashable]
    torn: list[Hashable]


def merge_orders(
    base: Sequence[Hashable],
    mine: Sequence[Hashable],
    theirs: Sequence[Hashable],
    kept: Collection[Hashable],
    rank: Mapping[Hashable, tuple[str, str]],
) -> Order:
    """Merge two orders; only what is in ``kept`` takes part.

    ``rank`` decides which side's additions come first when both added at the same place; it must
    not depend on who is ``mine``, so that the order of arrival does not matter.
    """
    by_me, by_them = moved(base, mine), moved(base, theirs)
    skeleton = (set(mine) & set(theirs) & set(base) & set(kept)) - by_me - by_them
    here = _hung(mine, skeleton, [k for k in mine if k in kept and _is_of(k, base, by_me, theirs)])
    there = _hung(
        theirs, skeleton, [k for k in theirs if k in kept and _is_of(k, base, by_them, mine)]
    )
    places = {key: anchor for anchor, keys in there.items() for key in keys}
    torn = [
        key
        for anchor, keys in here.items()
        for key in keys
        if key in places and places[key] != anchor
    ]
    order: list[Hashable] = []
    for anchor in [None, *(key for key in base if key in skeleton)]:
        order += [] if anchor is None else [anchor]
        first = [key for key in here.get(anchor, []) if key not in torn]
        order += _side_by_side(first, there.get(anchor, []), rank)
    return Order(order, torn)


def _is_of(
    key: Hashable,
    base: Sequence[Hashable],
    moved_here: Collection[Hashable],
    other: Sequence[Hashable],
) -> bool:
    """Whether it is this side that says where a thing stands."""
    return key not in base or key in moved_here or key not in other


def _hung(
    order: Sequence[Hashable], skeleton: Collection[Hashable], hanging: Sequence[Hashable]
) -> dict[Hashable, list[Hashable]]:
    anchor: Hashable = None
    found: dict[Hashable, list[Hashable]] = {}
    loose = set(hanging)
    for key in order:
        if key in skeleton:
            anchor = key
        elif key in loose:
            found.setdefault(anchor, []).append(key)
    return found


def _side_by_side(
    first: list[Hashable], second: list[Hashable], rank: Mapping[Hashable, tuple[str, str]]
) -> list[Hashable]:
    """Both sides' things at one place, each side's together, what both have once."""
    runs = sorted((run for run in (first, second) if run), key=lambda run: [rank[k] for k in run])
    return list(dict.fromkeys(key for run in runs for key in run))
