"""PDF as blocks: bookmarks first, else what stands out on the pages.

Nothing in the file runs: no forms are opened, no action is followed. pdfium is not safe to
use from several threads and may crash on a broken file, so this runs in the child process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # because it has no types

from ideell.reading.blocks import Reading
from ideell.reading.cleaning import plain
from ideell.reading.limits import NODES, PAGES
from ideell.reading.numbering import split_number
from ideell.reading.pdf_blocks import blocks_of
from ideell.reading.pdf_bookmarks import Bookmark, as_headings, with_bookmarks
from ideell.reading.pdf_lines import PdfLine, page_lines, without_edges
from ideell.reading.unreadable import Reason, Unreadable

FEWEST_LETTERS_A_PAGE = 10
DEEPEST_BOOKMARK = 12
SAY_EVERY = 10


def read_pdf(path: Path, read_share: Callable[[float], None]) -> Reading:
    """Return the blocks of a PDF. `read_share` is told how much of it is read, 0 to 1."""
    document = _opened(path)
    try:
        if len(document) > PAGES:
            raise Unreadable(Reason.TOO_MANY_PAGES)
        pages = [*_pages(document, read_share)]
        bookmarks = as_headings(list(_bookmarks(document)))
        title = plain(document.get_metadata_value("Title"))
    except pypdfium2.PdfiumError as error:
        raise Unreadable(Reason.DAMAGED) from error
    finally:
        document.close()
    letters = sum(len(line.text) for page in pages for line in page)
    if not bookmarks and letters < FEWEST_LETTERS_A_PAGE * len(pages):
        raise Unreadable(Reason.IMAGE_ONLY)
    blocks = blocks_of(without_edges(pages))
    if bookmarks:
        blocks = with_bookmarks(blocks, bookmarks)
    return Reading(blocks, title, len(pages), marks_all=_are_whole(bookmarks))


def _opened(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error) or "ecurity" in str(error)
        raise Unreadable(Reason.ENCRYPTED if locked else Reason.DAMAGED) from error


def _pages(document: Any, read_share: Callable[[float], None]) -> Iterator[list[PdfLine]]:
    count = len(document)
    for place in range(count):
        page = document[place]
        try:
            yield page_lines(page, place + 1)
        finally:
            page.close()
        if place % SAY_EVERY == 0:
            read_share(place / count)


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    for found, bookmark in enumerate(document.get_toc(max_depth=DEEPEST_BOOKMARK)):
        if found > NODES:
            raise Unreadable(Reason.TOO_MANY_NODES)
        destination = bookmark.get_dest()
        index = destination.get_index() if destination else None
        title = plain(bookmark.get_title())
        yield Bookmark(title, bookmark.level + 1, None if index is None else index + 1)


def _are_whole(bookmarks: list[Bookmark]) -> bool:
    """Whether the bookmarks hold the sections too; numbered chapters alone do not."""
    numbers = [number for b in bookmarks if (number := split_number(b.title)[0])]
    return bool(bookmarks) and (not numbers or any("." in number for number in numbers))
