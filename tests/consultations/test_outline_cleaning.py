"""Broken lines, hyphens, marks and sentences."""

from __future__ import annotations

import pytest

from ideell.reading.cleaning import (
    first_sentence,
    plain,
    shortened,
    without_leaders,
    without_marks,
)
from ideell.reading.joining import Joiner
from ideell.reading.running_heads import is_page_number, running_heads, shape

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["produktivitets-", "tillväxten"], "produktivitetstillväxten"),
        (["kultur-", "och fritid"], "kultur- och fritid"),
        (["natur-", "samt miljöskydd"], "natur- samt miljöskydd"),
        (["andra OECD-", "länder"], "andra OECD-länder"),
        (["inom EU-", "OCH"], "inom EU- OCH"),
        (["åren 2020-", "2023"], "åren 2020- 2023"),
        (["Stockholm-", "Arlanda"], "Stockholm-Arlanda"),
        (["rege\ufffering", "styr"], "regering styr"),
        (["för\xadslag"], "förslag"),
        (["ett", "", "två"], "ett två"),
        (["en –", "två"], "en – två"),
    ],
)
def test_lines_are_joined(lines: list[str], joined: str) -> None:
    assert Joiner().joined(lines) == joined


def test_a_hyphen_is_kept_in_a_word_that_the_document_writes_with_it() -> None:
    joiner = Joiner(["om växa-stödet och annat", "och start-ups, med mera"])
    assert joiner.joined(["växa-", "stödet"]) == "växa-stödet"
    assert joiner.joined(["svenska start-", "ups."]) == "svenska start-ups."
    assert joiner.joined(["arbets-", "stödet"]) == "arbetsstödet"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Avskaffa avdraget. Det kostar.", "Avskaffa avdraget."),
        ("Stöd t.ex. Musik och dans. Mer.", "Stöd t.ex. Musik och dans."),
        ("Enligt 3 kap. 5 § gäller det. Sedan.", "Enligt 3 kap. 5 § gäller det."),
        ("Den 1. Januari gäller. Nu.", "Den 1. Januari gäller."),
        ("Är det så? Ja.", "Är det så?"),
        ("Utan punkt", "Utan punkt"),
        ("Följande gäller:\n- ett", "Följande gäller:"),
        ("Han sade ”nej.” Hon sade ja.", "Han sade ”nej.”"),
    ],
)
def test_the_first_sentence_is_whole(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_a_long_text_is_cut_at_a_word_and_the_cut_shows() -> None:
    assert shortened("kort", 10) == "kort"
    assert shortened("ett två tre fyra fem", 14) == "ett två tre …"
    assert shortened("x" * 30, 10) == "x" * 8 + " …"


def test_control_and_hidden_characters_disappear() -> None:
    assert plain("a\x00b\u202ec\u200b  d\ufeff\x85e") == "a bc d e"
    assert plain("e\u0301") == "é"


def test_marks_of_markdown_disappear() -> None:
    marked = "**Fet** _kursiv_ `kod` [länk](https://example.se) ord.^12 (^3) <b>x</b> &amp; a_b_c"
    assert without_marks(marked) == "Fet kursiv kod länk ord.  x & a_b_c"


def test_dots_that_lead_to_a_page_go_but_a_full_stop_stays() -> None:
    assert without_leaders("Rubrik........") == "Rubrik"
    assert without_leaders("Rubrik...") == "Rubrik"
    assert without_leaders("Konsekvenser m.m.") == "Konsekvenser m.m."


def test_a_page_header_is_told_by_its_series_and_by_standing_often() -> None:
    heads = ["**SOU 2025:96 Kapitalförsörjning**", "**Kapitalförsörjning SOU 2025:**"]
    assert shape(heads[0]) == shape(heads[1]) == "kapitalförsörjning"
    assert running_heads([*heads, heads[0], "Se SOU 2024:29 för mer."]) == {"kapitalförsörjning"}
    assert shape("Det står i SOU 2024:29 som kom i fjol") == ""
    assert shape("SOU 2024:29 " + "x" * 300) == ""
    assert shape("SOU 2024:29") == "series"


def test_a_page_number_stands_alone() -> None:
    assert is_page_number(" 141 ")
    assert not is_page_number("141 sidor")
    assert not is_page_number("20251")
