"""Small files of every kind for the demo's documents, made when it is filled."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import PurePath

import typst

from ideell.demo.report import word_of

MARKS = {"# ": 1, "## ": 2}
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
WIDTH, HEIGHT, BAR, SPACE = 640, 320, 70, 30
INK, PAPER = (15, 79, 92), (250, 247, 241)


def made_file(name: str, lines: list[str]) -> bytes:
    """Return a file with what these lines say, of the kind that its name ends with."""
    return MAKERS.get(PurePath(name).suffix, _text)(lines)


def _text(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _markdown(lines: list[str]) -> bytes:
    return ("\n\n".join(lines) + "\n").encode()


def _word(lines: list[str]) -> bytes:
    return word_of(lines[0].lstrip("# "), lines)


def _pdf(lines: list[str]) -> bytes:
    """Typeset by the same program as the letters, from data."""
    parts = [
        f'#heading(level: {level})[#sys.inputs.at("{place}")]\n'
        if (level := _level(line))
        else f'#sys.inputs.at("{place}")\n'
        for place, line in enumerate(lines)
    ]
    head = '#set document(title: sys.inputs.at("0"))\n#set text(lang: "sv")\n'
    said = {str(place): line.lstrip("# ") for place, line in enumerate(lines)}
    made = typst.compile((head + "\n".join(parts)).encode(), sys_inputs=said)
    return bytes(made)


def _open_text(lines: list[str]) -> bytes:
    body = "".join(
        f'<text:h text:outline-level="{level}">{escape(line.lstrip("# "))}</text:h>'
        if (level := _level(line))
        else f"<text:p>{escape(line)}</text:p>"
        for line in lines
    )
    names = " ".join(f'xmlns:{one}="{ODF}{one}:1.0"' for one in ("office", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} '
        f'office:version="1.3"><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><m:manifest xmlns:m="{ODF}manifest:1.0" m:version="1.3">'
        '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
        '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def _chart(lines: list[str]) -> bytes:
    """A picture of bars: one for each number."""
    values = [int(line) for line in lines]
    tall = [value * (HEIGHT - 2 * SPACE) // max(values) for value in values]
    rows = bytearray()
    for y in range(HEIGHT):
        row = [PAPER] * WIDTH
        for place, height in enumerate(tall):
            left = SPACE + place * (BAR + SPACE)
            if HEIGHT - SPACE - height <= y < HEIGHT - SPACE:
                row[left : left + BAR] = [INK] * BAR
        rows += b"\0" + bytes(part for pixel in row for part in pixel)
    size = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in parts
    )


def _level(line: str) -> int:
    return next((level for mark, level in MARKS.items() if line.startswith(mark)), 0)


MAKERS: dict[str, Callable[[list[str]], bytes]] = {
    ".docx": _word,
    ".md": _markdown,
    ".odt": _open_text,
    ".pdf": _pdf,
    ".png": _chart,
}
