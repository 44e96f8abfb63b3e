"""A table in Word: its header row repeats and is known as one, and it has a description."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from ideell.export.composition import Table
from ideell.export.word.elements import element, text_element

WIDTHS = (1130, 4480, 2666)
"""Columns in twips; together the width of the text."""


def table_element(table: Table) -> BaseOxmlElement:
    """Return the whole table."""
    look = {"lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    settings = element(
        "w:tblPr",
        element("w:tblStyle", val="PositionTable"),
        element("w:tblW", w=str(sum(WIDTHS)), type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="0020", firstRow="1", **look),
        element("w:tblCaption", val=table.caption),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=str(width)) for width in WIDTHS))
    header = _row(table.header, element("w:tblHeader"))
    return element("w:tbl", settings, grid, header, *map(_row, table.rows))


def _row(cells: tuple[str, ...], *kinds: BaseOxmlElement) -> BaseOxmlElement:
    made = element("w:tr", element("w:trPr", element("w:cantSplit"), *kinds))
    for cell, width in zip(cells, WIDTHS, strict=True):
        style = element("w:pPr", element("w:pStyle", val="TableText"))
        paragraph = element("w:p", style, element("w:r", text_element(cell)))
        size = element("w:tcPr", element("w:tcW", w=str(width), type="dxa"))
        made.append(element("w:tc", size, paragraph))
    return made
