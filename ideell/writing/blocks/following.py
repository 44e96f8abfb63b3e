"""Which new block is which old one. Source of the rule: model, Merging 7.

A block keeps its id while at least half of its words follow. When a block is split the larger
part keeps the id; when blocks are joined the one that gave most words does. A block that is cut
down to less than half keeps its id only where it stands, since a few words found elsewhere say
nothing about where the paragraph went.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ideell.writing import matching
from ideell.writing.blocks.shape import Block, Typed
from ideell.writing.tokens import words

TELLS_NOTHING = 8
"""A word that stands in more of the old blocks than this says too little about where one went.
It also bounds the work: so many comparisons per word."""


class _Claim(NamedTuple):
    """How many words of an old block are in a new one; sorted so that the best comes first."""

    minus_shared: int
    distance: int
    old: int
    new: int


def keep_ids(old: Sequence[Block], new: Sequence[Typed]) -> list[Block]:
    """Give each new block the id of the old one that it continues, or None."""
    kept: dict[int, int] = {}
    for run in matching.runs([(b.kind, b.text) for b in old], [(b.kind, b.text) for b in new]):
        kept.update((run.new + step, run.old + step) for step in range(run.length))
    _follow(old, new, kept)
    return [
        Block(old[kept[place]].id if place in kept else None, block.kind, block.text)
        for place, block in enumerate(new)
    ]


def _follow(old: Sequence[Block], new: Sequence[Typed], kept: dict[int, int]) -> None:
    """Pair what is left, the surest pairs first."""
    taken = set(kept.values())
    left = {i: Counter(_tell(block.text)) for i, block in enumerate(old) if i not in taken}
    right = {j: Counter(_tell(block.text)) for j, block in enumerate(new) if j not in kept}
    _without_common(left, right)
    places = _places(kept, len(old), len(new))
    for claim in sorted(_claims(left, right, places)):
        if claim.old in left and claim.new in right:
            kept[claim.new] = claim.old
            del left[claim.old], right[claim.new]


def _tell(text: str) -> list[str]:
    return [word.lower() for word in words(text)] or [text]


def _places(kept: dict[int, int], olds: int, news: int) -> dict[int, tuple[int, int]]:
    """For each new block without an id, the range of old blocks that it stands among."""
    places: dict[int, tuple[int, int]] = {}
    low = 0
    waiting: list[int] = []
    for j in range(news + 1):
        if j < news and j not in kept:
            waiting.append(j)
            continue
        high = kept[j] if j < news else olds
        places.update((k, (low, high)) for k in waiting)
        waiting, low = [], high + 1
    return places


def _claims(
    left: dict[int, Counter[str]],
    right: dict[int, Counter[str]],
    places: dict[int, tuple[int, int]],
) -> Iterator[_Claim]:
    sizes = {i: counts.total() for i, counts in left.items()}
    for j, shared in _shared(left, right):
        low, high = places[j]
        size = right[j].total()
        for i, count in shared.items():
            at_home = low <= i < high
            if count * 2 >= (min(sizes[i], size) if at_home else sizes[i]):
                yield _Claim(-count, abs(i - j), i, j)


def _shared(
    left: dict[int, Counter[str]], right: dict[int, Counter[str]]
) -> Iterator[tuple[int, dict[int, int]]]:
    """For each new block, how many words it shares with each old one that it shares any with."""
    where: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, counts in left.items():
        for word, count in counts.items():
            where[word].append((i, count))
    for j, counts in right.items():
        shared: dict[int, int] = {}
        for word, count in counts.items():
            for i, other in where.get(word, ()):
                shared[i] = shared.get(i, 0) + min(count, other)
        yield j, shared


def _without_common(left: dict[int, Counter[str]], right: dict[int, Counter[str]]) -> None:
    """Drop the words that stand in too many of the old blocks."""
    spread = Counter(word for counts in left.values() for word in counts)
    common = {word for word, number in spread.items() if number > TELLS_NOTHING}
    for counts in (*left.values(), *right.values()):
        for word in common & counts.keys():
            del counts[word]
