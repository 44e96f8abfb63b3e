"""Files that try to harm whoever reads them; none of them can. A small core of our own."""

from __future__ import annotations

import io
import random
import zipfile
from zipfile import ZipInfo

from tests.consultations.pdf_files import blank
from tests.consultations.word_files import p, table, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def link() -> ZipInfo:
    """Return a part that is a symbolic link."""
    info = ZipInfo("word/media/link")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def packed(*names: str) -> bytes:
    """Return a zip file with these empty parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return content.getvalue()


def flagged(content: bytes) -> bytes:
    """Return a zip file whose parts all say that they are encrypted."""
    content = bytearray(content)
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 1)
    return bytes(content)


def utf16(text: str) -> bytes:
    """Return XML in UTF-16, which hides its markup from a search for bytes."""
    return ('<?xml version="1.0" encoding="utf-16"?>' + text).encode("utf-16")


def padded(size: int) -> bytes:
    """Return bytes that pack well, but not so well that the whole file looks like a bomb."""
    chunk = random.Random(1).randbytes(2048) + b"\0" * (1 << 17)
    return b"".join(bytes([n % 256]) + chunk[n % 1000 :] for n in range(size // len(chunk) + 2))


def hostile() -> dict[str, tuple[bytes, str]]:
    """Return the files by name, each with the reason why it must be refused."""
    nested = "<w:tbl><w:tr><w:tc>" * 3000 + "x" + "</w:tc></w:tr></w:tbl>" * 3000
    macro = [("word/vbaProject.bin", OLE)]
    big = [("word/media/a.png", b"\0" * (160 << 20))]
    long_text = " " * (45 << 20)
    hidden = utf16('<!DOCTYPE w [<!ENTITY x "y">]><w>&x;</w>')
    return {
        "billion-laughs": (word(p("&j;"), before=ENTITIES), "unsafe"),
        "external-entity": (
            word(before='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "unsafe",
        ),
        "hidden-entity": (word(parts=[("word/styles.xml", hidden)]), "unsafe"),
        "bomb": (word(parts=big), "packed_too_hard"),
        "long-text": (word(long_text), "packed_too_hard"),
        "long-part": (word(parts=[("word/styles.xml", padded(41 << 20))]), "packed_too_hard"),
        "many-parts": (word(parts=[(f"m/{n}", b"") for n in range(2001)]), "packed_too_hard"),
        "macro": (word(parts=macro), "macros"),
        "zip-slip": (word(parts=[("../../slip.txt", b"x")]), "unsafe"),
        "zip-slip-windows": (word(parts=[("..\\slip.txt", b"x")]), "unsafe"),
        "symlink": (word(parts=[(link(), b"/etc/passwd")]), "unsafe"),
        "deep": (word(nested), "damaged"),
        "cut-off": (word(p("Musik"))[:-30], "damaged"),
        "locked-parts": (flagged(word(p("Musik"))), "encrypted"),
        "broken-part": (broken(), "damaged"),
        "locked-word": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        "old-word": (OLE + "WordDocument".encode("utf-16-le"), "old_word"),
        "old-excel": (OLE + "Workbook".encode("utf-16-le"), "other_office"),
        "new-excel": (packed("[Content_Types].xml", "xl/workbook.xml"), "other_office"),
        "open-document": (packed("mimetype", "content.xml"), "open_document"),
        "just-zip": (packed("a.txt"), "unknown_kind"),
        "rich-text": (b"{\\rtf1 Hej}", "rich_text"),
        "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "picture"),
        "webp": (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        "picture-with-page": (b"\x89PNG\r\n\x1a\n<html><h1>Hej</h1></html>", "picture"),
        "program": (b"MZ" + b"\0" * 60, "unknown_kind"),
        "mail": (b"MIME-Version: 1.0\r\n\r\n<h1>Hej</h1>", "unknown_kind"),
        "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "unknown_kind"),
        "nul": (b"# Hej\0", "unknown_kind"),
        "late-nul": (b"# Hej\n" + b"x" * 5000 + b"\0", "unknown_kind"),
        "noise": (bytes(range(1, 32)) * 20, "unknown_kind"),
        "utf-16": ("<h1>Hej</h1>".encode("utf-16"), "not_utf8"),
        "empty": (b"", "empty"),
        "blank": (b" \r\n\t\n", "empty"),
        "scanned": (blank(), "image_only"),
        "broken-pdf": (b"%PDF-1.4\nhej" * 9, "damaged"),
        "nothing": (b"En mening. Och en till som slutar.", "no_headings"),
        "listed": (word(table([p("Musik"), p("Dans")])), "no_headings"),
    }


def broken() -> bytes:
    """Return a Word file whose text does not match its checksum."""
    content = word(p("Musik och dans i hela landet"), parts=[("a", b"")])
    place = content.find(b"word/document.xml") + len("word/document.xml") + 10
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
