"""What a letter holds, in the order it is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ideell.export import Block, Letter, Run, Signatory
from ideell.export.composition import Heading, ItemList, Paragraph, Table, letterhead, pieces
from tests.export.sample import LETTER

pytestmark = pytest.mark.once


def test_what_is_empty_has_no_heading() -> None:
    assert pieces(Letter("Vi", "Titel", LETTER.date)) == [Heading(1, (Run("Titel"),))]


def test_the_letterhead_has_numbers_only_where_they_are() -> None:
    head = letterhead(LETTER)
    assert head.facts == ("Remissvar", "2026-12-11", "Vårt dnr: 2026-17", "Ert dnr: Ku2026/00412")
    assert head.recipient_lines[-1] == "Kopia: Enheten för konstarterna"
    bare = letterhead(Letter("Vi", "Titel", LETTER.date))
    assert (bare.facts, bare.recipient_lines) == (("Remissvar", "2026-12-11"), ())


def test_a_document_is_a_title_and_its_text_and_nothing_an_answer_has() -> None:
    body = (Block.of("Mål", "heading"), Block.of("Alla ska få sjunga."))
    paper = Letter("Vi", "Våra ord", LETTER.date, body=body, kind="document")
    assert letterhead(paper).facts == ("2026-12-11",)
    assert pieces(paper) == [
        Heading(1, (Run("Våra ord"),)),
        Heading(2, (Run("Mål"),)),
        Paragraph("body", (Run("Alla ska få sjunga."),)),
    ]
    assert list(paper.blocks()) == list(body)


def test_items_that_follow_each_other_are_one_list() -> None:
    summary = tuple(
        Block.of(kind, kind) for kind in ("list_item", "list_item", "paragraph", "list_item")
    )
    found = pieces(replace(LETTER, summary=summary))[2:5]
    assert [type(piece) for piece in found] == [ItemList, Paragraph, ItemList]
    assert isinstance(found[0], ItemList)
    assert len(found[0].items) == 2


def test_the_table_follows_the_summary_and_the_decision_comes_late() -> None:
    found = pieces(LETTER)
    kinds = [type(piece) for piece in found]
    assert kinds.index(Table) < kinds.index(ItemList) + 5
    styles = [piece.style for piece in found if isinstance(piece, Paragraph)]
    assert styles[-3:] == ["closing", "closing", "signature"]


def test_a_signature_without_role_is_a_name_alone() -> None:
    found = pieces(replace(LETTER, signatories=(Signatory("Ö. Exempel"),), annexes=()))
    assert found[-1] == Paragraph("signature", (Run("Ö. Exempel"),))


def test_written_text_is_read_by_the_grammar() -> None:
    block = Block.written("Se *här* ^[En **not**.] https://exempel.se")
    assert block.runs == (
        Run("Se "),
        Run("här", italic=True),
        Run(" "),
        Run("", footnote=(Run("En "), Run("not", bold=True), Run("."))),
        Run(" "),
        Run("https://exempel.se", href="https://exempel.se"),
    )
    assert block.text == "Se här  https://exempel.se"


def test_every_block_of_a_letter_is_found() -> None:
    assert len(list(LETTER.blocks())) == 3 + 1 + 9 + 7 + 9 + 1 + 1
