"""From blocks to an outline: headings, levels, kinds, boxes, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ideell.reading.blocks import Block, Reading
from ideell.reading.cleaning import shortened
from ideell.reading.contents import without_contents
from ideell.reading.guessing import guessed_headings
from ideell.reading.headings import Heading, find_headings
from ideell.reading.items import GOVERNMENT, Box, Section
from ideell.reading.joining import Joiner
from ideell.reading.kinds import asks, kind_of, sums_up
from ideell.reading.labels import label_of
from ideell.reading.levels import is_numbered, levels_of
from ideell.reading.limits import DEEPEST_LEVEL, HEADING_CHARACTERS, NODES
from ideell.reading.nodes import Form, Kind, Node, Note, Outline, plain_words
from ideell.reading.paging import with_pages
from ideell.reading.splitting import split_blocks
from ideell.reading.statutes import holds_statutes
from ideell.reading.unreadable import Reason, Unreadable

SUMMARY_TABLE = re.compile(r"Tabell\s+\d.{0,12}?\b(?:sammanfattning|sammanställning|förslag)", re.I)
BILL = re.compile(r"Regeringens (?:proposition|skrivelse)(?: \d{4}/\d{2}:\d{1,4})?$")
DEEPEST_UNNUMBERED = 3


@dataclass(slots=True)
class Part:
    """A heading with its level and kind, and what stands under it.

    From the block `repeats_from` on, boxes only say again what stands elsewhere.
    """

    heading: Heading
    level: int
    kind: Kind
    section: Section
    page: int | None
    repeats_from: int | None


def assemble(reading: Reading, form: Form) -> Outline:
    """Return the outline of a file that has been read into blocks.

    Raises `Unreadable` when there is nothing to build on, or far too much.
    """
    blocks, printed_pages = without_contents(split_blocks(reading.blocks))
    joiner = Joiner(line for block in blocks for line in block.lines)
    headings = find_headings(blocks, joiner, marks_all=reading.marks_all)
    headings = headings or guessed_headings(blocks, joiner)
    title, headings = _title(reading.title, headings)
    if not headings:
        raise Unreadable(Reason.NO_HEADINGS)
    if len(headings) > NODES:
        raise Unreadable(Reason.TOO_MANY_NODES)
    parts = _parts(blocks, headings, joiner)
    nodes = list(_nodes(parts))
    if len(nodes) > NODES:
        raise Unreadable(Reason.TOO_MANY_NODES)
    nodes = with_pages(nodes, printed_pages, reading.pages if form is Form.PDF else None)
    return Outline(title, form, tuple(nodes), reading.pages, tuple(_notes(parts, nodes)))


def _title(known: str, headings: list[Heading]) -> tuple[str, list[Heading]]:
    """Return the title; a lone topmost heading without number is the title, not a node.

    Headings before all others that only say the title, or that this is a bill, go with it.
    """
    while is_numbered(headings[1:]) and _says_title(headings[0], known):
        headings = headings[1:]
    depths = [heading.depth for heading in headings if heading.depth is not None]
    first = headings[0] if headings else None
    lone = first and not first.number and len(depths) > 2 and first.depth == min(depths)
    if first and lone and depths.count(min(depths)) == 1:
        return known or first.words, headings[1:]
    return known, headings


def _says_title(heading: Heading, title: str) -> bool:
    if heading.number:
        return False
    same = bool(title) and plain_words(heading.words) == plain_words(title)
    return same or bool(BILL.match(heading.words))


def _parts(blocks: Sequence[Block], headings: Sequence[Heading], joiner: Joiner) -> list[Part]:
    numbered = is_numbered(headings)
    bill = any((label := label_of(b.lines[0])) and label.whose == GOVERNMENT for b in blocks)
    path: list[tuple[int, Heading]] = []
    parts: list[Part] = []
    ends = [*(heading.place for heading in headings[1:]), len(blocks)]
    for heading, level, end in zip(headings, levels_of(headings), ends, strict=True):
        if parts and _belongs_to_text(heading, level, parts[-1], numbered=numbered):
            parts[-1].section.read(blocks[heading.place : end], heading.place, heading=True)
            continue
        if parts and not heading.parts:
            level = min(level, parts[-1].level + 1)
        path = [(other, h) for other, h in path if other < level]
        above = [h for _, h in path]
        path.append((level, heading))
        chain = [*above, heading]
        section = Section(
            joiner,
            asks=any(asks(h.words) for h in chain),
            statutes=any(holds_statutes(h.words) for h in chain),
            bill=bill,
        )
        section.read(blocks[heading.end : end], heading.end)
        kind = kind_of(heading, level, above, numbered=numbered)
        page = blocks[heading.place].page
        repeats = _summary_from(blocks, chain, end)
        parts.append(Part(heading, level, kind, section, page, repeats))
    return parts


def _belongs_to_text(heading: Heading, level: int, part: Part, *, numbered: bool) -> bool:
    """Whether an unnumbered heading is too deep for the outline, or a part of an act."""
    if heading.number or kind_of(heading, level, [], numbered=numbered) is not Kind.SECTION:
        return False
    if part.kind is Kind.STATUTE and level > part.level:
        return True
    return numbered and level > DEEPEST_UNNUMBERED


def _summary_from(blocks: Sequence[Block], chain: Sequence[Heading], end: int) -> int | None:
    """Return from which block on the boxes only repeat others, if any do."""
    if any(sums_up(heading.words) for heading in chain):
        return 0
    tables = range(chain[-1].end, end)
    return next((i for i in tables if SUMMARY_TABLE.match(blocks[i].lines[0])), None)


def _repeats(part: Part, box: Box) -> bool:
    return box.listed or (part.repeats_from is not None and box.place >= part.repeats_from)


def _nodes(parts: Sequence[Part]) -> Iterator[Node]:
    only_summary = all(_repeats(part, box) for part in parts for box in part.section.boxes)
    for part in parts:
        yield Node(
            part.heading.number,
            shortened(part.heading.words, HEADING_CHARACTERS),
            part.kind,
            part.level,
            part.page,
            text=part.section.text,
            certain=part.heading.certain,
        )
        for box in part.section.boxes:
            if only_summary or not _repeats(part, box):
                yield box.node(min(part.level + 1, DEEPEST_LEVEL))


def _notes(parts: Sequence[Part], nodes: Sequence[Node]) -> Iterator[Note]:
    if any(not node.certain for node in nodes):
        yield Note.HEADINGS_GUESSED
    boxes = [(part, box) for part in parts for box in part.section.boxes]
    repeated = [_repeats(part, box) for part, box in boxes]
    if any(repeated) and not all(repeated):
        yield Note.SUMMARY_REPEATED
