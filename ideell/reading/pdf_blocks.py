"""From lines with places to blocks: gaps, sizes and margins show where a block ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ideell.reading.blocks import Block
from ideell.reading.labels import label_of
from ideell.reading.pdf_lines import PdfLine
from ideell.reading.splitting import SIGNS

GAP = 1.45
"""A gap wider than this many usual line heights ends a block and the box it stands in."""

SMALL_GAP = 1.2
"""After a full stop, a gap wider than this begins a new paragraph of the same box."""

LARGER = 1.12
"""Letters this many times larger than those of the running text are a heading's."""

MARGIN = 3.0
INDENT = 4.0


def blocks_of(lines: Sequence[PdfLine]) -> list[Block]:
    """Return the blocks of all lines; what stands in a box shares a frame."""
    body = _body_size(lines)
    height = _line_height(lines)
    blocks: list[Block] = []
    frames = 0
    frame: int | None = None
    margin = 0.0
    for group, is_new_run in _groups(lines, height):
        first = group[0]
        label = label_of(first.text)
        if is_new_run or (frame and min(line.x for line in group) < margin - MARGIN):
            frame = None
        if label and frame is None:
            frames += 1
            frame, margin = frames, min(line.x for line in group)
        elif label:
            margin = min(margin, *(line.x for line in group))
        blocks.append(replace(_block(group, body), frame=frame))
    return blocks


def _block(group: Sequence[PdfLine], body: float) -> Block:
    lines = tuple(line.text for line in group)
    strong = all(line.bold or line.size >= body * LARGER for line in group)
    return Block(lines, group[0].page, strong=strong)


def _groups(lines: Sequence[PdfLine], height: float) -> Iterator[tuple[list[PdfLine], bool]]:
    """Yield the lines of each block, and whether a gap or a new page goes before it."""
    group: list[PdfLine] = []
    run = True
    for line in lines:
        if group:
            gap = _is_apart(group[-1], line, height)
            if gap or _begins_block(group, line, height):
                yield group, run
                group, run = [], gap
        group.append(line)
    if group:
        yield group, run


def _is_apart(before: PdfLine, line: PdfLine, height: float) -> bool:
    if before.page != line.page:
        return True
    return not -1.0 <= before.bottom - line.top <= GAP * _usual(before, line, height)


def _usual(before: PdfLine, line: PdfLine, height: float) -> float:
    return max(height, 1.15 * min(before.size, line.size))


def _begins_block(group: Sequence[PdfLine], line: PdfLine, height: float) -> bool:
    before = group[-1]
    if abs(before.size - line.size) > 0.6 or before.bold != line.bold or label_of(line.text):
        return True
    if line.text.startswith(SIGNS):
        return True
    if before.text[-1] not in ".!?:" or line.bold:
        return False
    indented = line.x > min(other.x for other in group) + INDENT
    return indented or before.bottom - line.top > SMALL_GAP * _usual(before, line, height)


def _body_size(lines: Sequence[PdfLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _line_height(lines: Sequence[PdfLine]) -> float:
    steps = [
        before.bottom - line.top
        for before, line in pairwise(lines)
        if before.page == line.page and 2.0 < before.bottom - line.top < 40.0
    ]
    return median(steps) if steps else 12.0
