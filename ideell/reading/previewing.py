"""Reading a file to show what stands in it; each kind by its reader.

In the product it runs in a child process (`reading.preview_in_child`).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

from ideell.reading.blocks import Block, Reading
from ideell.reading.cleaning import plain
from ideell.reading.joining import Joiner
from ideell.reading.limits import PREVIEW_CHARACTERS, TABLE_CELLS, TEXT_BYTES
from ideell.reading.preview import Piece, Preview, cut, pieces_of
from ideell.reading.unreadable import Reason, Unreadable

OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
LARGEST_PICTURE = 40_000_000  # pixels
SAMPLE = 4096


def read_preview(path: Path, media_type: str) -> Preview:
    """Return what is shown of a file of a kind; raises `Unreadable` with one of its reasons."""
    if media_type in PICTURES:
        return _picture(path)
    if media_type == "text/csv":
        return cut(_rows(_text(path)))
    reader = READERS.get(media_type)
    if reader is None:
        raise Unreadable(Reason.UNKNOWN_KIND)
    reading = reader(path)
    join = Joiner(line for block in reading.blocks for line in block.lines).joined
    made = join if media_type == "application/pdf" else " ".join
    preview = cut(pieces_of(reading.blocks, made))
    return Preview(reading.title, reading.pages, preview.pieces, preview.is_cut)


def _rows(text: str) -> Iterator[Piece]:
    csv.field_size_limit(PREVIEW_CHARACTERS)
    sample = text[:SAMPLE]
    delimiter = max(";,\t", key=sample.count)
    try:
        for place, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter)):
            if row:
                yield Piece("row", cells=tuple(map(plain, row[:TABLE_CELLS])), begins=place == 0)
    except csv.Error as fault:
        raise Unreadable(Reason.TOO_LARGE) from fault


def _picture(path: Path) -> Preview:
    import imagesize

    try:
        width, height = imagesize.get(str(path))
    except Exception as fault:  # whatever a broken picture makes the library raise
        raise Unreadable(Reason.DAMAGED) from fault
    if width <= 0 or height <= 0:
        raise Unreadable(Reason.DAMAGED)
    if width * height > LARGEST_PICTURE:
        raise Unreadable(Reason.TOO_HEAVY)
    return Preview(width=int(width), height=int(height))


def _text(path: Path) -> str:
    from ideell.reading.kinds_of_file import decoded

    if path.stat().st_size > TEXT_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    return decoded(path.read_bytes())


def _plain(path: Path) -> Reading:
    """A plain text: an empty line ends a paragraph."""
    parts = (part.split("\n") for part in _text(path).split("\n\n"))
    lines = (tuple(filter(None, map(plain, part))) for part in parts)
    return Reading([Block(some) for some in lines if some])


def _markdown(path: Path) -> Reading:
    from ideell.reading.markdown import read_markdown

    return _titled(read_markdown(_text(path)))


def _html(path: Path) -> Reading:
    from ideell.reading.web import read_html

    if path.stat().st_size > TEXT_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    return read_html(path.read_bytes())


def _pdf(path: Path) -> Reading:
    from ideell.reading.pdf import read_pdf

    return read_pdf(path, lambda _share: None)


def _word(path: Path) -> Reading:
    from ideell.reading.word import read_word
    from ideell.reading.word_package import title_in

    reading = read_word(path)
    title = title_in(path, "docProps/core.xml") or reading.title
    return Reading(reading.blocks, title, reading.pages)


def _open_text(path: Path) -> Reading:
    from ideell.reading.open_text import read_open_text

    return read_open_text(path)


def _titled(reading: Reading) -> Reading:
    """A text without a title of its own is called what its first heading says."""
    first = next(iter(reading.blocks), None)
    is_heading = first is not None and first.depth == 1
    return Reading(
        reading.blocks,
        reading.title or (" ".join(first.lines) if first and is_heading else ""),
        reading.pages,
    )


READERS: dict[str, Callable[[Path], Reading]] = {
    "application/pdf": _pdf,
    OFFICE: _word,
    OPEN_TEXT: _open_text,
    "text/html": _html,
    "text/markdown": _markdown,
    "text/plain": _plain,
}
