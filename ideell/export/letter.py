"""A letter as content: what it says, and nothing of how it is kept or laid out.

Most are answers to a remiss; a document that people write together is one of the other kind,
with a title and a text and nothing that an answer must have. A room above builds a Letter from
what it keeps; the writers of Word, PDF, HTML and Markdown read it. Headings that every answer
has (Sammanfattning, Synpunkter …) are not fields here:
they stand in `headings.py` and come through the catalogue.

The order of the parts follows the advice collected from the Statsrådsberedningen's
promemorior on remisser: summary first, one stance per proposal, then the report's own order,
and last who decided and who prepared the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ideell.foundation.text import Run as WrittenRun
from ideell.foundation.text import runs

BlockKind = Literal["paragraph", "heading", "list_item", "quotation"]
LetterKind = Literal["answer", "document"]


@dataclass(frozen=True)
class Run:
    """A stretch of text written in one way.

    `href` makes the stretch a link. `footnote` is what a note says whose mark stands right
    after the stretch; the stretch itself may then be empty. A note has no notes of its own.
    """

    text: str
    bold: bool = False
    italic: bool = False
    href: str | None = None
    footnote: tuple[Run, ...] = ()

    @classmethod
    def read(cls, written: Iterable[WrittenRun]) -> tuple[Run, ...]:
        """Return runs as the grammar of written text gives them."""
        return tuple(
            cls(one.text, one.bold, one.italic, one.href or None, cls.read(one.note))
            for one in written
        )


@dataclass(frozen=True)
class Block:
    """One stycke: a paragraph, a heading, an item of a list or a quotation.

    `number` is what people say on the telephone (”4:3”), shown only where a copy is asked for
    with numbers. List items that follow each other make one list.
    """

    kind: BlockKind
    runs: tuple[Run, ...]
    number: str = ""

    @classmethod
    def written(cls, text: str, kind: BlockKind = "paragraph", number: str = "") -> Block:
        """Return a block of text as people write it, with its marks (`*kursiv*`, links …)."""
        return cls(kind, Run.read(runs(text)), number)

    @classmethod
    def of(cls, text: str, kind: BlockKind = "paragraph", number: str = "") -> Block:
        """Return a block of plain text, in which nothing is a mark."""
        return cls(kind, (Run(text),), number)

    @property
    def text(self) -> str:
        """The words alone, without marks and footnotes."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class PositionRow:
    """One line of ”Ställningstaganden i korthet”: all three as they shall be read."""

    section_number: str
    proposal: str
    stance: str


@dataclass(frozen=True)
class Part:
    """One section of the views, in the report's order.

    `level` is 1 for a section right under ”Synpunkter”, 2 for one inside it, and so on.
    `source_reference` tells where in the report it belongs, for example
    ”Betänkandets avsnitt 5.3, förslag. Vi avstyrker.”
    """

    level: int
    number: str
    heading: str
    source_reference: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Signatory:
    """Who signs: a name, and what gives that person the right (”ordförande”)."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Letter:
    """A whole remissvar, or a document.

    `sender` is the organisation whose it is; `author` is what the file's own properties
    name, the sender if nothing else is said, and never a person. `date` is the day on the
    letter. `sender_lines` are the sender's own address lines. `title` is the whole heading,
    report number and diarienummer included, for example
    ”Remissvar: En kulturkanon för Sverige (SOU 2025:92), Ku2025/00871”. `body` is the text of a
    document, which stands under the title with no heading of ours before it; `issue` tells one
    of its versions from another in the name of the file.
    """

    sender: str
    title: str
    date: date
    recipient_lines: tuple[str, ...] = ()
    copy_lines: tuple[str, ...] = ()
    our_number: str = ""
    their_numbers: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    summary: tuple[Block, ...] = ()
    positions: tuple[PositionRow, ...] = ()
    parts: tuple[Part, ...] = ()
    about: tuple[Block, ...] = ()
    process: tuple[Block, ...] = ()
    decision_line: str = ""
    responsible_line: str = ""
    signatories: tuple[Signatory, ...] = ()
    annexes: tuple[str, ...] = ()
    version_line: str = ""
    sender_lines: tuple[str, ...] = ()
    language: str = "sv-SE"
    author: str = ""
    issue: str = ""
    kind: LetterKind = "answer"

    @property
    def named_author(self) -> str:
        """The organisation that the file's properties name."""
        return self.author or self.sender

    def blocks(self) -> Iterator[Block]:
        """Yield every block in reading order."""
        yield from self.body
        yield from self.summary
        for part in self.parts:
            yield from part.blocks
        yield from self.about
        yield from self.process
