"""Numbered headings come in order: which of many lines that look like headings are headings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def heaviest_rising(keys: Sequence[tuple[int, ...]], weights: Sequence[int]) -> list[int]:
    """Return the places of the heaviest strictly rising sequence of `keys`.

    In a report the numbers of the true headings rise from first to last, while tables of
    contents, summary tables and references in the text break the order. The sequence with
    the greatest weight is therefore the report's own; of equal ones the later. n log n.
    """
    ranks = sorted(set(keys))
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before = [-1] * len(keys)
    for place, (key, weight) in enumerate(zip(keys, weights, strict=True)):
        rank = bisect_left(ranks, key)
        total, before[place] = _best_below(best, rank)
        _raise(best, rank, (total + weight, place))
    return _walked_back(before, _best_below(best, len(ranks))[1])


def _best_below(best: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    found = (0, -1)
    while rank > 0:
        found = max(found, best[rank], key=lambda pair: pair[0])
        rank -= rank & -rank
    return found


def _raise(best: list[tuple[int, int]], rank: int, value: tuple[int, int]) -> None:
    rank += 1
    while rank < len(best):
        if value[0] >= best[rank][0]:
            best[rank] = value
        rank += rank & -rank


def _walked_back(before: Sequence[int], place: int) -> list[int]:
    places = []
    while place >= 0:
        places.append(place)
        place = before[place]
    return places[::-1]
