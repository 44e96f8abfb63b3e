"""Markdown and plain text as blocks. A plain text is a Markdown text that uses no marks.

Fences are only ends of blocks here: tools that turn PDF into Markdown put running text,
headings and boxes inside them. Form feeds count pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ideell.reading.blocks import Block, Reading
from ideell.reading.cleaning import plain, without_marks
from ideell.reading.contents import with_leader
from ideell.reading.running_heads import is_page_number, running_heads, shape

HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")
BULLET = re.compile(r"\s{0,12}(?:[-*+•–◦▪]|\d{1,3}[.)])[ \t]+")
SIGN = re.compile(r"\s{0,12}[-*+•–◦▪][ \t]+")
FOOTNOTE = re.compile(r"\s{0,3}(?:\(\^\d{1,4}\)|\[\^[^\]\s]{1,40}\]:)")
EMPTY_MARK = re.compile(r"\(\^\)\s?")
FENCES = ("```", "~~~")
FRONT_MATTER_LINES = 200


def read_markdown(text: str) -> Reading:
    """Return the blocks of a Markdown or plain text; its title from the front matter."""
    lines = text.split("\n")
    title, start = _front_matter(lines)
    paged = "\f" in text
    reader = _Reader(running_heads(lines), paged=paged)
    for line in lines[start:]:
        reader.take(line.rstrip(" \t"))
    reader.close()
    return Reading(reader.blocks, title, reader.page if paged else None)


def _front_matter(lines: list[str]) -> tuple[str, int]:
    if not lines or lines[0].strip() != "---":
        return "", 0
    title = ""
    for place, line in enumerate(lines[1:FRONT_MATTER_LINES], start=1):
        key, _, value = line.partition(":")
        if line.strip() == "---":
            return title, place + 1
        if key.strip().casefold() in ("titel", "title"):
            title = plain(value.strip(" \"'"))
    return "", 0


class _Reader:
    """Takes one line at a time and closes a block where the text shows that it ends."""

    def __init__(self, heads: frozenset[str], *, paged: bool) -> None:
        self.heads, self.paged = heads, paged
        self.blocks: list[Block] = []
        self.page = 1
        self.frames = 0
        self.raw: list[str] = []
        self.state = ""

    def take(self, line: str) -> None:
        for _ in range(line.count("\f")):
            self.close()
            self.page += 1
        line = line.replace("\f", "")
        bare = line.strip()
        if not bare or bare.startswith(FENCES) or self._is_edge(line):
            self.close()
        elif self._is_underline(bare):
            self.close(depth=1 if bare[0] == "=" else 2)
        elif found := HEADING.match(line):
            self.close()
            self.raw = [line[found.end() :].rstrip("# ")]
            self.close(depth=len(found.group(1)))
        else:
            self._continue(line, bare)

    def _is_edge(self, line: str) -> bool:
        return shape(line) in self.heads or (self.paged and is_page_number(line))

    def _is_underline(self, bare: str) -> bool:
        alone = len(self.raw) == 1 and not self.state
        return alone and len(bare) >= 3 and (not bare.strip("=") or not bare.strip("-"))

    def _continue(self, line: str, bare: str) -> None:
        if FOOTNOTE.match(line):
            self._begin("footnote", line)
        elif bare.startswith("|"):
            self._begin("row", line)
        elif bare.startswith(">"):
            self._begin("quote", bare.lstrip("> "), again=True)
        elif BULLET.match(line) and not bare.startswith("**"):
            self._begin("bullet", SIGN.sub("", line, count=1))
        elif self.state in ("row", "quote"):
            self._begin("", line)
        else:
            self.raw.append(line)

    def _begin(self, state: str, line: str, *, again: bool = False) -> None:
        if not (again and self.state == state):
            self.close()
        self.state = state
        self.raw.append(line)

    def close(self, *, depth: int | None = None) -> None:
        """End the block that is being read."""
        raw, state = self.raw, self.state
        self.raw, self.state = [], ""
        if raw and state != "footnote":
            self.blocks.extend(self._blocks(raw, state, depth))

    def _blocks(self, raw: list[str], state: str, depth: int | None) -> Iterator[Block]:
        page = self.page if self.paged else None
        if state == "row":
            yield from self._cells(raw[0], page)
            return
        if state == "quote":
            self.frames += 1
        lines = tuple(_clean(line) for line in raw)
        lines = tuple(filter(None, lines))
        if lines:
            frame = self.frames if state == "quote" else None
            bullet = state == "bullet"
            yield Block(lines, page, depth, "", _is_bold(raw), bullet, frame)

    def _cells(self, row: str, page: int | None) -> Iterator[Block]:
        cells = [plain(without_marks(cell)) for cell in row.strip().strip("|").split("|")]
        cells = [cell for cell in cells if cell.strip("-: ")]
        self.frames += len(cells) == 1
        frame = self.frames if len(cells) == 1 else None
        for cell in cells:
            yield Block((cell,), page, frame=frame, listed=len(cells) > 1)


def _clean(line: str) -> str:
    return plain(without_marks(EMPTY_MARK.sub("", with_leader(line))))


def _is_bold(raw: list[str]) -> bool:
    whole = " ".join(line.strip() for line in raw)
    return whole.startswith("**") and whole.endswith("**") and whole.count("**") == 2
