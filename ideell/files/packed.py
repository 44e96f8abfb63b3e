"""What kind of document a packed file is, told by the names of its parts; none is unpacked.

The list of parts is only read when it is short: a file may name hundreds of thousands.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO

ARCHIVE = "application/zip"
LONGEST_LIST = 1_000_000  # bytes; the parts of a large report take a hundredth of it
END = struct.Struct("<4s4H2LH")
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError,
    ValueError, KeyError,
)  # fmt: skip
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
BY_PART = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}presentationml.presentation",
}
BY_MARK = {f"{OPEN}{kind}": f"{OPEN}{kind}" for kind in ("text", "spreadsheet", "presentation")}


def kind_of_archive(stream: IO[bytes]) -> str:
    """Return the media type of a packed file; what is no document is an archive."""
    if not _has_short_list(stream):
        return ARCHIVE
    try:
        with zipfile.ZipFile(stream) as archive:
            return _kind(archive)
    except BROKEN:
        return ARCHIVE


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        return "application/vnd.ms-office.macroenabled"
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            mark = part.read(100).decode("ascii", errors="replace").strip()
        return BY_MARK.get(mark, ARCHIVE)
    return next((kind for part, kind in BY_PART.items() if part in names), ARCHIVE)


def _has_short_list(stream: IO[bytes]) -> bool:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - END.size - 65_535))
    tail = stream.read()
    place = tail.rfind(b"PK\5\6")
    if place < 0 or len(tail) - place < END.size:
        return False
    return bool(END.unpack_from(tail, place)[5] <= LONGEST_LIST)
