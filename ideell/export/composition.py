"""A letter laid out as pieces in reading order, the same for every kind of file.

The writers of Word, PDF, HTML and Markdown walk these pieces; none of them decides what comes
first or what a fixed heading says. Heading levels: 1 is the letter's title, 2 the fixed
headings, 3 and deeper the parts under ”Synpunkter”. Six levels is what HTML and PDF have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ideell.export.letter import Block, Letter, Part, Run
from ideell.foundation.language import _

DEEPEST = 6
"""The deepest heading level that all four kinds of file can carry."""

ParagraphStyle = Literal["body", "quotation", "reference", "closing", "signature"]


@dataclass(frozen=True)
class Heading:
    """A heading; `number` is its block number where it is a numbered stycke."""

    level: int
    runs: tuple[Run, ...]
    number: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `reference` tells where in the report we are, `closing` ends the letter."""

    style: ParagraphStyle
    runs: tuple[Run, ...]
    number: str = ""


@dataclass(frozen=True)
class ItemList:
    """List items that belong together."""

    items: tuple[Block, ...]


@dataclass(frozen=True)
class Table:
    """A table with one header row; every row is as long as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Piece = Heading | Paragraph | ItemList | Table


@dataclass(frozen=True)
class Letterhead:
    """What stands above the title: who writes, the facts of the case, and to whom."""

    sender: str
    facts: tuple[str, ...]
    recipient_lines: tuple[str, ...]


def letterhead(letter: Letter) -> Letterhead:
    """Return what stands above the title."""
    facts = [_("Remissvar")] if letter.kind == "answer" else []
    facts.append(letter.date.isoformat())
    if letter.our_number:
        facts.append(_("Vårt dnr: %(number)s", number=letter.our_number))
    if letter.their_numbers:
        facts.append(_("Ert dnr: %(numbers)s", numbers=", ".join(letter.their_numbers)))
    to = list(letter.recipient_lines)
    if letter.copy_lines:
        to.append(_("Kopia: %(names)s", names=", ".join(letter.copy_lines)))
    return Letterhead(letter.sender, tuple(facts), tuple(to))


def pieces(letter: Letter) -> list[Piece]:
    """Return the whole letter under the letterhead, title included, in reading order."""
    return [
        Heading(1, (Run(letter.title),)),
        *_flow(letter.body, 2),
        *_headed(_("Sammanfattning"), _flow(letter.summary, 3)),
        *_headed(_("Ställningstaganden i korthet"), _positions(letter)),
        *_headed(_("Synpunkter"), _parts(letter.parts)),
        *_headed(_("Om %(sender)s", sender=letter.sender), _flow(letter.about, 3)),
        *_headed(_("Så har svaret tagits fram"), _flow(letter.process, 3)),
        *_closing(letter),
        *_headed(_("Bilagor"), _annexes(letter)),
    ]


def numbered_heading(part: Part) -> str:
    """Return a part's heading with its number first, as ”4.3 Folkbildning”."""
    return " ".join(word for word in (part.number, part.heading) if word)


def _headed(words: str, content: Iterable[Piece]) -> Iterator[Piece]:
    """Yield content under a fixed heading, and nothing where there is no content."""
    content = list(content)
    if content:
        yield Heading(2, (Run(words),))
        yield from content


def _flow(blocks: Iterable[Block], heading_level: int) -> Iterator[Piece]:
    for is_list, group in groupby(blocks, key=lambda block: block.kind == "list_item"):
        if is_list:
            yield ItemList(tuple(group))
        else:
            yield from (_piece(block, heading_level) for block in group)


def _piece(block: Block, heading_level: int) -> Piece:
    if block.kind == "heading":
        return Heading(min(heading_level, DEEPEST), block.runs, block.number)
    style: ParagraphStyle = "quotation" if block.kind == "quotation" else "body"
    return Paragraph(style, block.runs, block.number)


def _parts(parts: Iterable[Part]) -> Iterator[Piece]:
    for part in parts:
        yield Heading(min(part.level + 2, DEEPEST), (Run(numbered_heading(part)),))
        if part.source_reference:
            yield Paragraph("reference", (Run(part.source_reference),))
        yield from _flow(part.blocks, part.level + 3)


def _positions(letter: Letter) -> Iterator[Piece]:
    if letter.positions:
        yield Table(
            caption=_("Vad vi tycker om varje förslag, i den ordning de kommer"),
            header=(_("Avsnitt"), _("Förslag"), _("Ställningstagande")),
            rows=tuple((row.section_number, row.proposal, row.stance) for row in letter.positions),
        )


def _closing(letter: Letter) -> Iterator[Piece]:
    for line in (letter.decision_line, letter.responsible_line):
        if line:
            yield Paragraph("closing", (Run(line),))
    for signatory in letter.signatories:
        words = ", ".join(word for word in (signatory.name, signatory.role) if word)
        yield Paragraph("signature", (Run(words),))


def _annexes(letter: Letter) -> Iterator[Piece]:
    if letter.annexes:
        yield ItemList(tuple(Block.of(annex, "list_item") for annex in letter.annexes))
