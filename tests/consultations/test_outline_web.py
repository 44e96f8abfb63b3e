"""HTML and XHTML: headings, boxes, lists, pages; nothing in the page is believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ideell.reading.document import read_outline
from ideell.reading.nodes import Form, Outline
from ideell.reading.unreadable import Reason, Unreadable
from ideell.reading.web import read_html
from tests.consultations.outlines import drawn, refusal, written

pytestmark = pytest.mark.once


def outline_of(folder: Path, body: str, *, head: str = "") -> Outline:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_outline(written(folder, page), "sida.html")


def test_headings_give_the_outline_and_the_title_stands_in_the_head(tmp_path: Path) -> None:
    body = "<h1>1 Musik</h1><p>Text&nbsp;här.<br>Ny rad.</p><h2>1.1 <em>Körer</em></h2>"
    outline = outline_of(tmp_path, body, head="<title>Kultur</title>")
    assert outline.title == "Kultur"
    assert outline.form is Form.HTML
    assert drawn(outline) == ["1 chapter 1 Musik", "2 section 1.1 Körer"]
    assert outline.nodes[0].text == "Text här. Ny rad."


def test_boxes_are_frames_of_many_kinds(tmp_path: Path) -> None:
    outline = outline_of(
        tmp_path,
        """<h1>Musik</h1>
        <blockquote><p>Förslag</p><p>Ett.</p></blockquote>
        <aside><b>Förslag:</b> Två.</aside>
        <div class="faktaruta"><p>Bedömning</p><p>Tre.</p><ul><li>x</li><li>y</li></ul></div>
        <table><tr><td><p>Förslag:</p><p>Fyra.</p></td></tr></table>
        <table><tr><td>Förslag: upprepat</td><td>sidan 3</td></tr></table>
        <p>Text.</p>""",
    )
    assert [node.text for node in outline.nodes[1:]] == ["Ett.", "Två.", "Tre.\n- x\n- y", "Fyra."]


def test_bold_lines_and_dashes_mean_what_they_mean_in_text(tmp_path: Path) -> None:
    outline = outline_of(
        tmp_path,
        "<p><strong>Musik</strong></p><p>Förslag: Vi vill:</p><p>– sjunga</p><p>Vanlig rad</p>",
    )
    assert drawn(outline) == ["1 chapter Musik", "2 proposal Vi vill:"]
    assert outline.nodes[1].text == "Vi vill:\n- sjunga"


def test_pages_are_counted_where_the_breaks_are_marked(tmp_path: Path) -> None:
    outline = outline_of(
        tmp_path,
        '<h1>A b c</h1><span class="sidbrytning" id="sid7"></span><h1>B</h1>'
        '<hr class="pagebreak"><h1>C</h1>',
    )
    assert [node.page for node in outline.nodes] == [None, 7, 8]


def test_sections_may_carry_their_titles_as_attributes(tmp_path: Path) -> None:
    outline = outline_of(
        tmp_path,
        '<div property="dcterms:title" content="Musik" about="x#S1"><p>Text.</p>'
        '<div property="dcterms:title" content="Körer" about="x#S1-1"></div></div>'
        '<div property="dcterms:title" content="Direktiv" about="x#B2"></div>'
        '<div property="dcterms:title" content="Har rubrik" about="x#S2"><h1>2 Dans</h1></div>'
        '<div property="dcterms:title" content=" "></div><div content="Utan egenskap"></div>',
    )
    assert drawn(outline) == [
        "1 chapter 1 Musik",
        "2 section 1.1 Körer",
        "1 section Bilaga 2 Direktiv",
        "1 chapter 2 Dans",
    ]


def test_scripts_styles_and_menus_are_not_text(tmp_path: Path) -> None:
    outline = outline_of(
        tmp_path,
        "<h1>Musik</h1><script>alert(1)</script><style>p{}</style><nav><h2>Meny</h2></nav>"
        "<!-- <h1>Dold</h1> --><?php x ?><p>Text.</p>",
    )
    assert drawn(outline) == ["1 chapter Musik"]
    assert outline.nodes[0].text == "Text."


def test_entities_of_a_dtd_are_never_looked_up(tmp_path: Path) -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Musik &x;</h1></body></html>'
    )
    outline = read_outline(written(tmp_path, page))
    assert "root:" not in str(outline)
    assert outline.nodes[0].heading.startswith("Musik")


def test_older_letters_are_understood(tmp_path: Path) -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><h1>Körsång</h1></body></html>'
    assert read_outline(written(tmp_path, page.encode("latin-1"))).nodes[0].heading == "Körsång"


def test_an_empty_page_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "<html></html>")) is Reason.NO_HEADINGS
    assert refusal(written(tmp_path, "<p>")) is Reason.NO_HEADINGS
    for content in (b"", b"<!-- -->"):
        with pytest.raises(Unreadable) as refused:
            read_html(content)
        assert refused.value.reason in (Reason.EMPTY, Reason.DAMAGED)
