"""Writing the pieces of a letter into a Word document, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from ideell.export.composition import (
    Heading,
    ItemList,
    Letterhead,
    Piece,
    Table,
    letterhead,
    pieces,
)
from ideell.export.letter import Letter, Run
from ideell.export.word.elements import field
from ideell.export.word.footnotes import Footnotes
from ideell.export.word.inline import inline
from ideell.export.word.table import table_element
from ideell.foundation.language import _

HANGING = Twips(760)
"""How far out in the margin a block's number stands."""

_STYLES = {
    "body": "Normal",
    "quotation": "Quote",
    "reference": "Hänvisning",
    "closing": "Closing",
    "signature": "Signature",
}
_SET_IN = {"List Bullet", "Quote"}
"""Styles with something of their own in the margin: there the number stands in the line."""


class Body:
    """The document while it is written; `footnotes` are the notes met so far."""

    def __init__(self, document: WordDocument, numbered: bool) -> None:
        self.document = document
        self.numbered = numbered
        self.footnotes = Footnotes()

    def write(self, letter: Letter) -> None:
        """Write the whole letter, footer included."""
        self._letterhead(letterhead(letter))
        for piece in pieces(letter):
            self._piece(piece)
        self._footer([" · ".join(letter.sender_lines), letter.version_line])

    def _letterhead(self, head: Letterhead) -> None:
        self.document.add_paragraph(head.sender, "Avsändare")
        self.document.add_paragraph("  ·  ".join(head.facts), "Ärende")
        for line in head.recipient_lines:
            self.document.add_paragraph(line, "Mottagare")

    def _piece(self, piece: Piece) -> None:
        if isinstance(piece, Table):
            self.document.add_paragraph(piece.caption, "Caption")
            self.document.element.body.insert_element_before(table_element(piece), "w:sectPr")
        elif isinstance(piece, ItemList):
            self._list(piece)
        elif isinstance(piece, Heading):
            self._paragraph(f"Heading {piece.level}", piece.runs, piece.number)
        else:
            self._paragraph(_STYLES[piece.style], piece.runs, piece.number)

    def _list(self, piece: ItemList) -> None:
        for item in piece.items:
            last = self._paragraph("List Bullet", item.runs, item.number)
        last.paragraph_format.space_after = Pt(8)

    def _paragraph(self, style: str, runs: tuple[Run, ...], number: str) -> WordParagraph:
        paragraph = self.document.add_paragraph(style=style)
        if number and self.numbered:
            _number(paragraph, number, hanging=style not in _SET_IN)
        paragraph._p.extend(inline(runs, self._relate, self.footnotes.take))
        return paragraph

    def _relate(self, address: str) -> str:
        part = self.document.part
        return part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def _footer(self, lines: Sequence[str]) -> None:
        footer = self.document.sections[0].footer
        first, *rest = [line for line in lines if line] or [""]
        paragraph = footer.paragraphs[0]
        paragraph.style = "Footer"
        paragraph.add_run(f"{first}\t{_('Sida')} ")
        paragraph._p.extend(field("PAGE", "1"))
        paragraph.add_run(" (")
        paragraph._p.extend(field("NUMPAGES", "1"))
        paragraph.add_run(")")
        for line in rest:
            footer.add_paragraph(line, style="Footer")


def _number(paragraph: WordParagraph, number: str, *, hanging: bool) -> None:
    """Hang the number in the margin, or set it first in the line."""
    written = paragraph.add_run(f"{number}\t" if hanging else f"{number}\u2002", "Styckenummer")
    written.bold = written.italic = False
    if hanging:
        paragraph.paragraph_format.first_line_indent = -HANGING
