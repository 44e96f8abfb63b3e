"""Word files (.docx) as blocks: heading styles, counted numbers, framed boxes, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ideell.reading.blocks import Block, Reading
from ideell.reading.cleaning import plain
from ideell.reading.contents import with_leader
from ideell.reading.labels import label_of
from ideell.reading.unreadable import Reason, Unreadable
from ideell.reading.word_numbering import Numbering
from ideell.reading.word_package import WordPackage
from ideell.reading.word_styles import (
    Styles,
    child,
    is_on,
    local,
    number,
    numbering_of,
    value,
)

UNSAID_PARTS = "del moveFrom instrText delText rPr pPr Fallback txbxContent footnoteReference"
WRAPPING_PARTS = "sdt sdtContent ins moveTo smartTag customXml AlternateContent Choice"
UNSAID, WRAPPERS = frozenset(UNSAID_PARTS.split()), frozenset(WRAPPING_PARTS.split())
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad"}
BODY_LEVEL = 9


def read_word(path: Path) -> Reading:
    """Return the blocks of a Word file. Tracked insertions are read, deletions are not."""
    package = WordPackage(path)
    try:
        root = package.tree("word/document.xml")
        styles = Styles(package.tree("word/styles.xml"))
        numbering = Numbering(package.tree("word/numbering.xml"))
    finally:
        package.close()
    body = child(root, "body")
    if body is None:
        raise Unreadable(Reason.DAMAGED)
    reader = _Reader(styles, numbering)
    blocks = list(reader.blocks(body))
    return Reading(blocks, reader.title)


class _Reader:
    """Walks the body; the parser has already refused trees that are too deep."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.title = ""
        self.frames = 0
        self.tables = 0

    def blocks(
        self, container: Any, frame: int | None = None, *, listed: bool = False
    ) -> Iterator[Block]:
        before: int | None = None
        for element in container:
            name = local(element)
            if name == "p":
                bordered = frame is None and _has_border(element)
                before = (before or self._new_frame()) if bordered else None
                yield from self._paragraph(element, before or frame, listed=listed)
            elif name == "tbl":
                yield from self._table(element, listed=listed)
            elif name in WRAPPERS:
                yield from self.blocks(element, frame, listed=listed)

    def _new_frame(self) -> int:
        self.frames += 1
        return self.frames

    def _table(self, table: Any, *, listed: bool) -> Iterator[Block]:
        rows = [[c for c in row if local(c) == "tc"] for row in table if local(row) == "tr"]
        boxed = all(len(row) == 1 for row in rows) or _is_labelled(rows)
        frame = self._new_frame() if boxed and not listed else None
        self.tables += 1
        here = self.tables
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                for block in self.blocks(cell, frame, listed=listed or not boxed):
                    is_cell = block.listed and block.cell is None
                    yield replace(block, cell=(here, place, column)) if is_cell else block

    def _paragraph(self, element: Any, frame: int | None, *, listed: bool) -> Iterator[Block]:
        properties = child(element, "pPr")
        style = self.styles.style(value(child(properties, "pStyle")))
        depth = _own_depth(properties, style.depth)
        count, counted = self.numbering.next(numbering_of(properties) or style.numbering)
        raw = "".join(_texts(element))
        lines = tuple(filter(None, (plain(with_leader(line)) for line in raw.split("\n"))))
        if lines and style.is_title and depth is None and not self.title:
            self.title = " ".join(lines)
        elif lines and not (style.is_contents and not raw.rstrip()[-1:].isdecimal()):
            depth = None if style.is_contents else depth
            bullet = counted and depth is None
            if bullet and count:
                lines = (f"{count} {lines[0]}", *lines[1:])
            strong = style.bold or _is_bold(element)
            own = count.rstrip(". ") if depth else ""
            yield Block(lines, None, depth, own, strong, bullet, frame, listed)
        for box in _text_boxes(element):
            yield from self.blocks(box, self._new_frame(), listed=listed)


def _own_depth(properties: Any, inherited: int | None) -> int | None:
    level = number(value(child(properties, "outlineLvl")))
    if level is None:
        return inherited
    return level + 1 if level < BODY_LEVEL else None


def _has_border(paragraph: Any) -> bool:
    border = child(child(paragraph, "pPr"), "pBdr")
    return border is not None and {"top", "left"} <= {local(side) for side in border}


def _is_labelled(rows: list[list[Any]]) -> bool:
    """Whether the table is one row with the label of a box in its first cell."""
    if len(rows) != 1 or len(rows[0]) != 2:
        return False
    label = label_of(plain("".join(_texts(rows[0][0]))), framed=True)
    return label is not None and not label.rest


def _texts(element: Any) -> Iterator[str]:
    for part in element:
        name = local(part)
        if name == "t":
            yield part.text or ""
        elif name in BREAKS:
            yield BREAKS[name]
        elif name not in UNSAID:
            yield from _texts(part)


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter() if local(run) == "r" and "".join(_texts(run)).strip()]
    return bool(runs) and all(is_on(child(child(run, "rPr"), "b")) for run in runs)


def _text_boxes(element: Any) -> Iterator[Any]:
    for part in element:
        name = local(part)
        if name == "txbxContent":
            yield part
        elif name not in ("Fallback", "del", "pPr", "rPr"):
            yield from _text_boxes(part)
