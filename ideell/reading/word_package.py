"""Opening a packed text (Word, OpenDocument) without trusting it: counts and sizes first.

One part is read at a time. Nothing is ever unpacked to disk, no relation is followed and no
entity is expanded.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # because it has no types

from ideell.reading.cleaning import plain
from ideell.reading.limits import (
    ARCHIVE_BYTES,
    ARCHIVE_MEMBERS,
    ARCHIVE_RATIO,
    MEGABYTE,
    PART_BYTES,
)
from ideell.reading.unreadable import Reason, Unreadable

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
ENCRYPTED_BIT = 0x1


class WordPackage:
    """The parts of a .docx or .odt that are worth reading, each as a parsed tree."""

    def __init__(self, path: Path) -> None:
        """Check the list of parts. Raises `Unreadable` before anything is unpacked."""
        try:
            self.archive = zipfile.ZipFile(path)
        except BROKEN as error:
            raise Unreadable(Reason.DAMAGED) from error
        _check(self.archive.infolist(), path.stat().st_size)

    def close(self) -> None:
        """Close the file."""
        self.archive.close()

    def tree(self, name: str) -> Any | None:
        """Return the root of a part, None when the file has no such part."""
        if name not in self.archive.NameToInfo:
            return None
        content = self._content(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise Unreadable(Reason.UNSAFE)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(Reason.DAMAGED) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(Reason.UNSAFE)
        return root

    def _content(self, name: str) -> bytes:
        if self.archive.getinfo(name).file_size > PART_BYTES:
            raise Unreadable(Reason.PACKED_TOO_HARD)
        try:
            with self.archive.open(name) as part:
                content = part.read(PART_BYTES + 1)
        except BROKEN as error:
            raise Unreadable(Reason.DAMAGED) from error
        return content


def title_in(path: Path, part: str) -> str:
    """Return the title that a file has among its properties, or "" when it has none there."""
    package = WordPackage(path)
    try:
        root = package.tree(part)
    finally:
        package.close()
    found = [] if root is None else root.iter("{http://purl.org/dc/elements/1.1/}title")
    return plain(next((one.text or "" for one in found), ""))


def _check(parts: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > ARCHIVE_MEMBERS or unpacked > ARCHIVE_BYTES:
        raise Unreadable(Reason.PACKED_TOO_HARD)
    if unpacked > max(10 * MEGABYTE, size * ARCHIVE_RATIO):
        raise Unreadable(Reason.PACKED_TOO_HARD)
    if any(part.flag_bits & ENCRYPTED_BIT for part in parts):
        raise Unreadable(Reason.ENCRYPTED)
    names = [part.filename for part in parts]
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise Unreadable(Reason.MACROS)
    if len(set(names)) < len(names) or any(map(_is_foreign, parts)):
        raise Unreadable(Reason.UNSAFE)


def _is_foreign(part: zipfile.ZipInfo) -> bool:
    """Whether Word would never write such a part: a way out of the folder, or a link."""
    steps = part.filename.replace("\\", "/").split("/")
    return ".." in steps or stat.S_ISLNK(part.external_attr >> 16)
