"""Runs as Word writes them: how they look, where they lead, and the marks of their notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ideell.export.letter import Run
from ideell.export.word.elements import element, text_element

Relate = Callable[[str], str]
"""Gives the id of the relationship that leads to an address."""

Note = Callable[[tuple[Run, ...]], int]
"""Takes down what a footnote says and gives its number."""


def inline(runs: tuple[Run, ...], relate: Relate, note: Note) -> Iterator[BaseOxmlElement]:
    """Yield what stands inside a paragraph."""
    for run in runs:
        if run.text:
            yield _linked(run, relate) if run.href else _styled(run)
        if run.footnote:
            yield reference("w:footnoteReference", id=str(note(run.footnote)))


def reference(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return a footnote's raised number, in the text or before the note itself."""
    look = element("w:rPr", element("w:rStyle", val="FootnoteReference"))
    return element("w:r", look, element(tag, **attributes))


def _linked(run: Run, relate: Relate) -> BaseOxmlElement:
    link = element("w:hyperlink", _styled(run, element("w:rStyle", val="Hyperlink")), history="1")
    link.set(qn("r:id"), relate(run.href or ""))
    return link


def _styled(run: Run, *look: BaseOxmlElement) -> BaseOxmlElement:
    marks = [element(tag) for tag, on in (("w:b", run.bold), ("w:i", run.italic)) if on]
    made = element("w:r", element("w:rPr", *look, *marks))
    for place, line in enumerate(run.text.split("\n")):
        if place:
            made.append(element("w:br"))
        made.append(text_element(line))
    return made
