"""Dividing blocks that hold several things: a heading and its text, two boxes in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ideell.reading.blocks import Block
from ideell.reading.labels import ends_box, label_of

NUMBERED = re.compile(r"\d{1,3}(?:\. ?\d{1,3}){0,6}\.?\s+[A-ZÅÄÖÉ”\"]")
LABEL_INSIDE = re.compile(
    r"(?<=[.)”:!?]) (?=(?:Regeringens|Utredningens|Kommitténs|Promemorians) "
    r"(?:förslag|bedömning)(?: och (?:förslag|bedömning))?: )"
)
SIGNS = ("• ", "– ", "- ", "▪ ", "◦ ", "— ")
LONGEST_HEADING = 3
WIDE = 36
"""A heading line shorter than this is not broken, so the next line is not its second half."""


def split_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks; labels and numbered headings inside one begin a new one."""
    for block in blocks:
        if block.depth is not None:
            yield block
        elif len(block.lines) == 1:
            for text in LABEL_INSIDE.split(block.lines[0]):
                yield _as_bullet(replace(block, lines=(text,)))
        else:
            yield from map(_as_bullet, _split(block))


def _as_bullet(block: Block) -> Block:
    """Return a paragraph that begins with a dash or a dot as the list item it is."""
    first = block.lines[0]
    if not first.startswith(SIGNS):
        return block
    return replace(block, lines=(first[2:].lstrip(), *block.lines[1:]), bullet=True)


def _split(block: Block) -> Iterator[Block]:
    lines, start = block.lines, 0
    for place in range(1, len(lines)):
        if _begins(lines[place], lines[place - 1]) or (place == 1 and _is_label_alone(block)):
            yield from _heading_and_text(_part(block, start, place))
            start = place
    yield from _heading_and_text(_part(block, start, len(lines)))


def _is_label_alone(block: Block) -> bool:
    label = label_of(block.lines[0], framed=True) if block.frame is not None else None
    return label is not None and not label.rest


def _part(block: Block, start: int, end: int) -> Block:
    if (start, end) == (0, len(block.lines)):
        return block
    return replace(block, lines=block.lines[start:end], bullet=block.bullet and start == 0)


def _begins(line: str, before: str) -> bool:
    if label_of(line) or ends_box(line):
        return True
    return _is_numbered(line) and (before[-1] in ".:!?”)0123456789" or _is_numbered(before))


def _is_numbered(line: str) -> bool:
    return len(line) <= 160 and bool(NUMBERED.match(line)) and line[-1] not in ".,;"


def _heading_and_text(block: Block) -> Iterator[Block]:
    lines = block.lines
    if len(lines) <= LONGEST_HEADING and not lines[-1].endswith("."):
        yield block
        return
    if not _is_numbered(lines[0]) or block.bullet:
        yield block
        return
    broken = len(lines[0]) > WIDE and lines[1][0].islower()
    end = 2 if broken and (len(lines) == 2 or lines[2][:1].isupper()) else 1
    yield replace(block, lines=lines[:end])
    if lines[end:]:
        yield replace(block, lines=lines[end:])
