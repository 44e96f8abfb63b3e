"""PDF files made for one test each, typeset with or without bookmarks."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import typst

LOOK = """
#set document(title: "Kultur i länet")
#set page(width: 400pt, height: 500pt, margin: 50pt, header: [SOU 2026:1 #h(1fr) Kultur],
  numbering: "1")
#set text(size: 10pt, lang: "sv", hyphenate: true)
#set heading(numbering: "1.1")
#let ruta(body) = block(stroke: 1pt, inset: 8pt, width: 100%, body)
"""


def typeset(body: str) -> bytes:
    """Return a tagged PDF with bookmarks for all headings."""
    made: bytes = typst.compile((LOOK + body).encode("utf-8"))
    return made


def with_bookmarks(content: bytes, bookmarks: Sequence[tuple[str, int, int]]) -> bytes:
    """Return the PDF with these bookmarks instead: title, depth from 1, page from 1."""
    with pikepdf.open(io.BytesIO(content)) as document:
        with document.open_outline() as outline:
            outline.root.clear()
            parents: list[list[pikepdf.OutlineItem]] = [outline.root]
            for title, depth, page in bookmarks:
                item = pikepdf.OutlineItem(title, page - 1)
                parents[depth - 1].append(item)
                parents[depth:] = [item.children]
        return _saved(document)


def encrypted(content: bytes) -> bytes:
    """Return the PDF locked with a password."""
    with pikepdf.open(io.BytesIO(content)) as document:
        packed = io.BytesIO()
        document.save(packed, encryption=pikepdf.Encryption(owner="a", user="b"))
        return packed.getvalue()


def blank(pages: int = 1) -> bytes:
    """Return a PDF without any text, such as a scanner makes."""
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()
