"""Proposals, assessments and questions inside the sections."""

from __future__ import annotations

import pytest

from ideell.reading.labels import ends_box, label_of
from ideell.reading.nodes import Kind, Node, Note
from tests.consultations.outlines import drawn, outline_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("line", "kind", "whose", "number", "rest"),
    [
        ("Förslag: Gör så.", Kind.PROPOSAL, "", "", "Gör så."),
        ("Förslag : Gör så.", Kind.PROPOSAL, "", "", "Gör så."),
        ("FÖRSLAG: Gör så.", Kind.PROPOSAL, "", "", "Gör så."),
        ("38 Förslag : Gör så.", Kind.PROPOSAL, "", "Förslag 38", "Gör så."),
        ("Förslag 4: Gör så.", Kind.PROPOSAL, "", "Förslag 4", "Gör så."),
        ("Förslag och bedömning: Så.", Kind.PROPOSAL, "", "", "Så."),
        ("Rekommendation 2: Så.", Kind.PROPOSAL, "", "Rekommendation 2", "Så."),
        ("Bedömning: Så är det.", Kind.ASSESSMENT, "", "", "Så är det."),
        ("Bedömning och förslag: Så.", Kind.ASSESSMENT, "", "", "Så."),
        ("Regeringens förslag: Lagen.", Kind.PROPOSAL, "Regeringens", "", "Lagen."),
        ("Utredningens bedömning: Ja.", Kind.ASSESSMENT, "Utredningens", "", "Ja."),
        ("Vårt förslag: Ja.", Kind.PROPOSAL, "Vårt", "", "Ja."),
        ("Konsekvenser: Inga.", Kind.IMPACT, "", "", "Inga."),
        ("Författningsförslag: Lagen.", Kind.STATUTE, "", "", "Lagen."),
        ("Fråga 2: Varför?", Kind.QUESTION, "", "Fråga 2", "Varför?"),
        ("Förslag:", Kind.PROPOSAL, "", "", ""),
    ],
)
def test_a_label_is_read(line: str, kind: Kind, whose: str, number: str, rest: str) -> None:
    label = label_of(line)
    assert label is not None
    assert (label.kind, label.whose, label.number, label.rest) == (kind, whose, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "förslag: mitt i en mening",
        "Förslag till lag om kultur",
        "Regeringens bedömning är därför att",
        "Förslaget: är bra",
        "Förslagsvis: så",
        "Förslag",
    ],
)
def test_other_lines_have_no_label(line: str) -> None:
    assert label_of(line) is None


def test_in_a_frame_the_label_needs_no_colon() -> None:
    label = label_of("Förslag", framed=True)
    assert label is not None
    assert label.rest == ""
    assert label_of("Förslag som ändrar allt", framed=True) is None


def test_what_follows_a_box_in_a_bill_is_told() -> None:
    assert ends_box("Skälen för regeringens förslag: Därför.")
    assert ends_box("Remissinstanserna har inget att invända.")
    assert not ends_box("Skälen är många.")


def boxes(text: str) -> list[Node]:
    return [node for node in outline_of(text).nodes if node.is_item]


def test_boxes_lie_below_the_section_where_they_stand() -> None:
    outline = outline_of("""
        # 1 Kultur
        ## 1.1 Musik

        Förslag: Musiken ska vara fri. Den får
        kosta.

        Bedömning: Det går bra.

        Därefter kommer text.
        """)
    assert drawn(outline)[2:] == [
        "3 proposal Musiken ska vara fri.",
        "3 assessment Det går bra.",
    ]
    assert outline.nodes[2].text == "Musiken ska vara fri. Den får kosta."
    assert outline.nodes[1].text == "Därefter kommer text."


def test_two_boxes_in_one_block_are_two() -> None:
    found = boxes("# 1 Kultur\n\nFörslag: Ett.\nFörslag : Två.\n**Bedömning:** Tre.")
    assert [node.heading for node in found] == ["Ett.", "Två.", "Tre."]


def test_the_list_that_follows_belongs_to_the_box_even_over_a_page() -> None:
    found = boxes("""
        # 1 Kultur

        ```
        Förslag:
        ```
        - Bygg ett hus
          för alla.
        - Ge det namn.

        (^12) En fotnot.

        - Öppna det.

        Sedan är boxen slut.
        """)
    assert found[0].heading == "Bygg ett hus för alla."
    assert found[0].text == "- Bygg ett hus för alla.\n- Ge det namn.\n- Öppna det."


def test_a_sentence_broken_by_a_page_goes_on() -> None:
    found = boxes("# 1 Kultur\n\nFörslag: Staten ska kunna\n\nge stöd.\n\nDetta är text.")
    assert found[0].text == "Staten ska kunna ge stöd."


def test_a_box_whose_label_stands_alone_takes_the_next_paragraph() -> None:
    found = boxes("# 1 Kultur\n\nFörslag:\n\nStaten ger stöd.\n\nDetta är text.")
    assert found[0].text == "Staten ger stöd."


def test_rows_of_a_table_end_where_text_begins() -> None:
    outline = outline_of("# 1 Kultur\n\n| År | Kronor |\n|----|----|\nText efter.\n> Citat\nText.")
    assert outline.nodes[0].text == "År\nKronor\nText efter.\nCitat\nText."


def test_an_empty_box_still_shows() -> None:
    assert [(node.heading, node.text) for node in boxes("# 1 Kultur\n\nFörslag:")] == [
        ("proposal", "")
    ]


def test_a_quotation_is_a_frame() -> None:
    found = boxes("""
        # 1 Kultur

        > Förslag
        > Staten ger stöd.

        Detta är text.
        """)
    assert [node.text for node in found] == ["Staten ger stöd."]


def test_boxes_in_a_summary_are_not_counted_again() -> None:
    outline = outline_of("""
        # Sammanfattning av förslagen

        **1 Förslag:** Staten ger stöd.

        # 1 Kultur

        Förslag: Staten ger mer stöd.
        """)
    assert [node.text for node in outline.nodes if node.is_item] == ["Staten ger mer stöd."]
    assert Note.SUMMARY_REPEATED in outline.notes


def test_boxes_in_a_table_of_all_proposals_are_not_counted_again() -> None:
    outline = outline_of("""
        # 1 Kultur

        Förslag: Staten ger stöd.

        Tabell 1.1 Sammanställning av förslag

        Förslag: Staten ger stöd.

        | Förslag: Staten ger stöd. | sidan 3 |
        |---|---|
        """)
    assert len([node for node in outline.nodes if node.is_item]) == 1


def test_a_report_that_only_has_its_boxes_in_the_summary_keeps_them() -> None:
    outline = outline_of("# Sammanfattning\n\nFörslag: Ge stöd.\n\n# 1 Kultur")
    assert drawn(outline)[1] == "2 proposal Ge stöd."
    assert outline.notes == ()


def test_a_table_with_one_cell_is_a_box() -> None:
    assert [node.text for node in boxes("# 1 Kultur\n\n| Förslag: Ge stöd. |\n|---|")] == [
        "Ge stöd."
    ]


def test_in_a_bill_only_the_government_proposes() -> None:
    found = boxes("""
        # 1 Kultur

        Regeringens förslag: Ge stöd.

        Utredningens förslag: Ge mer stöd.

        Remissinstanserna: Alla är glada.

        # 2 Musik

        Regeringens bedömning: Det går. Utredningens bedömning: Överensstämmer.
        Regeringens förslag: Gör det.
        """)
    assert [node.heading for node in found] == ["Ge stöd.", "Det går.", "Gör det."]


def test_two_boxes_on_one_line_of_a_bill_are_two() -> None:
    found = boxes("# 1 Kultur\n\nRegeringens förslag: Ge stöd. Regeringens bedömning: Det går.")
    assert [node.kind for node in found] == [Kind.PROPOSAL, Kind.ASSESSMENT]


def test_what_only_agrees_with_another_proposal_is_no_box() -> None:
    assert boxes("# 1 Kultur\n\nUtredningens förslag: Överensstämmer i sak med vårt.") == []
    assert len(boxes("# 1 Kultur\n\nUtredningens förslag: Ge stöd.")) == 1


def test_questions_of_a_regional_plan_are_nodes() -> None:
    outline = outline_of("""
        # Kulturplan
        ## Bakgrund
        Varför en plan?
        ## Frågor att besvara
        Svara gärna kort.

        1. Vad är bra i planen?
        2. Vad
           saknas?
        - Vill ni vara med?
        ### Är målen rätt?
        """)
    assert drawn(outline)[2:] == [
        "2 question Fråga 1 Vad är bra i planen?",
        "2 question Fråga 2 Vad saknas?",
        "2 question Vill ni vara med?",
        "2 question Är målen rätt?",
    ]
    assert outline.nodes[1].text == "Svara gärna kort."


def test_a_very_long_heading_is_cut_where_it_shows_and_kept_in_the_text() -> None:
    long = "ord " * 1000
    node = boxes(f"# 1 Kultur\n\nFörslag: {long}")[0]
    assert node.heading.endswith(" …")
    assert len(node.heading) <= 2000
    assert node.text == long.strip()
