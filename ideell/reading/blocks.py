"""What every reader makes of its file: blocks of lines, in document order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item, as the file has it.

    `lines` are still broken where the file breaks them, hyphens and all. `depth` is the depth
    of a heading that the file marks as such (1 is the highest), otherwise None. `number` is
    a number that the file keeps beside the text, as Word does. `strong` says that the whole
    block is bold or larger than the text around it. `frame` tells which framed box it stands
    in and `listed` that it is a cell of a table with several columns; `cell` tells which table,
    row and column.
    """

    lines: tuple[str, ...]
    page: int | None = None
    depth: int | None = None
    number: str = ""
    strong: bool = False
    bullet: bool = False
    frame: int | None = None
    listed: bool = False
    cell: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The blocks of a file, its title and number of pages.

    `marks_all` says that the file marks every heading, so that none is looked for in the text.
    """

    blocks: Sequence[Block]
    title: str = ""
    pages: int | None = None
    marks_all: bool = False
