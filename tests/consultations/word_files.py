"""Word files made for one test each: paragraphs, styles, numbering, tables, odd parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
SWEDISH_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Rubrik{depth}"><w:name w:val="Rubrik {depth}"/>'
    f'<w:pPr><w:numPr><w:ilvl w:val="{depth - 1}"/><w:numId w:val="1"/></w:numPr>'
    f'<w:outlineLvl w:val="{depth - 1}"/></w:pPr></w:style>'
    for depth in (1, 2, 3)
)
HEADING_NUMBERS = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{".".join(f"%{n}" for n in range(1, level + 2))}"/></w:lvl>'
        for level in range(3)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def run(text: str, *, bold: bool = False) -> str:
    """Return a run of text."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text: str = "", style: str = "", *, bold: bool = False, more: str = "") -> str:
    """Return a paragraph; `more` goes into its properties."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{run(text, bold=bold)}</w:p>"


def table(*rows: Iterable[str]) -> str:
    """Return a table; each cell is the XML of its paragraphs."""
    return "".join(
        [
            "<w:tbl>",
            *(
                "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>"
                for row in rows
            ),
            "</w:tbl>",
        ]
    )


def word(
    *body: str,
    styles: str | None = None,
    numbering: str | None = None,
    before: str = "",
    root: str = "body",
    parts: Iterable[tuple[str | zipfile.ZipInfo, bytes]] = (),
) -> bytes:
    """Return a Word file; `before` stands between the XML declaration and the document."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{before}<w:document {SPACE}><w:{root}>{"".join(body)}'
            f"</w:{root}></w:document>",
        )
        if styles is not None:
            archive.writestr("word/styles.xml", f"<w:styles {SPACE}>{styles}</w:styles>")
        if numbering is not None:
            archive.writestr(
                "word/numbering.xml", f"<w:numbering {SPACE}>{numbering}</w:numbering>"
            )
        for name, content in parts:
            archive.writestr(name, content)
    return packed.getvalue()
