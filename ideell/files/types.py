"""What kind of content a file holds, told by the content; a name is only a hint for text."""

from __future__ import annotations

import filetype  # type: ignore[import-untyped]  # because it carries no types

from ideell.foundation.language import lazy

UNKNOWN = "application/octet-stream"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD_OFFICE = "application/x-ole-storage"
HEAD = 8192

IN_WORDS = {
    "application/pdf": lazy("PDF"),
    WORD: lazy("Word"),
    OLD_OFFICE: lazy("äldre Office-fil"),
    "text/html": lazy("HTML"),
    "text/markdown": lazy("Markdown"),
    "text/plain": lazy("text"),
}
MARKDOWN_ENDINGS = (".md", ".markdown")
HTML_STARTS = ("<!doctype html", "<html", "<?xml", "<head", "<body")


def media_type_of(content: bytes, name: str = "") -> str:
    """Return the media type of a content; what is neither known nor text is octets.

    A type is never taken from the name or the sender: what says it is a picture and holds a
    page is a page.
    """
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    text = _as_text(content[:HEAD])
    if text is not None:
        return _kind_of_text(text, name)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLD_OFFICE
    if content.startswith(b"PK") and b"word/document.xml" in content:
        return WORD
    guessed = filetype.guess_mime(content[:HEAD])
    return str(guessed) if guessed else UNKNOWN


def in_words(media_type: str) -> str:
    """Return what people call the kind of file."""
    return str(IN_WORDS.get(media_type) or lazy("fil"))


def _kind_of_text(text: str, name: str) -> str:
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith(HTML_STARTS) or "<html" in start:
        return "text/html"
    return "text/markdown" if name.lower().endswith(MARKDOWN_ENDINGS) else "text/plain"


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
