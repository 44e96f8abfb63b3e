"""What kind of content a file holds, told by the content; a name is only a hint for text."""

from __future__ import annotations

import re
from io import BytesIO
from typing import IO

import filetype  # type: ignore[import-untyped]  # because it carries no types

from ideell.files.packed import kind_of_archive
from ideell.foundation.language import lazy

UNKNOWN = "application/octet-stream"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
OPEN_SLIDES = "application/vnd.oasis.opendocument.presentation"
OLD_OFFICE = "application/x-ole-storage"
WITH_MACROS = "application/vnd.ms-office.macroenabled"
PROGRAM = "application/x-executable"
HEAD = 8192

IN_WORDS = {
    "application/pdf": lazy("PDF"),
    WORD: lazy("Word"),
    SHEET: lazy("Excel"),
    SLIDES: lazy("PowerPoint"),
    OPEN_TEXT: lazy("OpenDocument-text"),
    OPEN_SHEET: lazy("OpenDocument-kalkyl"),
    OPEN_SLIDES: lazy("OpenDocument-bilder"),
    OLD_OFFICE: lazy("äldre Office-fil"),
    "application/rtf": lazy("RTF"),
    "text/html": lazy("HTML"),
    "text/markdown": lazy("Markdown"),
    "text/plain": lazy("text"),
    "text/csv": lazy("CSV-tabell"),
    "application/xml": lazy("XML"),
    "message/rfc822": lazy("e-brev"),
    "image/png": lazy("PNG-bild"),
    "image/jpeg": lazy("JPEG-bild"),
    "image/gif": lazy("GIF-bild"),
    "image/webp": lazy("WebP-bild"),
    "image/svg+xml": lazy("SVG-bild"),
}
MARKDOWN_ENDINGS = (".md", ".markdown")
HTML_STARTS = ("<!doctype html", "<html", "<head", "<body")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SVG = re.compile(r"<svg[\s>]", re.IGNORECASE)
MAIL = re.compile(r"(?:mime-version|received|return-path|from|message-id): ", re.IGNORECASE)


def media_type_of(content: bytes, name: str = "") -> str:
    """Return the media type of a content; what is neither known nor text is octets.

    A type is never taken from the name or the sender: what says it is a picture and holds a
    page is a page.
    """
    return media_type_in(BytesIO(content), name)


def media_type_in(stream: IO[bytes], name: str = "") -> str:
    """Return the media type of what a stream holds from its beginning; it can be read again."""
    stream.seek(0)
    head = stream.read(HEAD)
    try:
        return _kind(head, stream, name)
    finally:
        stream.seek(0)


def in_words(media_type: str) -> str:
    """Return what people call the kind of file."""
    return str(IN_WORDS.get(media_type) or lazy("fil"))


def _kind(head: bytes, stream: IO[bytes], name: str) -> str:
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith(PROGRAMS):
        return PROGRAM
    text = _as_text(head)
    if text is not None:
        return _kind_of_text(text, name.lower())
    if head.startswith(OLE):
        return OLD_OFFICE
    if head.startswith(b"PK"):
        return kind_of_archive(stream)
    guessed = filetype.guess_mime(head)
    return str(guessed) if guessed else UNKNOWN


def _kind_of_text(text: str, name: str) -> str:
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("{\\rtf"):
        return "application/rtf"
    if start.startswith(HTML_STARTS) or "<html" in start:
        return "text/html"
    if start.startswith(("<?xml", "<svg", "<!doctype")):
        return "image/svg+xml" if SVG.search(start) else "application/xml"
    if MAIL.match(start):
        return "message/rfc822"
    if name.endswith(".csv"):
        return "text/csv"
    return "text/markdown" if name.endswith(MARKDOWN_ENDINGS) else "text/plain"


def _as_text(head: bytes) -> str | None:
    """Return the beginning as text, or None when it is no text."""
    if not head or b"\0" in head or any(byte < 9 or 13 < byte < 32 for byte in head):
        return None
    for cut in range(4):  # a letter of several bytes may be cut at the end
        try:
            return head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
    return head.decode("cp1252", errors="replace")
