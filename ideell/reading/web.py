"""HTML and XHTML as blocks. Scripts, styles and entities of a DTD are never looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # because it has no types

from ideell.reading.blocks import Block, Reading
from ideell.reading.cleaning import plain
from ideell.reading.contents import with_leader
from ideell.reading.unreadable import Reason, Unreadable

HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
SILENT_TAGS = "script style template noscript head nav iframe object svg math form button select"
PART_TAGS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer header hr html legend li main ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
SILENT, PARTS = frozenset(SILENT_TAGS.split()), frozenset(PART_TAGS.split())
TABLE_PARTS = frozenset({"table", "tr", "td", "th"})
FRAMES = frozenset({"blockquote", "aside", "fieldset"})
FRAME_CLASS = re.compile(r"\b(?:ruta|faktaruta|box|forslag|förslag|bedomning|bedömning)\b", re.I)
PAGE_CLASS = re.compile(r"\b(?:sidbrytning|pagebreak|page-break)\b", re.I)
PAGE_ID = re.compile(r"(?:sid|page|s)[-_]?(\d{1,4})", re.I)
SECTION_ADDRESS = re.compile(r"#([SB])(\d{1,3}(?:-\d{1,3}){0,6})$")


def read_html(content: bytes) -> Reading:
    """Return the blocks of a page; its title from `<title>`, pages from marked page breaks."""
    is_utf8 = _is_utf8(content)
    parser = etree.HTMLParser(
        encoding="utf-8" if is_utf8 else None,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(content, parser)
    if root is None:
        raise Unreadable(Reason.EMPTY)
    reader = _Reader()
    reader.walk(root)
    reader.close()
    title = plain(root.findtext(".//title") or "")
    return Reading(reader.blocks, title, reader.page)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Reader:
    """Walks the tree (no deeper than the parser allows) and collects running text."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.page: int | None = None
        self.texts: list[str] = []
        self.bold: list[bool] = []
        self.depth: int | None = None
        self.frames = 0
        self.tables = self.row = self.column = 0
        self.cell: tuple[int, int, int] | None = None
        self.frame: int | None = None
        self.bullet = self.listed = self.is_bold = False
        self.number = ""

    def walk(self, element: Any) -> None:
        tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
        if tag in SILENT or not tag:
            return
        self._page_break(element)
        if tag == "br":
            self._text("\n")
        elif tag in HEADINGS or tag in PARTS:
            self._part(element, tag)
        else:
            before, self.is_bold = self.is_bold, self.is_bold or tag in ("b", "strong")
            self._inside(element)
            self.is_bold = before

    def _part(self, element: Any, tag: str) -> None:
        self.close()
        before = (self.depth, self.bullet, self.listed, self.frame, self.cell)
        self._section_title(element, tag)
        self.depth = HEADINGS.get(tag, self.depth)
        self.bullet = self.bullet or tag == "li"
        if tag in TABLE_PARTS and (tag == "table" or self.listed):
            self._table(element, tag)
        elif tag in FRAMES or FRAME_CLASS.search(element.get("class") or ""):
            self._new_frame()
        self._inside(element)
        self.close()
        self.depth, self.bullet, self.listed, self.frame, self.cell = before

    def _table(self, element: Any, tag: str) -> None:
        """Begin a table, a row or a cell."""
        if tag == "tr":
            self.row, self.column = self.row + 1, 0
        elif tag != "table":
            self.cell = (self.tables, self.row, self.column)
            self.column += 1
        else:
            self._new_table(element)

    def _new_table(self, table: Any) -> None:
        self.tables, self.row = self.tables + 1, 0
        rows = [row for row in table.iter() if _tag(row) == "tr"]
        self.listed = any(sum(_tag(c) in ("td", "th") for c in row) > 1 for row in rows)
        if not self.listed:
            self._new_frame()

    def _new_frame(self) -> None:
        self.frames += 1
        self.frame = self.frames

    def _inside(self, element: Any) -> None:
        self._text(element.text)
        for child in element:
            self.walk(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self.texts.append(text)
            if not text.isspace():
                self.bold.append(self.is_bold)

    def _page_break(self, element: Any) -> None:
        if PAGE_CLASS.search(element.get("class") or ""):
            found = PAGE_ID.fullmatch(element.get("id") or "")
            self.page = int(found.group(1)) if found else (self.page or 1) + 1

    def _section_title(self, element: Any, tag: str) -> None:
        """A section may carry its title and number as attributes and have no heading inside."""
        title = element.get("content")
        if tag not in ("div", "section") or not title or element.get("property") is None:
            return
        found = SECTION_ADDRESS.search(element.get("about") or "")
        number = found.group(2).replace("-", ".") if found else ""
        depth = number.count(".") + 1
        if found and found.group(1) == "B":
            number = f"Bilaga {number}"
        if plain(title) and not any(_tag(child) in HEADINGS for child in element):
            self.blocks.append(Block((plain(title),), self.page, depth, number))

    def close(self) -> None:
        """End the block that is being read."""
        lines = tuple(_lines("".join(self.texts)))
        strong = bool(self.bold) and all(self.bold)
        self.texts, self.bold = [], []
        if lines:
            block = Block(
                lines, self.page, self.depth, "", strong, self.bullet, self.frame, self.listed,
                self.cell if self.listed else None,
            )  # fmt: skip
            self.blocks.append(block)


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _lines(text: str) -> Iterator[str]:
    yield from filter(None, (plain(with_leader(line)) for line in text.split("\n")))
