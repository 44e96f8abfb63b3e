"""What a PDF for everybody must have, written down as checks that name every fault.

The conditions are those of PDF/UA-1 (ISO 14289-1) that a program can see, and our own: the
file's properties name the organisation. Passing them proves no conformance: a person with a
screen reader does.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

STANDARD_FONTS_NEED = ("/FontFile", "/FontFile2", "/FontFile3")


def tags(pdf: Pdf) -> Iterator[Any]:
    """Yield every structure element in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting = [root.get("/K")] if root is not None else []
    while waiting:
        found = waiting.pop()
        if isinstance(found, Array):
            waiting.extend(reversed(list(found)))
        elif isinstance(found, Dictionary) and "/S" in found:
            yield found
            waiting.append(found.get("/K"))


def named(pdf: Pdf, *names: str) -> list[Any]:
    """Return the structure elements of these kinds."""
    return [tag for tag in tags(pdf) if str(tag.S) in names]


def _metadata(pdf: Pdf) -> Any:
    """Return the metadata to read; left as a context they would be written anew."""
    return pdf.open_metadata()


def has_structure(pdf: Pdf) -> list[str]:
    """The content is tagged, and says so."""
    faults = []
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked", False):
        faults.append("the file does not say that it is tagged")
    if not named(pdf, "/P", "/H1"):
        faults.append("no paragraph or heading among the tags")
    for number, page in enumerate(pdf.pages, start=1):
        if "/StructParents" not in page:
            faults.append(f"page {number} is not joined to the tags")
    return faults


def has_language(pdf: Pdf, language: str = "sv-SE") -> list[str]:
    """The language is set, so that the text is read aloud with the right voice."""
    found = str(pdf.Root.get("/Lang", ""))
    return [] if found == language else [f"the language is {found!r}"]


def has_title(pdf: Pdf) -> list[str]:
    """The file has a title, and the window shows it instead of the file name."""
    faults = []
    if not _metadata(pdf).get("dc:title") or not str(pdf.docinfo.get("/Title", "")):
        faults.append("no title")
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        faults.append("the window shows the file name")
    return faults


def has_ordered_headings(pdf: Pdf) -> list[str]:
    """The first heading is level 1, there is one of it, and no level is skipped."""
    found = [str(tag.S)[1:] for tag in tags(pdf)]
    levels = [int(name[1]) for name in found if len(name) == 2 and name[0] == "H"]
    if not levels:
        return ["no headings"]
    faults = [] if levels[0] == 1 else [f"the first heading is level {levels[0]}"]
    if levels.count(1) != 1:
        faults.append(f"{levels.count(1)} headings of level 1")
    for before, after in pairwise(levels):
        if after > before + 1:
            faults.append(f"level {after} after level {before}")
    return faults


def has_table_headers(pdf: Pdf) -> list[str]:
    """Every table has headers, and each header says what it is the header of."""
    faults = ["a table without headers"] * (bool(named(pdf, "/Table")) and not named(pdf, "/TH"))
    for header in named(pdf, "/TH"):
        attributes = header.get("/A", Array())
        each = [attributes] if isinstance(attributes, Dictionary) else list(attributes)
        if not any("/Scope" in one for one in each if isinstance(one, Dictionary)):
            faults.append("a header without scope")
    return faults


def has_described_figures(pdf: Pdf) -> list[str]:
    """Every picture is described in words."""
    return [
        "a figure without description"
        for figure in named(pdf, "/Figure", "/Formula")
        if not str(figure.get("/Alt", "")).strip()
    ]


def has_fonts_inside(pdf: Pdf) -> list[str]:
    """Every font is in the file, and its glyphs can be turned back into characters."""
    faults = []
    fonts = {
        font.objgen: font
        for page in pdf.pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }
    if not fonts:
        return ["no fonts"]
    for font in fonts.values():
        name = str(font.get("/BaseFont", "?"))
        whole = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if not any(key in whole.get("/FontDescriptor", {}) for key in STANDARD_FONTS_NEED):
            faults.append(f"{name} is not in the file")
        if "/ToUnicode" not in font:
            faults.append(f"{name} cannot be turned back into text")
    return faults


def names_the_organisation(pdf: Pdf, organisation: str) -> list[str]:
    """The file's properties name the organisation, never the person who made the file."""
    faults = []
    if (author := str(pdf.docinfo.get("/Author", ""))) != organisation:
        faults.append(f"author among the properties: {author!r}")
    if (creators := list(_metadata(pdf).get("dc:creator") or [])) != [organisation]:
        faults.append(f"creator in the metadata: {creators!r}")
    return faults


def says_it_is_accessible(pdf: Pdf) -> list[str]:
    """The metadata say PDF/UA-1, which readers and archives look for."""
    part = _metadata(pdf).get("pdfuaid:part")
    return [] if part == "1" else [f"pdfuaid:part is {part!r}"]


def has_bookmarks(pdf: Pdf) -> list[str]:
    """The headings stand among the bookmarks."""
    with pdf.open_outline() as outline:
        return [] if list(outline.root) else ["no bookmarks"]


def has_tagged_links(pdf: Pdf) -> list[str]:
    """Every link is in the tags and says where it leads; nothing else happens on a click."""
    faults = []
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            if note.Subtype != Name.Link or "/StructParent" not in note:
                faults.append("a link outside the tags")
            action = note.get("/A", {}).get("/S")
            if action not in (None, Name.URI, Name.GoTo):
                faults.append(f"a link that does {action}")
    return faults


def runs_nothing(pdf: Pdf) -> list[str]:
    """No script, no attached file, no act when the file is opened."""
    names = pdf.Root.get("/Names", {})
    keys = [key for key in ("/OpenAction", "/AA", "/AcroForm") if key in pdf.Root]
    keys += [key for key in ("/JavaScript", "/EmbeddedFiles") if key in names]
    return [f"{key} is in the file" for key in keys]


CHECKS = (
    has_structure,
    has_language,
    has_title,
    has_ordered_headings,
    has_table_headers,
    has_described_figures,
    has_fonts_inside,
    says_it_is_accessible,
    has_bookmarks,
    has_tagged_links,
    runs_nothing,
)


def faults(pdf: Pdf, organisation: str) -> list[str]:
    """Return every fault that any check finds."""
    found = [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(pdf)]
    named_wrong = names_the_organisation(pdf, organisation)
    return found + [f"names_the_organisation: {fault}" for fault in named_wrong]
