"""The answer as one HTML page to keep and open: no script, nothing fetched from elsewhere."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markupsafe import Markup

from ideell.export.composition import (
    Heading,
    ItemList,
    Paragraph,
    Piece,
    Table,
    letterhead,
    pieces,
)
from ideell.export.letter import Block, Letter, Run
from ideell.foundation.language import _

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may load for the page: its own style, and nothing more."""

_Content = Element | str


def render(letter: Letter, numbered: bool = False) -> bytes:
    """Return the page of a sound letter; `numbered` shows the blocks' numbers."""
    page = _Page(numbered)
    root = _element("html", page.head(letter), page.body(letter), lang=letter.language)
    written = ElementTree.tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{written}\n".encode()


def article(letter: Letter) -> Markup:
    """Return what a sound letter says, as an element to put into a page of ours."""
    made = _Page(numbered=False).article("article", letter)
    return Markup(ElementTree.tostring(made, encoding="unicode", method="html"))  # noqa: S704  # because text is escaped by the tree


def _element(tag: str, *content: _Content, **attributes: str) -> Element:
    """Return an element; text in it is text whatever it looks like. `class_` is `class`."""
    made = Element(tag, {name.strip("_").replace("_", "-"): to for name, to in attributes.items()})
    for one in content:
        if isinstance(one, Element):
            made.append(one)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + one
        else:
            made.text = (made.text or "") + one
    return made


class _Page:
    """The page while it is written; `notes` are the footnotes met so far."""

    def __init__(self, numbered: bool) -> None:
        self.numbered = numbered
        self.notes: list[tuple[Run, ...]] = []

    def head(self, letter: Letter) -> Element:
        style = Path(__file__).with_name("letter.css").read_text(encoding="utf-8")
        return _element(
            "head",
            _element("meta", charset="utf-8"),
            _element("meta", http_equiv="Content-Security-Policy", content=POLICY),
            _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            _element("meta", name="author", content=letter.named_author),
            _element("title", letter.title),
            _element("style", style),
        )

    def body(self, letter: Letter) -> Element:
        head = letterhead(letter)
        lines = [_element("p", *_broken(line)) for line in head.recipient_lines]
        header = _element(
            "header",
            _element("p", head.sender, class_="sender"),
            _element("p", " · ".join(head.facts), class_="facts"),
            _element("div", *lines, class_="recipient"),
        )
        main = self.article("main", letter)
        footer = [" · ".join(letter.sender_lines), letter.version_line]
        end = _element("footer", *(_element("p", line) for line in footer if line))
        return _element("body", *_apart([header, main, end]))

    def article(self, tag: str, letter: Letter) -> Element:
        made = _element(tag, *(self._piece(piece) for piece in pieces(letter)))
        if self.notes:
            made.append(self._notes())
        return made

    def _piece(self, piece: Piece) -> Element:
        if isinstance(piece, Table):
            return _table(piece)
        if isinstance(piece, ItemList):
            return _element("ul", *(_element("li", *self._inside(item)) for item in piece.items))
        if isinstance(piece, Heading):
            return _element(f"h{piece.level}", *self._inside(piece))
        if piece.style == "quotation":
            return _element("blockquote", _element("p", *self._inside(piece)))
        return _element("p", *self._inside(piece), class_=piece.style)

    def _inside(self, thing: Heading | Paragraph | Block) -> list[_Content]:
        number = thing.number if self.numbered else ""
        shown: list[_Content] = [_element("span", number, class_="number"), " "] if number else []
        return [*shown, *self._runs(thing.runs)]

    def _runs(self, runs: tuple[Run, ...]) -> list[_Content]:
        return [one for run in runs for one in (*_run(run), *self._mark(run))]

    def _mark(self, run: Run) -> list[_Content]:
        if not run.footnote:
            return []
        self.notes.append(run.footnote)
        number = str(len(self.notes))
        name = _("Fotnot %(number)s", number=number)
        link = _element("a", number, href=f"#not-{number}", id=f"mark-{number}", aria_label=name)
        return [_element("sup", link)]

    def _notes(self) -> Element:
        items = []
        for number, said in enumerate(self.notes, start=1):
            name = _("Tillbaka till texten vid fotnot %(number)s", number=number)
            back = _element("a", "↩", href=f"#mark-{number}", aria_label=name)
            items.append(_element("li", *self._runs(said), " ", back, id=f"not-{number}"))
        heading = _element("h2", _("Fotnoter"))
        return _element("section", heading, _element("ol", *items), class_="notes")


def _run(run: Run) -> list[_Content]:
    """Return the stretch inside the elements that say how it is written."""
    inside = _broken(run.text)
    for tag, wanted in (("em", run.italic), ("strong", run.bold)):
        inside = [_element(tag, *inside)] if wanted and run.text else inside
    if run.href and run.text:
        return [_element("a", *inside, href=run.href, rel="noreferrer")]
    return inside


def _broken(text: str) -> list[_Content]:
    first, *rest = text.split("\n")
    return [first, *(one for line in rest for one in (_element("br"), line))]


def _table(table: Table) -> Element:
    header = _element("tr", *(_element("th", cell, scope="col") for cell in table.header))
    rows = [_element("tr", *(_element("td", cell) for cell in row)) for row in table.rows]
    return _element(
        "table",
        _element("caption", table.caption),
        _element("thead", header),
        _element("tbody", *_apart(rows)),
    )


def _apart(elements: list[Element]) -> list[_Content]:
    """Return elements with line ends between, so that a person can read the source."""
    return [one for element in elements for one in ("\n", element)] + ["\n"]
