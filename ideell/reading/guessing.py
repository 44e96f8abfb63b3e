"""Headings of a document that marks none and numbers none: bold lines, else short lines."""

from __future__ import annotations

from collections.abc import Sequence

from ideell.reading.blocks import Block
from ideell.reading.headings import Heading
from ideell.reading.joining import Joiner
from ideell.reading.labels import label_of

LONGEST = 120
MOST_LINES = 2
FEWEST_LETTERS = 3


def guessed_headings(blocks: Sequence[Block], joiner: Joiner) -> list[Heading]:
    """Return bold lines, or short lines when none is bold; a person looks them over."""
    fitting = [place for place, block in enumerate(blocks) if _fits(block, joiner)]
    bold = [place for place in fitting if blocks[place].strong]
    return [
        Heading(place, place + 1, "", joiner.joined(blocks[place].lines), 1, certain=False)
        for place in bold or fitting
    ]


def _fits(block: Block, joiner: Joiner) -> bool:
    if block.bullet or block.listed or block.frame or len(block.lines) > MOST_LINES:
        return False
    text = joiner.joined(block.lines)
    if len(text) > LONGEST or label_of(text):
        return False
    letters = sum(c.isalpha() for c in text)
    ends = text[-1] not in ".,;:" or text.endswith(("m.m.", "m.fl."))
    return letters >= FEWEST_LETTERS and ends and not text[0].islower()
