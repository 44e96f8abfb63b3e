"""Tables of contents: left out where a document has one, read where one is pasted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ideell.reading.blocks import Block
from ideell.reading.cleaning import plain
from ideell.reading.nodes import plain_words
from ideell.reading.numbering import split_number

TITLE = re.compile(
    r"(?:innehåll(?:sförteckning)?|(?:table of )?contents|kapitelöversikt)[:.]?", re.I
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents; `depth` is its indentation in characters."""

    number: str
    heading: str
    page: int | None
    depth: int = 0

    @property
    def key(self) -> str:
        """What it has in common with the heading it points to."""
        return f"{self.number.casefold()}|{plain_words(self.heading)}"


def with_leader(line: str) -> str:
    """Return the line with dots where a tab leads to a page number, so that cleaning keeps it."""
    bare = line.rstrip()
    head = bare.rstrip("0123456789")
    if head.endswith("\t") and head.strip() and head != bare:
        return f"{head.rstrip()} .... {bare[len(head) :]}"
    return line


def entry_of(line: str) -> Entry | None:
    """Return what a line of a table of contents says: "5.2.1 Rubrik ....... 141"."""
    bare = line.rstrip()
    head = bare.rstrip("0123456789")
    digits = bare[len(head) :]
    led = head.rstrip(" .…·_\t\xa0")
    leader = head[len(led) :]
    if not led or not 1 <= len(digits) <= 4:
        return None
    if len(leader) < 3 and "…" not in leader:
        return None
    number, heading = split_number(plain(led))
    return Entry(number, heading, int(digits)) if heading else None


def entries_of(block: Block) -> list[Entry]:
    """Return the entries of a block that is part of a table of contents, otherwise none."""
    entries: list[Entry] = []
    waiting = ""
    for line in block.lines:
        found = entry_of(f"{waiting} {line}".strip())
        waiting = "" if found else f"{waiting} {line}".strip()
        if found:
            entries.append(found)
    enough = len(entries) * 2 >= len(block.lines) - 1
    return entries if entries and enough else []


def without_contents(blocks: Iterable[Block]) -> tuple[list[Block], dict[str, int]]:
    """Return the blocks that are not a table of contents, and the pages that it gave."""
    kept: list[Block] = []
    pages: dict[str, int] = {}
    for block in blocks:
        entries = entries_of(block)
        pages.update({entry.key: entry.page for entry in entries if entry.page is not None})
        if not entries and not TITLE.fullmatch(block.lines[0]):
            kept.append(block)
    return kept, pages


def pasted_entries(text: str) -> list[Entry]:
    """Return the entries of a pasted table of contents, wrapped lines put together again."""
    lines = [line.expandtabs(4) if line.startswith("\t") else line for line in text.split("\n")]
    lines = [line for line in lines if plain(line) and not TITLE.fullmatch(plain(line))]
    paged = sum(1 for line in lines if _page_last(line)) * 2 > len(lines)
    return list(_entries(lines, paged=paged))


def _entries(lines: Sequence[str], *, paged: bool) -> Iterator[Entry]:
    waiting = ""
    for line in lines:
        begins = bool(split_number(plain(line))[0])
        if waiting and begins:
            yield _entry(waiting, paged=False)
            waiting = ""
        whole = f"{waiting} {line.strip()}" if waiting else line
        if paged and not _page_last(line):
            waiting = whole
            continue
        waiting = ""
        yield _entry(whole, paged=paged)
    if waiting:
        yield _entry(waiting, paged=False)


def _page_last(line: str) -> bool:
    bare = line.rstrip()
    head = bare.rstrip("0123456789")
    return 1 <= len(bare) - len(head) <= 4 and head.strip() != "" and head[-1] in " .…·_\t\xa0"


def _entry(line: str, *, paged: bool) -> Entry:
    depth = len(line) - len(line.lstrip())
    bare = line.rstrip()
    head = bare.rstrip("0123456789") if paged else bare
    number, heading = split_number(plain(head.rstrip(" .…·_\t\xa0") if paged else head))
    if not heading:
        number, heading = "", plain(bare)
    return Entry(number, heading, int(bare[len(head) :]) if paged else None, depth)
