"""What is shown of a file, as accessible text: headings, paragraphs, lists, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from ideell.reading.blocks import Block
from ideell.reading.limits import (
    PIECE_CHARACTERS,
    PREVIEW_CHARACTERS,
    PREVIEW_PIECES,
    TABLE_CELLS,
)


class Piece(NamedTuple):
    """One part of what is shown: a heading, a paragraph, an item of a list, a row of a table.

    `depth` is that of a heading, 1 the highest. A row has `cells` instead of a text; `begins`
    says that it is the first of its table.
    """

    kind: str
    text: str = ""
    depth: int = 0
    cells: tuple[str, ...] = ()
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a file; `is_cut` says that there is more in it than is shown."""

    title: str = ""
    pages: int | None = None
    pieces: tuple[Piece, ...] = ()
    is_cut: bool = False
    width: int | None = None
    height: int | None = None


def pieces_of(blocks: Iterable[Block], joined: Callable[[Any], str]) -> Iterator[Piece]:
    """Return blocks as pieces; cells of one row become one piece."""
    row: list[str] = []
    place: tuple[int, int] | None = None
    before: int | None = None
    for block in blocks:
        text = " ".join(filter(None, (block.number, joined(block.lines))))
        if block.cell is None or (place is not None and block.cell[:2] != place):
            if place is not None:
                yield Piece("row", cells=tuple(row), begins=place[0] != before)
                before = place[0]
            row, place = [], None
        if block.cell is None:
            yield _piece(block, text)
            continue
        place = block.cell[:2]
        _into(row, block.cell[2], text)
    if place is not None:
        yield Piece("row", cells=tuple(row), begins=place[0] != before)


def _into(row: list[str], column: int, text: str) -> None:
    row.extend([""] * (min(column, TABLE_CELLS) + 1 - len(row)))
    place = min(column, TABLE_CELLS)
    row[place] = f"{row[place]} {text}".strip()


def _piece(block: Block, text: str) -> Piece:
    if block.depth:
        return Piece("heading", text, min(block.depth, 6))
    return Piece("item" if block.bullet else "paragraph", text)


def cut(pieces: Iterable[Piece]) -> Preview:
    """Keep as much as may be shown, and say when there is more."""
    kept, left = list[Piece](), PREVIEW_CHARACTERS
    for piece in pieces:
        left -= len(piece.text) + sum(map(len, piece.cells))
        if left < 0 or len(kept) == PREVIEW_PIECES:
            return Preview(pieces=tuple(kept), is_cut=True)
        kept.extend(_parts(piece))
    return Preview(pieces=tuple(kept))


def _parts(piece: Piece) -> Iterator[Piece]:
    """A piece of ordinary length as it is, a very long one in several."""
    if piece.kind == "row" or len(piece.text) <= PIECE_CHARACTERS:
        yield piece
        return
    for start in range(0, len(piece.text), PIECE_CHARACTERS):
        yield piece._replace(text=piece.text[start : start + PIECE_CHARACTERS])
