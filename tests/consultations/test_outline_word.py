"""Word files: styles in Swedish and English, counted numbers, boxes in many guises."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from ideell.reading.document import read_outline
from ideell.reading.nodes import Form, Kind, Outline
from ideell.reading.unreadable import Reason, Unreadable
from ideell.reading.word_package import WordPackage
from tests.consultations.outlines import drawn, refusal, written
from tests.consultations.word_files import (
    HEADING_NUMBERS,
    SWEDISH_STYLES,
    p,
    run,
    table,
    word,
)

pytestmark = pytest.mark.once


def outline_of(folder: Path, content: bytes) -> Outline:
    return read_outline(written(folder, content), "Min_rapport.docx")


def test_swedish_heading_styles_and_the_numbers_that_word_counts(tmp_path: Path) -> None:
    content = word(
        p("Inledning", "Rubrik1"),
        p("Bakgrund", "Rubrik2"),
        p("Läget", "Rubrik3"),
        p("Målen", "Rubrik2"),
        p("Förslag", "Rubrik1"),
        p("Musik", "Rubrik2"),
        styles=SWEDISH_STYLES,
        numbering=HEADING_NUMBERS,
    )
    outline = outline_of(tmp_path, content)
    assert drawn(outline) == [
        "1 chapter 1 Inledning",
        "2 section 1.1 Bakgrund",
        "3 section 1.1.1 Läget",
        "2 section 1.2 Målen",
        "1 chapter 2 Förslag",
        "2 section 2.1 Musik",
    ]
    assert outline.form is Form.DOCX
    assert outline.title == "Min rapport"


def test_a_report_made_with_heading_1_to_3_and_boxed_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Fri scen", style="Title")
    document.add_heading("1 Scenkonst", 1)
    document.add_heading("1.1 Förslag om scener", 2)
    box = document.add_table(1, 1).cell(0, 0)
    box.paragraphs[0].add_run("Förslag:").bold = True
    box.paragraphs[0].add_run(" Varje kommun ska ha en scen. Staten betalar hälften.")
    box.add_paragraph("Scenen ska vara öppen för alla.")
    document.add_paragraph("Skälen är många.")
    document.add_table(1, 1).cell(0, 0).text = "Bedömning: Det räcker."
    document.add_heading("1.1.1 Kostnader", 3)
    document.add_table(2, 2).cell(0, 0).text = "Förslag: inte en box"
    packed = io.BytesIO()
    document.save(packed)
    outline = outline_of(tmp_path, packed.getvalue())
    assert outline.title == "Fri scen"
    assert drawn(outline) == [
        "1 chapter 1 Scenkonst",
        "2 section 1.1 Förslag om scener",
        "3 proposal Varje kommun ska ha en scen.",
        "3 assessment Det räcker.",
        "3 section 1.1.1 Kostnader",
    ]
    assert outline.nodes[1].text == "Skälen är många."
    assert outline.nodes[2].text == (
        "Varje kommun ska ha en scen. Staten betalar hälften.\nScenen ska vara öppen för alla."
    )


def test_a_label_alone_in_its_cell_or_beside_the_text(tmp_path: Path) -> None:
    content = word(
        p("Musik", "Heading1"),
        table([p("Förslag", bold=True) + p("Ge stöd.")]),
        table([p("Bedömning")], [p("Det går.")]),
        table([p("Förslag"), p("Bygg hus.")]),
        table([p("År"), p("Kronor")]),
        p("Därefter text."),
    )
    outline = outline_of(tmp_path, content)
    assert [(str(n.kind), n.text) for n in outline.nodes[1:]] == [
        ("proposal", "Ge stöd."),
        ("assessment", "Det går."),
        ("proposal", "Bygg hus."),
    ]


def test_bordered_paragraphs_are_one_box(tmp_path: Path) -> None:
    border = "<w:pBdr><w:top/><w:left/><w:bottom/><w:right/></w:pBdr>"
    under = "<w:pBdr><w:bottom/></w:pBdr>"
    content = word(
        p("Musik", "Heading1"),
        p("Förslag: Ge stöd.", more=border),
        p("Bygg hus.", more=border),
        p("Texten efter.", more=under),
    )
    assert outline_of(tmp_path, content).nodes[1].text == "Ge stöd.\nBygg hus."


def test_a_text_box_is_a_box_and_its_fallback_is_not_read_twice(tmp_path: Path) -> None:
    inside = f"<w:txbxContent>{p('Förslag: Ge stöd.')}</w:txbxContent>"
    drawing = (
        f"<w:r><w:AlternateContent><w:Choice>{inside}</w:Choice>"
        f"<w:Fallback>{inside}</w:Fallback></w:AlternateContent></w:r>"
    )
    content = word(p("Musik", "Heading1"), f"<w:p>{run('Text.')}{drawing}</w:p>")
    assert drawn(outline_of(tmp_path, content))[1:] == ["2 proposal Ge stöd."]


def test_styles_inherit_their_depth_and_a_paragraph_may_set_its_own(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="A"><w:name w:val="Rapportrubrik"/>'
        '<w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="C"><w:name w:val="Ring"/><w:basedOn w:val="C"/></w:style>'
        '<w:style w:styleId="D"><w:basedOn w:val="B"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    content = word(
        p("Musik", "A"),
        p("Dans", more='<w:outlineLvl w:val="1"/>'),
        p("Ring", "C"),
        p("Text som ser ut som rubrik.", "A", more='<w:outlineLvl w:val="9"/>'),
        p("Slöjd", "D"),
        p("Slut", "Okänd"),
        styles=styles,
    )
    assert drawn(outline_of(tmp_path, content)) == [
        "1 chapter Musik",
        "2 section Dans",
        "1 chapter Slöjd",
    ]


def test_headings_without_numbering_keep_the_count_of_the_others(tmp_path: Path) -> None:
    styles = SWEDISH_STYLES + (
        '<w:style w:styleId="Fri"><w:name w:val="Rubrik 1 utan numrering"/>'
        '<w:basedOn w:val="Rubrik1"/></w:style>'
    )
    content = word(
        p("Sammanfattning", "Fri"),
        p("Inledning", "Rubrik1"),
        p("Slut", "Rubrik1"),
        styles=styles,
        numbering=HEADING_NUMBERS,
    )
    assert [node.number for node in outline_of(tmp_path, content).nodes] == ["", "1", "2"]


def test_a_table_of_contents_gives_pages(tmp_path: Path) -> None:
    styles = SWEDISH_STYLES + '<w:style w:styleId="I1"><w:name w:val="toc 1"/></w:style>'
    tab = "<w:r><w:tab/></w:r>"
    entries = [
        f'<w:p><w:pPr><w:pStyle w:val="I1"/></w:pPr>{run(n)}{tab}{run(words)}{tab}{run(page)}</w:p>'
        for n, words, page in (("1", "Inledning", "3"), ("2", "Förslag", "8"))
    ]
    content = word(
        f"<w:sdt><w:sdtContent>{p('Innehåll', 'I1')}{''.join(entries)}</w:sdtContent></w:sdt>",
        p("Inledning", "Rubrik1"),
        p("Förslag", "Rubrik1"),
        styles=styles,
        numbering=HEADING_NUMBERS,
    )
    outline = outline_of(tmp_path, content)
    assert [(node.number, node.page) for node in outline.nodes] == [("1", 3), ("2", 8)]


def test_tracked_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    content = word(
        p("Musik", "Heading1"),
        f"<w:ins>{p('Dans', 'Heading1')}</w:ins>",
        f"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>{run('Slöjd')}"
        f"<w:del>{run('konst')}</w:del><w:ins>{run(' och bild')}</w:ins></w:p>",
    )
    assert [node.heading for node in outline_of(tmp_path, content).nodes] == [
        "Musik",
        "Dans",
        "Slöjd och bild",
    ]


def test_breaks_and_hyphens_inside_a_paragraph(tmp_path: Path) -> None:
    words = "<w:r><w:t>Musik</w:t><w:br/><w:t>och för</w:t><w:softHyphen/><w:t>slag e</w:t>"
    words += "<w:noBreakHyphen/><w:t>post</w:t><w:sym/></w:r>"
    content = word(f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{words}</w:p>', p("Slut."))
    assert outline_of(tmp_path, content).nodes[0].heading == "Musik och förslag e-post"


def test_lists_in_a_box_and_numbered_questions(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
        '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0">'
        '<w:start w:val="2"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="99"/></w:num>'
    )

    def listed(n: int) -> str:
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{n}"/></w:numPr>'

    content = word(
        p("Förslag", "Heading1"),
        p("Förslag: Vi föreslår:"),
        p("scener", more=listed(5)),
        p("– kulisser"),
        p("Frågor att besvara", "Heading1"),
        p("Är det bra?", more=listed(6)),
        p("Är det rätt?", more=listed(6)),
        p("Är det sant?", more=listed(7)),
        numbering=numbering,
    )
    outline = outline_of(tmp_path, content)
    assert outline.nodes[1].text == "Vi föreslår:\n- scener\n- kulisser"
    assert [node.number for node in outline.nodes[3:]] == ["Fråga 2", "Fråga 3", ""]


@pytest.mark.parametrize(
    ("form", "written_as"),
    [
        ("upperLetter", "A B"),
        ("lowerLetter", "a b"),
        ("upperRoman", "I II"),
        ("lowerRoman", "i ii"),
        ("decimal", "1 2"),
        ("none", ""),
    ],
)
def test_word_counts_in_many_ways(tmp_path: Path, form: str, written_as: str) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/>'
        '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    content = word(
        p("Musik", "Rubrik1"), p("Dans", "Rubrik1"), styles=SWEDISH_STYLES, numbering=numbering
    )
    nodes = outline_of(tmp_path, content).nodes
    assert " ".join(filter(None, (node.number for node in nodes))) == written_as


def test_a_large_count_is_written_in_digits(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="44"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    content = word(p("Musik", "Rubrik1"), styles=SWEDISH_STYLES, numbering=numbering)
    assert outline_of(tmp_path, content).nodes[0].number == "44"


def test_bold_lines_stand_in_for_headings(tmp_path: Path) -> None:
    content = word(
        p("Musik i länet", bold=True),
        p("Här spelas det."),
        p("1.1 Dans", bold=True),
        p("Det dansas också."),
    )
    assert drawn(outline_of(tmp_path, content)) == ["2 section 1.1 Dans"]
    content = word(p("Musik i länet", bold=True), p("Kort rad"), p("Dans", bold=True))
    assert [n.heading for n in outline_of(tmp_path, content).nodes] == ["Musik i länet", "Dans"]


def test_a_cell_within_a_cell_is_listed_like_the_one_around_it(tmp_path: Path) -> None:
    content = word(
        p("Förslag", "Heading1"),
        p("Förslag: Ge stöd."),
        table([table([p("Förslag: Ge stöd.")]), p("x")]),
    )
    outline = outline_of(tmp_path, content)
    assert len([node for node in outline.nodes if node.kind is Kind.PROPOSAL]) == 1


def test_a_part_that_is_not_a_zip_file_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        WordPackage(written(tmp_path, b"PK\x03\x04"))
    assert refused.value.reason is Reason.DAMAGED


def test_a_document_without_body_is_damaged(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, word(root="bodi"))) is Reason.DAMAGED
