"""Which blocks are headings: those the file marks, and those that only look like headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ideell.reading.blocks import Block
from ideell.reading.joining import Joiner
from ideell.reading.labels import label_of
from ideell.reading.nodes import plain_words
from ideell.reading.numbering import parts, split_number
from ideell.reading.order import heaviest_rising
from ideell.reading.statutes import is_statute

LONGEST_DRAWN = 260
MOST_LINES = 3
MARKED_WEIGHT, STRONG_WEIGHT, DRAWN_WEIGHT = 6, 3, 2


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the blocks `place` to `end` (not included); `depth` is the file's own."""

    place: int
    end: int
    number: str
    words: str
    depth: int | None
    strong: bool = False
    certain: bool = True

    @property
    def parts(self) -> tuple[int, ...]:
        """The number as numbers; empty for a heading without one."""
        return parts(self.number)

    @property
    def key(self) -> tuple[str, str]:
        """What two occurrences of the same heading share."""
        return self.number, plain_words(self.words)


def find_headings(
    blocks: Sequence[Block], joiner: Joiner, *, marks_all: bool = False
) -> list[Heading]:
    """Return the headings of a document in order.

    Marked headings are believed. A numbered line in a block of its own is a heading when its
    number fits in the rising order of all others (`order`); so tables of contents, summary
    tables and references fall away. With `marks_all` only marked headings count.
    """
    found = (h for h in _candidates(blocks, joiner) if h.certain or not marks_all)
    candidates = list(_with_second_halves(found))
    keys = [heading.key for heading in candidates]
    chosen = set(_in_order(candidates, keys))
    marked = {key for key, heading in zip(keys, candidates, strict=True) if heading.certain}
    latest = {keys[place]: place for place in chosen}
    kept = [
        replace(heading, certain=keys[place] in marked)
        for place, heading in enumerate(candidates)
        if place in chosen or (heading.certain and place >= latest.get(keys[place], place))
    ]
    parents = {heading.parts[:1] for heading in kept if len(heading.parts) > 1}
    kept = [h for h in kept if h.certain or len(h.parts) > 1 or h.strong or h.parts in parents]
    return _without_twins(kept)


def _candidates(blocks: Sequence[Block], joiner: Joiner) -> Iterator[Heading]:
    for place, block in enumerate(blocks):
        text = joiner.joined(block.lines)
        if block.depth is not None:
            number, words = (block.number, text) if block.number else split_number(text)
            if words:
                yield Heading(place, place + 1, number, words, block.depth, strong=block.strong)
        elif _looks_like_a_heading(block, text):
            number, words = split_number(text)
            if parts(number) and words[:1].isalpha() and words[:1].isupper():
                strong = block.strong
                yield Heading(place, place + 1, number, words, None, strong, certain=False)


def _looks_like_a_heading(block: Block, text: str) -> bool:
    if block.bullet or block.listed or not text[:1].isdecimal():
        return False
    if len(block.lines) > MOST_LINES or len(text) > LONGEST_DRAWN or label_of(text):
        return False
    return text[-1] not in ".,;:" or text.endswith(("m.m.", "m.fl."))


def _with_second_halves(candidates: Iterable[Heading]) -> Iterator[Heading]:
    """Join a marked heading that begins in lower case with the heading right before it."""
    waiting: Heading | None = None
    for heading in candidates:
        follows = waiting is not None and waiting.end == heading.place
        if waiting and follows and not heading.number and heading.words[:1].islower():
            words = _joined_halves(waiting.words, heading.words)
            depth = heading.depth if waiting.depth is None else waiting.depth
            waiting = replace(waiting, end=heading.end, words=words, depth=depth, certain=True)
            continue
        if waiting:
            yield waiting
        waiting = heading
    if waiting:
        yield waiting


def _joined_halves(first: str, second: str) -> str:
    repeated = first.rpartition(" ")[2]
    if second.endswith(f" {repeated}"):
        second = second[: -len(repeated) - 1]
    return f"{first} {second}"


def _in_order(candidates: Sequence[Heading], keys: Sequence[tuple[str, str]]) -> list[int]:
    places = [i for i, h in enumerate(candidates) if h.parts and not is_statute(h.words)]
    weights = [_weight(candidates[i]) for i in places]
    rising = heaviest_rising([candidates[i].parts for i in places], weights)
    chosen = [places[i] for i in rising]
    ends = [*chosen, len(candidates)][1:]
    return [_later_twin(keys, place, end) for place, end in zip(chosen, ends, strict=True)]


def _weight(heading: Heading) -> int:
    if heading.certain:
        return MARKED_WEIGHT
    return STRONG_WEIGHT if heading.strong else DRAWN_WEIGHT


def _later_twin(keys: Sequence[tuple[str, str]], place: int, end: int) -> int:
    """Return where the same heading stands again before the next one: there is its text."""
    return max(i for i in range(place, end) if keys[i] == keys[place])


def _without_twins(kept: Sequence[Heading]) -> list[Heading]:
    """Leave out a numbered heading that comes again when nothing stands under the first one."""
    keys = [heading.key for heading in kept]
    last = {key: place for place, key in enumerate(keys)}
    return [
        heading
        for place, heading in enumerate(kept)
        if last[keys[place]] == place or not heading.number or kept[place + 1].place > heading.end
    ]
