"""The lines of a PDF with where they stand: place, size and weight tell boxes and headings."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # because it has no types

from ideell.reading.joining import plain_line

BOLD = 600
EDGE_LINES = 3
OFTEN = 3


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of text: `x`, `top` and `bottom` are baselines in points, up the page."""

    text: str
    page: int
    x: float
    top: float
    bottom: float
    size: float
    bold: bool


def page_lines(page: Any, number: int) -> list[PdfLine]:
    """Return the lines of a page in the order in which the file writes them.

    A line whose last word was broken holds the line after it too, so it has two baselines.
    """
    textpage = page.get_textpage()
    try:
        lines = []
        place = 0
        for raw in textpage.get_text_range().split("\r\n"):
            text = plain_line(raw)
            if text:
                lines.append(_line(textpage.raw, raw, text, place, number))
            place += len(raw) + 2
        return lines
    finally:
        textpage.close()


def _line(textpage: Any, raw: str, text: str, place: int, number: int) -> PdfLine:
    start = place + len(raw) - len(raw.lstrip())
    end = place + len(raw.rstrip()) - 1
    x, top = _origin(textpage, start)
    _, bottom = _origin(textpage, end)
    bold = all(pdfium.FPDFText_GetFontWeight(textpage, i) >= BOLD for i in (start, end))
    return PdfLine(text, number, x, top, bottom, _size(textpage, start), bold)


def _origin(textpage: Any, place: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(textpage, place, x, y)
    return x.value, y.value


def _size(textpage: Any, place: int) -> float:
    """Return the size as it is seen; some files write every letter at size 1, enlarged."""
    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(textpage, place))
    pdfium.FPDFText_GetMatrix(textpage, place, matrix)
    return round(size * (abs(matrix.d) or 1.0), 1)


def without_edges(pages: Sequence[Sequence[PdfLine]]) -> list[PdfLine]:
    """Return the lines of all pages without page headers, page footers and page numbers."""
    counted = Counter(_masked(line) for page in pages for line in _edges(page))
    kept = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        for line in page:
            masked = _masked(line)
            if id(line) in edges and (counted[masked] >= OFTEN or not masked.strip("#- –")):
                continue
            kept.append(line)
    return kept


def _edges(page: Sequence[PdfLine]) -> Iterable[PdfLine]:
    """The lines first and last on the page, and those first and last in the file."""
    by_height = sorted(page, key=lambda line: -line.top)
    chosen = [*page[:EDGE_LINES], *page[-1:], *by_height[:EDGE_LINES], *by_height[-EDGE_LINES:]]
    return {id(line): line for line in chosen}.values()


def _masked(line: PdfLine) -> str:
    return "".join("#" if c.isdecimal() else c for c in line.text)[:120]
