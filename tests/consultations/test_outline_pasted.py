"""A pasted table of contents becomes an outline."""

from __future__ import annotations

from textwrap import dedent

import pytest

from ideell.reading.contents import entry_of
from ideell.reading.nodes import Form
from ideell.reading.pasted import outline_of_pasted
from ideell.reading.unreadable import Reason, Unreadable
from tests.consultations.outlines import drawn

pytestmark = pytest.mark.once


def test_numbers_headings_and_pages_are_read() -> None:
    outline = outline_of_pasted(
        dedent("""
        Innehåll

        Sammanfattning ............... 13
        1 Författningsförslag ........ 21
        1.1 Förslag till lag om
        kultur ....................... 23
        5 Musik\t99
        5.2.1 Rubrik … 141
        5.3 Konsekvenser              150
        Bilaga 1 Direktiv ............ 201
        """)
    )
    assert drawn(outline) == [
        "1 section Sammanfattning",
        "1 chapter 1 Författningsförslag",
        "2 statute 1.1 Förslag till lag om kultur",
        "1 chapter 5 Musik",
        "3 section 5.2.1 Rubrik",
        "2 impact 5.3 Konsekvenser",
        "1 section Bilaga 1 Direktiv",
    ]
    assert [node.page for node in outline.nodes] == [13, 21, 23, 99, 141, 150, 201]
    assert outline.form is Form.PASTED


def test_a_list_without_pages_keeps_numbers_at_the_end() -> None:
    outline = outline_of_pasted("1 Inledning\r\n1.1 Målen till 2030\r\n2 Slut")
    assert drawn(outline) == [
        "1 chapter 1 Inledning",
        "2 section 1.1 Målen till 2030",
        "1 chapter 2 Slut",
    ]
    assert {node.page for node in outline.nodes} == {None}


def test_indentation_gives_levels_without_numbers() -> None:
    outline = outline_of_pasted("Inledning\n    Bakgrund\n\tLäget\nFörslag")
    assert [node.level for node in outline.nodes] == [1, 2, 2, 1]


def test_proposals_can_be_pasted_too() -> None:
    outline = outline_of_pasted("1 Musik\nFörslag: Ge stöd.\n4 Bedömning: Det går.\n2 Dans\n2024")
    assert drawn(outline) == [
        "1 chapter 1 Musik",
        "2 proposal Ge stöd.",
        "2 assessment Bedömning 4 Det går.",
        "1 chapter 2 Dans",
        "1 section 2024",
    ]


def test_a_proposal_may_come_first() -> None:
    assert drawn(outline_of_pasted("Förslag: Ge stöd.")) == ["1 proposal Ge stöd."]


def test_a_line_without_its_page_is_a_heading_of_its_own() -> None:
    outline = outline_of_pasted("1 Musik\n2 Dans ... 5\n3 Slam ... 7\n4 Poesi ... 9\n5 Konst")
    assert [(node.number, node.page) for node in outline.nodes] == [
        ("1", None),
        ("2", 5),
        ("3", 7),
        ("4", 9),
        ("5", None),
    ]


@pytest.mark.parametrize("text", ["", "  \n\n", "Innehåll\n"])
def test_nothing_pasted_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        outline_of_pasted(text)
    assert refused.value.reason is Reason.NO_HEADINGS


def test_too_much_pasted_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        outline_of_pasted("x" * 400_001)
    assert refused.value.reason is Reason.TOO_LARGE
    with pytest.raises(Unreadable) as refused:
        outline_of_pasted("1 Rubrik\n" * 5001)
    assert refused.value.reason is Reason.TOO_MANY_NODES


@pytest.mark.parametrize(
    "line", ["", "2024", "Rubrik", "Rubrik 2024", "Rubrik ..... 20245", "5 ... 7"]
)
def test_other_lines_are_no_entries(line: str) -> None:
    assert entry_of(line) is None
