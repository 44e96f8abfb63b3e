"""Which lines become headings, on which level and of which kind."""

from __future__ import annotations

import pytest

from ideell.reading.nodes import Kind, Note
from ideell.reading.unreadable import Reason, Unreadable
from tests.consultations.outlines import drawn, outline_of

pytestmark = pytest.mark.once


def test_levels_come_from_the_numbers_and_not_from_the_marks() -> None:
    outline = outline_of("""
        ## 1 Inledning
        ## 1.1 Bakgrund
        #### 1.1.1 Läget
        ### 2 Förslagen
        ##### 2.1 Vårt förslag
        """)
    assert drawn(outline) == [
        "1 chapter 1 Inledning",
        "2 section 1.1 Bakgrund",
        "3 section 1.1.1 Läget",
        "1 chapter 2 Förslagen",
        "2 section 2.1 Vårt förslag",
    ]


def test_the_first_text_of_a_section_is_kept_with_its_list() -> None:
    outline = outline_of("""
        # 1 Inledning
        Det var en gång
        en utredning.

        - ett
        - två
        """)
    assert outline.nodes[0].text == "Det var en gång en utredning.\n- ett\n- två"


def test_a_lone_topmost_heading_is_the_title() -> None:
    outline = outline_of("""
        # Kultur i hela landet
        ## Sammanfattning
        ## 1 Inledning
        """)
    assert outline.title == "Kultur i hela landet"
    assert drawn(outline) == ["1 section Sammanfattning", "1 chapter 1 Inledning"]


def test_the_title_of_the_front_matter_is_not_said_again_as_a_heading() -> None:
    outline = outline_of("""
        ---
        titel: "Översyn av lagen"
        ---
        # Regeringens proposition 2005/06:173
        # Översyn av lagen
        # 1 Förslag
        # 2 Skälen
        """)
    assert outline.title == "Översyn av lagen"
    assert [node.number for node in outline.nodes] == ["1", "2"]


def test_front_matter_that_never_ends_is_text() -> None:
    assert drawn(outline_of("---\ntitel: X\n\n# 1 Rubrik")) == ["1 chapter 1 Rubrik"]


def test_levels_without_numbers_have_no_gaps() -> None:
    outline = outline_of("""
        # Inledning
        #### Bakgrund
        #### Läget
        # Slut
        """)
    assert drawn(outline) == [
        "1 chapter Inledning",
        "2 section Bakgrund",
        "2 section Läget",
        "1 chapter Slut",
    ]


def test_underlined_headings_are_headings() -> None:
    text = "Inledning\n=========\n\nBakgrund\n--------\n\nText."
    assert drawn(outline_of(text)) == ["1 chapter Inledning", "2 section Bakgrund"]


def test_numbered_lines_in_blocks_of_their_own_are_uncertain_headings() -> None:
    outline = outline_of("""
        # 1 Inledning

        **1.1 Bakgrund**

        Text med 1.5 Procent och annat.

        ```
        1.2 Läget i dag som är en lång rubrik på
        två rader
        ```
        ```
        2.5 gånger så mycket blev det.
        ```
        """)
    assert drawn(outline) == [
        "1 chapter 1 Inledning",
        "2 section 1.1 Bakgrund",
        "2 section 1.2 Läget i dag som är en lång rubrik på två rader",
    ]
    assert [node.certain for node in outline.nodes] == [True, False, False]
    assert outline.notes == (Note.HEADINGS_GUESSED,)


def test_plain_text_without_blank_lines_is_divided_at_its_numbers() -> None:
    outline = outline_of("""
        1 Inledning
        1.1 Bakgrund
        Utredningen fick sitt uppdrag i fjol. Här står det mer om
        det.
        1.2 En rubrik som är så lång att den går över
        två rader
        Här börjar texten om läget i dag. Se även avsnitt
        1.1 Bakgrund ovan.

        1.3 En rubrik som slutar med en förkortning så att
        kulturen nås m.m.

        2 Förslag
        2.1 Slut
        Tack.
        """)
    assert drawn(outline) == [
        "1 chapter 1 Inledning",
        "2 section 1.1 Bakgrund",
        "2 section 1.2 En rubrik som är så lång att den går över två rader",
        "2 section 1.3 En rubrik som slutar med en förkortning så att kulturen nås m.m.",
        "1 chapter 2 Förslag",
        "2 section 2.1 Slut",
    ]


def test_a_number_without_words_is_no_heading() -> None:
    assert drawn(outline_of("# 1 Inledning\n\n# 2\n\nText.")) == ["1 chapter 1 Inledning"]


def test_the_table_of_contents_gives_pages_and_no_nodes() -> None:
    outline = outline_of("""
        Innehåll

        1 Inledning ................ 5
        1.1 Bakgrund som är en
        lång rubrik .............. 7
        2\tFörslag\t12

        # 1 Inledning
        Text.
        ## 1.1 Bakgrund som är en lång rubrik
        # 2 Förslag
        """)
    assert [(node.number, node.page) for node in outline.nodes] == [
        ("1", 5),
        ("1.1", 7),
        ("2", 12),
    ]


def test_a_table_of_contents_marked_as_headings_is_not_counted_twice() -> None:
    outline = outline_of("""
        # 1 Inledning
        # 2 Förslag
        # 1 Inledning
        Text.
        # 2 Förslag
        Text.
        """)
    assert drawn(outline) == ["1 chapter 1 Inledning", "1 chapter 2 Förslag"]
    assert [node.text for node in outline.nodes] == ["Text.", "Text."]


def test_numbers_out_of_order_are_references_and_not_headings() -> None:
    outline = outline_of("""
        # 1 Inledning

        **1.1 Bakgrund**

        **7.3 Hyror i Europa**

        **1.2 Läget**

        # 2 Förslag

        **2.1 Skälen**
        """)
    assert [node.number for node in outline.nodes] == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_chapter_that_is_only_drawn_needs_sections_or_weight() -> None:
    outline = outline_of("""
        **1.1 Bakgrund**

        2 Musikskolor per kommun

        **3 Förslag**

        4 Slut

        **4.1 Ikraftträdande**
        """)
    assert [node.number for node in outline.nodes] == ["1.1", "3", "4", "4.1"]


def test_a_heading_broken_in_two_is_joined() -> None:
    outline = outline_of("""
        # 5 Arbetsmarknad och

        # kompetensförsörjning

        ```
        5.1 Målen för politiken
        ```
        ## bör vara stabila

        **5.2 Risk för misslyckanden**

        ## vid konkurrens misslyckanden
        """)
    assert drawn(outline) == [
        "1 chapter 5 Arbetsmarknad och kompetensförsörjning",
        "2 section 5.1 Målen för politiken bör vara stabila",
        "2 section 5.2 Risk för misslyckanden vid konkurrens",
    ]
    assert all(node.certain for node in outline.nodes)


def test_a_scrambled_heading_whose_text_comes_later_stands_there() -> None:
    outline = outline_of("""
        # 1.1 Första
        # och förslag 1.2 Andra delen
        Text till den första.

        **1.2 Andra delen och förslag**

        Text till den andra.
        # 1.3 Tredje
        """)
    assert [(node.number, node.text) for node in outline.nodes] == [
        ("1.1", "Text till den första."),
        ("1.2", "Text till den andra."),
        ("1.3", None),
    ]


def test_unnumbered_headings_deep_in_a_numbered_report_stay_in_the_text() -> None:
    outline = outline_of("""
        # 1 Inledning
        ## 1.1 Bakgrund
        ### 1.1.1 Läget
        #### Skälen
        Text.
        #### Konsekvenser för kommunerna
        """)
    assert drawn(outline)[3:] == ["4 impact Konsekvenser för kommunerna"]
    assert outline.nodes[2].text == "Skälen\nText."


def test_appendices_lie_on_the_first_level() -> None:
    outline = outline_of("# 1 Inledning\n### Bilaga 1 Direktiv\n### Bilaga 2 Lagförslag")
    assert drawn(outline)[1:] == ["1 section Bilaga 1 Direktiv", "1 section Bilaga 2 Lagförslag"]


def test_impact_is_a_kind_once_and_chapters_stay_chapters() -> None:
    outline = outline_of("""
        # 1 Konsekvenser
        ## 1.1 Konsekvensanalys
        # 2 Förslag
        ## 2.1 Konsekvenser för staten
        ### 2.1.1 Konsekvenser för budgeten
        """)
    assert [node.kind for node in outline.nodes] == [
        Kind.CHAPTER,
        Kind.SECTION,
        Kind.CHAPTER,
        Kind.IMPACT,
        Kind.SECTION,
    ]


def test_proposed_acts_are_statutes_and_comments_on_them_are_not() -> None:
    outline = outline_of("""
        # Författningsförslag
        ## 1 Förslag till lag om kultur
        ### Inledande bestämmelser
        1 § Kultur är fri.

        Förslag till förordning om bidrag

        # 1 Inledning
        # 2 Författningskommentar
        ## 2.1 Förslaget till lag om kultur
        # Bilaga 1 Utredningens lagförslag
        ## Förslag till lag om annat
        """)
    assert drawn(outline) == [
        "1 section Författningsförslag",
        "2 statute 1 Förslag till lag om kultur",
        "3 statute Förslag till förordning om bidrag",
        "1 chapter 1 Inledning",
        "1 chapter 2 Författningskommentar",
        "2 section 2.1 Förslaget till lag om kultur",
        "1 section Bilaga 1 Utredningens lagförslag",
        "2 section Förslag till lag om annat",
    ]
    assert outline.nodes[1].text == "Inledande bestämmelser\n1 § Kultur är fri."


def test_a_document_without_marks_gives_its_bold_lines() -> None:
    outline = outline_of("""
        **Musiken i länet**

        Det spelas mycket musik i länet, och mer ska det bli.

        Kort rad

        **Dansen i länet**

        Det dansas också.
        """)
    assert drawn(outline) == ["1 chapter Musiken i länet", "1 chapter Dansen i länet"]
    assert not outline.nodes[0].certain


def test_a_document_without_bold_lines_gives_its_short_ones() -> None:
    outline = outline_of(
        """
        Musiken i länet

        Det spelas mycket musik i länet, och mer ska det bli framöver. """
        + "Ja. " * 40
        + """

        2023

        - en punkt
        """
    )
    assert [node.heading for node in outline.nodes] == ["Musiken i länet"]


@pytest.mark.parametrize("text", ["Bara en lång mening som slutar med punkt.", "- a\n- b", "..."])
def test_a_document_without_anything_like_a_heading_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        outline_of(text)
    assert refused.value.reason is Reason.NO_HEADINGS


def test_form_feeds_count_pages_and_page_numbers_go() -> None:
    outline = outline_of("# 1 Inledning\nText.\n1\n\f# 2 Förslag\nText.\n2\n\f\n# 3 Slut")
    assert [(node.number, node.page, node.text) for node in outline.nodes] == [
        ("1", 1, "Text."),
        ("2", 2, "Text."),
        ("3", 3, None),
    ]


def test_page_headers_are_not_text() -> None:
    text = "# 1 Kultur\n" + "\n".join(f"Rad {n}.\n\n**SOU 2025:96 Kultur**\n" for n in range(3))
    assert outline_of(text).nodes[0].text == "Rad 0.\nRad 1.\nRad 2."


def test_too_many_headings_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        outline_of("\n".join(f"# Rubrik {n}" for n in range(5001)))
    assert refused.value.reason is Reason.TOO_MANY_NODES


def test_too_many_boxes_are_refused() -> None:
    boxes = "\n\n".join(f"Förslag: Nummer {n}." for n in range(5000))
    with pytest.raises(Unreadable) as refused:
        outline_of(f"# 1 Inledning\n\n{boxes}")
    assert refused.value.reason is Reason.TOO_MANY_NODES
