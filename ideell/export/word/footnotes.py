"""Footnotes are a part of their own in a Word file, which python-docx does not write."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import CT_Relationships, serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ideell.export.letter import Run
from ideell.export.word.base import FOOTNOTES, part
from ideell.export.word.elements import element, text_element
from ideell.export.word.inline import inline, reference

RELATIONSHIPS = "word/_rels/footnotes.xml.rels"


class Footnotes:
    """The notes met while the text is written, in order."""

    def __init__(self) -> None:
        self._said: list[tuple[Run, ...]] = []
        self._addresses: list[str] = []

    def take(self, said: tuple[Run, ...]) -> int:
        """Take down a note and return its number."""
        self._said.append(said)
        return len(self._said)

    def parts(self, language: str) -> dict[str, bytes]:
        """Return the file's parts that hold the notes, and the addresses they lead to."""
        root = parse_xml(part(FOOTNOTES, language))
        for number, said in enumerate(self._said, start=1):
            style = element("w:pPr", element("w:pStyle", val="FootnoteText"))
            space = element("w:r", text_element(" "))
            words = inline(said, self._relate, self.take)
            paragraph = element("w:p", style, reference("w:footnoteRef"), space, *words)
            note = element("w:footnote", paragraph)
            note.set(qn("w:id"), str(number))
            root.append(note)
        return {FOOTNOTES: serialize_part_xml(root), RELATIONSHIPS: self._relationships()}

    def _relate(self, address: str) -> str:
        self._addresses.append(address)
        return f"rId{len(self._addresses)}"

    def _relationships(self) -> bytes:
        made = CT_Relationships.new()
        for number, address in enumerate(self._addresses, start=1):
            made.add_rel(f"rId{number}", RELATIONSHIP_TYPE.HYPERLINK, address, is_external=True)
        return serialize_part_xml(made)
