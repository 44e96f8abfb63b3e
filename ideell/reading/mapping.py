"""Finding the nodes of a report again in a corrected one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rapidfuzz import fuzz, process

from ideell.reading.nodes import plain_words

ALIKE = 80
"""How alike two headings must be, 0 to 100, to be the same one with small changes."""

FEWEST_LETTERS = 8
"""Shorter headings ("Inledning") say too little to be matched by likeness."""


class Mappable(Protocol):
    """What is asked of a node, old or new; stored nodes fit as they are."""

    @property
    def number(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def kind(self) -> str: ...


class How(StrEnum):
    """By what a pair was found."""

    SAME = "same"
    NUMBER = "number"
    HEADING = "heading"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class Pair:
    """Places of a node in the old list and in the new, and how they were matched."""

    old: int
    new: int
    how: How


@dataclass(frozen=True, slots=True)
class Mapping:
    """The pairs in the old order; what is left over is listed by its place."""

    pairs: tuple[Pair, ...]
    lost: tuple[int, ...]
    added: tuple[int, ...]


def map_outlines(old: Sequence[Mappable], new: Sequence[Mappable]) -> Mapping:
    """Pair the nodes of two versions: by number and heading, number, heading, likeness.

    A box only pairs with a box, a heading only with a heading. Equal ones pair in order. A
    number alone pairs only headings, and only when their words are not better matched
    elsewhere. Nodes that fit nowhere are in `lost` (old) and `added` (new).
    """
    matching = _Matching(old, new)
    matching.by(How.SAME, lambda node: (_group(node), node.number, plain_words(node.heading)))
    matching.by(How.HEADING, _heading_key, unique=True)
    matching.by(How.NUMBER, _number_key)
    matching.by(How.HEADING, _heading_key)
    matching.by_likeness()
    return matching.result()


def _group(node: Mappable) -> str:
    """Chapters, sections and acts may change kind between versions; boxes are their own kind."""
    kind = str(node.kind)
    return kind if kind in ("proposal", "assessment", "question") else "heading"


def _heading_key(node: Mappable) -> Hashable:
    words = plain_words(node.heading)
    return (_group(node), words) if len(words) >= FEWEST_LETTERS else None


def _number_key(node: Mappable) -> Hashable:
    return (_group(node), node.number) if node.number else None


class _Matching:
    def __init__(self, old: Sequence[Mappable], new: Sequence[Mappable]) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, Pair] = {}
        self.taken: set[int] = set()

    def _free(self) -> tuple[list[int], list[int]]:
        left = [place for place in range(len(self.old)) if place not in self.pairs]
        return left, [place for place in range(len(self.new)) if place not in self.taken]

    def _pair(self, old: int, new: int, how: How) -> None:
        self.pairs[old] = Pair(old, new, how)
        self.taken.add(new)

    def by(self, how: How, key: Callable[[Mappable], Hashable], *, unique: bool = False) -> None:
        """Pair what shares a key; with `unique` only where one old and one new share it."""
        left, right = self._free()
        mine, theirs = defaultdict(list), defaultdict(list)
        for place in left:
            mine[key(self.old[place])].append(place)
        for place in right:
            theirs[key(self.new[place])].append(place)
        for shared, places in mine.items():
            others = theirs.get(shared, [])
            if shared is None or (unique and (len(places) > 1 or len(others) > 1)):
                continue
            for one, other in zip(places, others, strict=False):
                self._pair(one, other, how)

    def by_likeness(self) -> None:
        """Pair what is left by the words of the headings, the most alike first."""
        left, right = self._free()
        words = [plain_words(self.new[place].heading) for place in right]
        found = []
        for one in left:
            mine = plain_words(self.old[one].heading)
            if len(mine) < FEWEST_LETTERS:
                continue
            best = process.extract(mine, words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
            found += [(score, one, right[place]) for _, score, place in best]
        for _, one, other in sorted(found, key=lambda hit: (-hit[0], abs(hit[1] - hit[2]))):
            same_group = _group(self.old[one]) == _group(self.new[other])
            if same_group and one not in self.pairs and other not in self.taken:
                self._pair(one, other, How.ALIKE)

    def result(self) -> Mapping:
        left, right = self._free()
        pairs = tuple(self.pairs[place] for place in sorted(self.pairs))
        return Mapping(pairs, tuple(left), tuple(right))
