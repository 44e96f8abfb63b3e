"""The Word file, read back with the programs that others will read it with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import mammoth
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from ideell.export import Block, Part, Run, export
from tests.export.sample import LETTER, TALK

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def made() -> bytes:
    return export(LETTER, "docx").content


@pytest.fixture(scope="module")
def document(made: bytes) -> Document:
    return docx.Document(BytesIO(made))


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


HEADINGS = [
    (1, "Remissvar: Kultur i hela landet (SOU\xa02026:41), Ku2026/00412"),
    (2, "Sammanfattning"),
    (2, "Ställningstaganden i korthet"),
    (2, "Synpunkter"),
    (3, "Allmänna synpunkter"),
    (3, "4.3 Stödet till mötesplatser"),
    (4, "Ändringsförslag"),
    (3, "5 Stödet till mötesplatser"),
    (4, "Ändringsförslag"),
    (4, "5.3 Stödet till mötesplatser"),
    (5, "Ändringsförslag"),
    (2, "Om Lilla kulturförbundet"),
    (2, "Så har svaret tagits fram"),
    (2, "Bilagor"),
]


def test_headings_are_real_headings(document: Document) -> None:
    found = [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert found == HEADINGS


def test_mammoth_reads_headings_lists_links_notes_and_table(made: bytes) -> None:
    read = mammoth.convert_to_html(BytesIO(made))
    html = read.value
    found = re.findall(r"<h(\d)[^>]*>(.*?)</h\1>", html)
    assert [(int(level), text) for level, text in found] == HEADINGS
    assert "<ul><li>Vi avstyrker att bidraget" in html
    assert '<a href="https://exempel.se/statistik">Läs mer</a>' in html
    assert "<strong>Vi avstyrker förslaget.</strong>" in html
    assert "<li>Låt alla redovisa på <em>en</em> sida.</li>" in html
    assert html.count('<li id="footnote-') == 3
    assert '<em>Vanor</em>, s.\u00a041, <a href="https://exempel.se/vanor">' in html
    assert "<thead><tr><th><p>Avsnitt</p></th>" in html


def test_the_language_is_swedish_everywhere(made: bytes, document: Document) -> None:
    languages = re.findall(rb'<w:lang w:val="([^"]*)"', b"".join(parts(made).values()))
    assert set(languages) == {b"sv-SE"}
    for style in document.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) in {"paragraph", "character"}:
            assert style.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")) == "sv-SE"
    theme = document.settings.element.find(qn("w:themeFontLang"))
    assert theme.get(qn("w:val")) == "sv-SE"
    assert document.core_properties.language == "sv-SE"


def test_another_language_is_set_everywhere_too() -> None:
    made = export(replace(LETTER, language="en-GB"), "docx").content
    assert b"sv-SE" not in b"".join(parts(made).values())


def test_the_properties_name_the_organisation_and_no_person(document: Document) -> None:
    properties = document.core_properties
    assert properties.author == properties.last_modified_by == "Lilla kulturförbundet"
    assert properties.title.startswith("Remissvar: Kultur i hela landet")
    assert properties.created.date() == properties.modified.date() == LETTER.date
    assert properties.keywords == "Ku2026/00412"


def test_an_author_of_its_own_is_used_where_given() -> None:
    made = export(replace(LETTER, author="Lilla förbundets kansli"), "docx").content
    assert docx.Document(BytesIO(made)).core_properties.author == "Lilla förbundets kansli"


def test_no_row_of_the_table_is_cut_by_the_end_of_a_page(document: Document) -> None:
    for row in document.tables[0].rows:
        assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_the_table_has_a_header_row_that_repeats_and_a_caption(document: Document) -> None:
    (table,) = document.tables
    header = table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
    assert header is not None
    assert [cell.text for cell in table.rows[0].cells] == [
        "Avsnitt",
        "Förslag",
        "Ställningstagande",
    ]
    assert [row.cells[2].text for row in table.rows[1:]] == [
        position.stance for position in LETTER.positions
    ]
    caption = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert caption in [
        paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption"
    ]


def test_footnotes_are_real_footnotes(made: bytes) -> None:
    notes = etree.fromstring(parts(made)["word/footnotes.xml"])
    said = ["".join(note.itertext(qn("w:t"))).strip() for note in notes]
    assert said[2:] == ["Exempelmyndigheten, Vanor, s.\u00a041, https://exempel.se/vanor"] * 3
    body = etree.fromstring(parts(made)["word/document.xml"])
    marks = [mark.get(qn("w:id")) for mark in body.iter(qn("w:footnoteReference"))]
    assert marks == [note.get(qn("w:id")) for note in notes][2:] == ["1", "2", "3"]


def test_only_links_lead_out_of_the_file(made: bytes) -> None:
    outward = [
        (related.get("Type").rsplit("/", 1)[-1], related.get("Target"))
        for name, content in parts(made).items()
        if name.endswith(".rels")
        for related in etree.fromstring(content)
        if related.get("TargetMode") == "External"
    ]
    assert outward
    assert {kind for kind, _target in outward} == {"hyperlink"}
    assert {target for _kind, target in outward} == {
        "https://exempel.se/statistik",
        "https://exempel.se/vanor",
    }


def test_there_is_no_picture_no_macro_and_no_part_nobody_needs(made: bytes) -> None:
    assert sorted(parts(made)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/footnotes.xml.rels",
        "word/document.xml",
        "word/footer1.xml",
        "word/footnotes.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
    ]


def test_no_heading_is_blue_calibri(made: bytes) -> None:
    styles = parts(made)["word/styles.xml"].decode()
    fonts = set(re.findall(r'w:(?:ascii|hAnsi)="([^"]*)"', styles))
    assert fonts == {"Palatino Linotype"}
    assert not re.search("Theme=|themeColor|365F91|4F81BD|2E74B5", styles)


def test_the_footer_has_page_numbers_and_the_version(document: Document) -> None:
    footer = document.sections[0].footer
    xml = etree.tostring(footer._element, encoding="unicode")
    assert " PAGE " in xml
    assert " NUMPAGES " in xml
    text = "\n".join(paragraph.text for paragraph in footer.paragraphs)
    assert "Sida 1 (1)" in text
    assert "Version 12, den 11 december 2026" in text


def test_a_letter_without_address_and_version_still_has_page_numbers() -> None:
    made = export(replace(LETTER, sender_lines=(), version_line=""), "docx").content
    footer = docx.Document(BytesIO(made)).sections[0].footer
    assert [paragraph.text for paragraph in footer.paragraphs] == ["\tSida 1 (1)"]


def test_numbers_stand_before_their_blocks_only_where_asked_for(document: Document) -> None:
    plain = [paragraph.text for paragraph in document.paragraphs]
    assert not any(text.startswith("4.3:") for text in plain)
    numbered = export(LETTER, "docx", numbered=True).content
    texts = [paragraph.text for paragraph in docx.Document(BytesIO(numbered)).paragraphs]
    assert f"4.3:2\t{TALK}Läs mer." in texts
    assert "4.3:3\tÄndringsförslag" in texts
    assert "4.3:4\u2002Räkna upp bidraget varje år." in texts
    assert "4.3:6\u2002Utan dem står lokalerna tomma." in texts


def test_the_same_letter_gives_the_same_bytes(made: bytes) -> None:
    assert export(LETTER, "docx").content == made
    assert export(replace(LETTER, date=date(2026, 12, 12)), "docx").content != made


def test_line_breaks_spaces_and_styles_come_back_as_they_were() -> None:
    runs = (
        Run("  Först\nsedan ", bold=True, italic=True),
        Run("länk", italic=True, href="mailto:a@exempel.se"),
    )
    letter = replace(LETTER, parts=(Part(1, "1", "Ett", blocks=(Block("paragraph", runs),)),))
    read = docx.Document(BytesIO(export(letter, "docx").content))
    (paragraph,) = [one for one in read.paragraphs if "Först" in one.text]
    assert paragraph.text == "  Först\nsedan länk"
    assert (paragraph.runs[0].bold, paragraph.runs[0].italic) == (True, True)
    assert paragraph.hyperlinks[0].address == "mailto:a@exempel.se"
    assert paragraph.hyperlinks[0].runs[0].italic
