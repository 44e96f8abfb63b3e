"""Which parts of two sequences are the same: patience matching, with bounded worst cases.

What occurs once on both sides is an anchor (Bram Cohen's patience idea: rare things tell where we
are, frequent ones do not); the longest rising run of anchors is kept, and the gaps between them
are matched in the same way. A gap without anchors is settled by the longest common subsequence
when it is small, by pairing the rarest things in order when it is large.

Time: O(n log n) for each of at most DEEPEST rounds, and O(gap²/64) for gaps of at most SMALL.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

DEEPEST = 10
SMALL = 400 * 400


class Run(NamedTuple):
    """``length`` things are the same from ``old`` in the old sequence and ``new`` in the new."""

    old: int
    new: int
    length: int


class Gap(NamedTuple):
    """What lies between two runs: ``[old_start, old_end)`` became ``[new_start, new_end)``."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    """The runs that are the same in both, in order, never crossing, each as long as it can be."""
    found: list[Run] = []
    waiting = [(Gap(0, len(old), 0, len(new)), 0)]
    while waiting:
        gap, depth = waiting.pop()
        inner = _trim(old, new, gap, found)
        if inner.old_start == inner.old_end or inner.new_start == inner.new_end:
            continue
        pairs = _anchors(old, new, inner) if depth < DEEPEST else []
        if pairs:
            waiting.extend((between, depth + 1) for between in _between(inner, pairs))
            found.extend(Run(i, j, 1) for i, j in pairs)
        else:
            found.extend(Run(i, j, 1) for i, j in _settle(old, new, inner))
    return _joined(sorted(found))


def gaps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[Gap]:
    """What differs, in order; never empty on both sides."""
    i = j = 0
    for run in [*runs(old, new), Run(len(old), len(new), 0)]:
        if run.old > i or run.new > j:
            yield Gap(i, run.old, j, run.new)
        i, j = run.old + run.length, run.new + run.length


def rising(positions: Sequence[int]) -> list[int]:
    """The places in ``positions`` of one longest strictly rising run (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for place, position in enumerate(positions):
        pile = bisect_left(tops, position)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [position]
        piles[pile : pile + 1] = [place]
    chain: list[int] = []
    place = piles[-1] if piles else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def moved(base: Sequence[Hashable], changed: Sequence[Hashable]) -> set[Hashable]:
    """The fewest things that have to be moved to make the one order of the other."""
    place = {key: i for i, key in enumerate(base)}
    common = [key for key in changed if key in place]
    still = {common[i] for i in rising([place[key] for key in common])}
    return set(common) - still


def _trim(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap, found: list[Run]) -> Gap:
    """Take what is the same at the beginning and the end out of a gap."""
    a, b, c, d = gap
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    if a > gap.old_start:
        found.append(Run(gap.old_start, gap.new_start, a - gap.old_start))
    if b < gap.old_end:
        found.append(Run(b, d, gap.old_end - b))
    return Gap(a, b, c, d)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[tuple[int, int]]:
    """Pairs of what occurs exactly once on both sides, the longest run that does not cross."""
    left = old[gap.old_start : gap.old_end]
    right = new[gap.new_start : gap.new_end]
    counts, other = Counter(left), Counter(right)
    place = {thing: j for j, thing in enumerate(right)}
    pairs = [
        (i, place[thing])
        for i, thing in enumerate(left)
        if counts[thing] == 1 and other.get(thing) == 1
    ]
    return _uncrossed(pairs, gap)


def _uncrossed(pairs: list[tuple[int, int]], gap: Gap) -> list[tuple[int, int]]:
    kept = rising([j for _, j in pairs])
    return [(pairs[k][0] + gap.old_start, pairs[k][1] + gap.new_start) for k in kept]


def _between(gap: Gap, pairs: list[tuple[int, int]]) -> Iterator[Gap]:
    a, c = gap.old_start, gap.new_start
    for i, j in [*pairs, (gap.old_end, gap.new_end)]:
        if a < i and c < j:
            yield Gap(a, i, c, j)
        a, c = i + 1, j + 1


def _settle(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[tuple[int, int]]:
    """Match a gap that has no anchors."""
    left = old[gap.old_start : gap.old_end]
    right = new[gap.new_start : gap.new_end]
    if len(left) * len(right) <= SMALL:
        return [(i + gap.old_start, j + gap.new_start) for i, j in _common(left, right)]
    return _uncrossed(_in_order(left, right), gap)


def _in_order(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pair the first with the first, the second with the second, of everything alike."""
    places: dict[Hashable, list[int]] = {}
    for j in range(len(right) - 1, -1, -1):
        places.setdefault(right[j], []).append(j)
    return [(i, places[thing].pop()) for i, thing in enumerate(left) if places.get(thing)]


def _common(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The longest common subsequence, 64 cells at a time in whole numbers (Hyyrö 2004)."""
    places: dict[Hashable, int] = {}
    for j, thing in enumerate(right):
        places[thing] = places.get(thing, 0) | 1 << j
    full = (1 << len(right)) - 1
    row, rows = full, [full]
    for thing in left:
        same = row & places.get(thing, 0)
        row = ((row + same) | (row - same)) & full
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    i, j = len(left), len(right)
    while i and j:
        if rows[i] >> (j - 1) & 1:
            j -= 1
        elif not rows[i - 1] >> (j - 1) & 1:
            i -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _joined(found: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in found:
        last = joined[-1] if joined else None
        if last and (last.old + last.length, last.new + last.length) == (run.old, run.new):
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            joined.append(run)
    return joined
