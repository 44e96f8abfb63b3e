"""Which kind of file it is, told by what is in it, never by its name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ideell.reading.limits import FILE_BYTES, TEXT_BYTES
from ideell.reading.nodes import Form
from ideell.reading.unreadable import Reason, Unreadable

HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"8BPS")
HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,2000}-->\s*)?"
    rb"<(?:!doctype\s+html|html|head|body|article|main|h[1-6]|section|div|p)\b",
    re.I,
)
OTHER_XML = re.compile(rb"\s*<(?:\?xml|svg|!DOCTYPE|[A-Za-z][\w:-]{0,40}\s+xmlns)", re.I)
MAIL = re.compile(rb"(?:MIME-Version|Received|Return-Path|From|Message-ID): ", re.I)
MARKDOWN = re.compile(r"^(?: {0,3}#{1,6}[ \t]+\S|\*\*\d|={3,}$|---$)", re.M)


def form_of(path: Path) -> Form:
    """Return the form of the file. Raises `Unreadable` for everything that cannot be read."""
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\0 \t\r\n\f"):
        raise Unreadable(Reason.EMPTY)
    if b"%PDF-" in head[:1024]:
        return Form.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(path)
    _refuse_known(path, head)
    return _text(head, size)


def _packed(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    if "word/document.xml" in names:
        return Form.DOCX
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable(Reason.OPEN_DOCUMENT)
    if "[Content_Types].xml" in names:
        raise Unreadable(Reason.OTHER_OFFICE)
    raise Unreadable(Reason.UNKNOWN_KIND)


def _refuse_known(path: Path, head: bytes) -> None:
    if head.startswith(OLE):
        raise Unreadable(_inside_ole(path))
    if head.startswith(b"{\\rtf"):
        raise Unreadable(Reason.RICH_TEXT)
    if head.startswith(PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        raise Unreadable(Reason.PICTURE)
    if head.startswith((b"MZ", b"\x7fELF", b"#!")) or MAIL.match(head):
        raise Unreadable(Reason.UNKNOWN_KIND)


def _inside_ole(path: Path) -> Reason:
    """Tell an old Word file from an encrypted new one and from other old Office files."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Reason.ENCRYPTED
    if "WordDocument".encode("utf-16-le") in content:
        return Reason.OLD_WORD
    return Reason.OTHER_OFFICE


def _text(head: bytes, size: int) -> Form:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(Reason.NOT_UTF8)
    if b"\0" in head or sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 100:
        raise Unreadable(Reason.UNKNOWN_KIND)
    if size > TEXT_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if HTML.match(bare) or b"<html" in bare.lower():
        return Form.HTML
    if OTHER_XML.match(bare):
        raise Unreadable(Reason.UNKNOWN_KIND)
    return Form.TEXT


def is_markdown(text: str) -> bool:
    """Whether the text uses the marks of Markdown."""
    return bool(MARKDOWN.search(text))


def decoded(content: bytes) -> str:
    """Return the text of a file: UTF-8, or the Windows letters that older files use."""
    if b"\0" in content:
        raise Unreadable(Reason.UNKNOWN_KIND)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
