"""Which save each word of a block came from, carried along from save to save.

The origins of a text are runs that cover it exactly: so many characters, from this save. Words
that a save leaves alone keep theirs, also where a block is split or joined; what it puts in is
its own; what it brings back has the origin that it had before (design: product 15).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from ideell.writing.blocks import Block, BlockId
from ideell.writing.diff import diff_blocks, diff_words

BETWEEN = 2
"""Characters between blocks that are read as one text: the blank line of `BlockChange`."""

UNKNOWN = 0
"""The origin of words of which nothing was kept."""


class Run(NamedTuple):
    """So many characters that came with the same save."""

    length: int
    origin: int


class Traced(NamedTuple):
    """A text with the runs that cover it."""

    text: str
    runs: tuple[Run, ...]


def covering(text: str, runs: Iterable[Sequence[int]]) -> Traced:
    """Return a text with its stored runs; what they do not cover exactly is of unknown origin."""
    found = tuple(Run(*run) for run in runs)
    if sum(run.length for run in found) != len(text):
        found = (Run(len(text), UNKNOWN),) if text else ()
    return Traced(text, found)


def carried(old: Traced, new: str, origin: int, again: Traced | None = None) -> Traced:
    """Return `new`, saved as `origin`, with the runs of what it kept of `old`.

    `again` is an earlier text that the save brings back: its words have their origin again.
    """
    made: list[Run] = []
    place = 0
    for edit in diff_words(old.text, new):
        made += cut(old.runs, place, edit.start)
        made.append(Run(len(edit.new), origin))
        place = edit.end
    made += cut(old.runs, place, len(old.text))
    traced = Traced(new, _joined(made))
    return traced if again is None else _brought_back(traced, carried(again, new, origin), origin)


def cut(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    """Give the runs of the characters `[start, end)`."""
    place = 0
    for run in runs:
        length = min(end, place + run.length) - max(start, place)
        if length > 0:
            yield Run(length, run.origin)
        place += run.length


def traced_blocks(
    before: Sequence[Block],
    after: Sequence[Block],
    known: Mapping[BlockId, Traced],
    origin: int,
    again: Mapping[BlockId, Traced],
) -> dict[BlockId, Traced]:
    """Return the blocks that a save changed or made, each with its runs.

    `known` are the runs of the blocks before, `again` those of blocks that came back.
    """
    found: dict[BlockId, Traced] = {}
    for change in diff_blocks(*_differing(before, after)):
        if change.change == "same" or not change.new:
            continue
        parts = [known.get(block.id) or covering(block.text, ()) for block in change.old]
        whole = carried(_glued(parts), change.new_text, origin)
        place = 0
        for block in change.new:
            end = place + len(block.text)
            own = Traced(block.text, _joined(cut(whole.runs, place, end)))
            if block.id in again:
                own = _brought_back(own, carried(again[block.id], block.text, origin), origin)
            found[block.id] = own
            place = end + BETWEEN
    return found


def _differing(
    before: Sequence[Block], after: Sequence[Block]
) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return both versions without what they begin and end with alike: none of that came anew."""
    least = min(len(before), len(after))
    first = next((n for n in range(least) if before[n] != after[n]), least)
    left = least - first
    last = next((n for n in range(left) if before[-n - 1] != after[-n - 1]), left)
    return before[first : len(before) - last], after[first : len(after) - last]


def _glued(parts: Sequence[Traced]) -> Traced:
    """Read several blocks as the one text that a change compares them as."""
    runs: list[Run] = []
    for part in parts:
        if runs:
            runs.append(Run(BETWEEN, runs[-1].origin))
        runs += part.runs
    return Traced("\n\n".join(part.text for part in parts), tuple(runs))


def _brought_back(traced: Traced, earlier: Traced, origin: int) -> Traced:
    """Let what is new in `traced` have the origin that it has in `earlier`, of the same text."""
    ends = {*accumulate(run.length for run in traced.runs)}
    ends |= {*accumulate(run.length for run in earlier.runs)}
    made = []
    for start, end in pairwise([0, *sorted(ends)]):
        (own,), (other,) = cut(traced.runs, start, end), cut(earlier.runs, start, end)
        made.append(other if own.origin == origin else own)
    return Traced(traced.text, _joined(made))


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbours of one origin; leave empty runs out."""
    made: list[Run] = []
    for run in runs:
        if made and made[-1].origin == run.origin:
            made[-1] = Run(made[-1].length + run.length, run.origin)
        elif run.length:
            made.append(run)
    return tuple(made)
