"""OpenDocument texts (.odt) as blocks: headings, paragraphs, lists, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ideell.reading.blocks import Block, Reading
from ideell.reading.cleaning import plain
from ideell.reading.unreadable import Reason, Unreadable
from ideell.reading.word_package import WordPackage, title_in
from ideell.reading.word_styles import child, local, number, value

UNSAID = frozenset(["tracked-changes", "annotation", "note-citation", "sequence-decls", "forms"])
MOST_SPACES = 200


def read_open_text(path: Path) -> Reading:
    """Return the blocks of an OpenDocument text, its title from its properties."""
    package = WordPackage(path)
    try:
        root = package.tree("content.xml")
    finally:
        package.close()
    body = child(child(root, "body"), "text")
    if body is None:
        raise Unreadable(Reason.DAMAGED)
    return Reading(list(_Reader().blocks(body)), title_in(path, "meta.xml"))


class _Reader:
    """Walks the body; the parser has already refused trees that are too deep."""

    def __init__(self) -> None:
        self.tables = 0

    def blocks(self, container: Any, *, bullet: bool = False) -> Iterator[Block]:
        for element in container:
            name = local(element)
            if name in ("h", "p"):
                yield from _paragraph(element, name, bullet=bullet)
            elif name == "table":
                yield from self._table(element)
            elif name not in UNSAID:
                yield from self.blocks(element, bullet=bullet or name == "list-item")

    def _table(self, table: Any) -> Iterator[Block]:
        self.tables += 1
        here = self.tables
        for place, row in enumerate(one for one in table.iter() if local(one) == "table-row"):
            cells = (cell for cell in row if local(cell) == "table-cell")
            for column, cell in enumerate(cells):
                for block in self.blocks(cell):
                    yield replace(block, listed=True, cell=block.cell or (here, place, column))


def _paragraph(element: Any, name: str, *, bullet: bool) -> Iterator[Block]:
    lines = tuple(filter(None, map(plain, "".join(_texts(element)).split("\n"))))
    depth = number(value(element, "outline-level")) or 1 if name == "h" else None
    if lines:
        yield Block(lines, depth=depth, bullet=bullet and depth is None)


def _texts(element: Any) -> Iterator[str]:
    name = local(element)
    if name == "tab":
        yield "\t"
    elif name == "line-break":
        yield "\n"
    elif name == "s":
        yield " " * min(number(value(element, "c")) or 1, MOST_SPACES)
    elif name not in UNSAID:
        yield element.text or ""
        for part in element:
            yield from _texts(part)
            yield part.tail or ""
