"""Which Word styles are headings: by outline level, by name in Swedish or English, by parent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

HEADING = re.compile(r"(?:heading|rubrik)\s*([1-9])(?:\s*utan numrering|\s*ej numrerad)?", re.I)
CONTENTS = re.compile(r"(?:toc|innehåll|innehll)\s*\d|toc heading|innehållsförteckning", re.I)
TITLE = re.compile(r"title|rubrik|dokumentrubrik|dokumenttitel", re.I)
BODY_LEVEL = 9
LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits."""

    name: str = ""
    depth: int | None = None
    numbering: tuple[str, int] | None = None
    bold: bool = False

    @property
    def is_contents(self) -> bool:
        """Whether it is the style of a table of contents."""
        return bool(CONTENTS.fullmatch(self.name))

    @property
    def is_title(self) -> bool:
        """Whether it is the style of the document's own title."""
        return bool(TITLE.fullmatch(self.name))


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Any, name: str) -> Any | None:
    """Return the first child with that local name."""
    return next((c for c in element if local(c) == name), None) if element is not None else None


def value(element: Any, name: str = "val") -> str | None:
    """Return an attribute without regard to its namespace."""
    if element is None:
        return None
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def is_on(element: Any) -> bool:
    """Whether a switch such as bold is set."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def number(text: str | None) -> int | None:
    """Return a small whole number, None for anything else."""
    return int(text) if text and text.isdecimal() and len(text) <= 6 else None


def numbering_of(properties: Any) -> tuple[str, int] | None:
    """Return which list a paragraph or a style belongs to, and its level there."""
    found = child(properties, "numPr")
    if found is None:
        return None
    return value(child(found, "numId")) or "", number(value(child(found, "ilvl"))) or 0


class Styles:
    """All styles of a document, by id."""

    def __init__(self, root: Any | None) -> None:
        """Read `styles.xml`; without it only the ids tell what a style is."""
        self.elements = {} if root is None else {value(e, "styleId"): e for e in root}
        self.known: dict[str, Style] = {}

    def style(self, style_id: str | None) -> Style:
        """Return a style with everything it inherits."""
        key = style_id or ""
        if key not in self.known:
            self.known[key] = self._resolved(key, LONGEST_CHAIN)
        return self.known[key]

    def _resolved(self, key: str, left: int) -> Style:
        element = self.elements.get(key)
        if element is None or left == 0:
            return Style(key, _depth(key, None))
        name = value(child(element, "name")) or key
        parent = value(child(element, "basedOn"))
        base = self._resolved(parent, left - 1) if parent else Style()
        properties = child(element, "pPr")
        bold = child(child(element, "rPr"), "b")
        return Style(
            name,
            _depth(name, value(child(properties, "outlineLvl"))) or base.depth,
            _numbering(name, properties, base),
            base.bold if bold is None else is_on(bold),
        )


def _depth(name: str, outline_level: str | None) -> int | None:
    if found := HEADING.fullmatch(name):
        return int(found.group(1))
    level = number(outline_level)
    return level + 1 if level is not None and level < BODY_LEVEL else None


def _numbering(name: str, properties: Any, base: Style) -> tuple[str, int] | None:
    if "utan numrering" in name.casefold():
        return None
    return numbering_of(properties) or base.numbering
