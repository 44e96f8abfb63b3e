"""Text is cut as a reader of Swedish would cut it, and nothing is lost in the cutting."""

import pytest
from hypothesis import given

from ideell.writing.tokens import has_words, lines, sentences, tokens, words
from tests.writing.cases import some, texts

pytestmark = pytest.mark.once


@some
@given(texts)
def test_tokens_sentences_and_lines_join_to_the_text(text: str) -> None:
    for cut in (tokens, sentences, lines):
        assert "".join(cut(text)) == text
        assert all(cut(text))


@pytest.mark.parametrize(
    "word",
    [
        "15\u00a0000",
        "15 000",
        "1\u202f200,50",
        "1,5",
        "2025:96",
        "5.2.1",
        "2026-11-23",
        "5–7",
        "t.ex.",
        "t. ex.",
        "bl.a.",
        "fr.o.m.",
        "SOU:s",
        "e-post",
        "3D-skrivare",
        "4:3b",
        "https://exempel.se/a?b=c",
        "e\u0301tude",
        "👩‍👧",
    ],
)
def test_it_is_one_word(word: str) -> None:
    assert tokens(f"en {word} till") == ["en", " ", word, " ", "till"]
    assert words(f"en {word} till") == ["en", word, "till"]


def test_the_hyphen_of_a_shared_compound_stays_with_its_word() -> None:
    assert words("på riks-, region- och länsnivå") == [
        *("på", "riks-", "region-", "och", "länsnivå")
    ]
    assert tokens("så-.") == ["så", "-", "."]


def test_punctuation_stands_by_itself() -> None:
    assert tokens("Ja, och/eller ”nej”.") == [
        *("Ja", ",", " ", "och", "/", "eller", " "),
        *("”", "nej", "”", "."),
    ]
    assert tokens("se https://a.se.")[-2:] == ["https://a.se", "."]


def test_sentences_end_where_a_reader_stops() -> None:
    assert sentences("Vi anser det. Se kap. 3 och prop. 4. Bra! ”Ja.” Nej") == [
        "Vi anser det. ",
        "Se kap. 3 och prop. 4. ",
        "Bra! ",
        "”Ja.” ",
        "Nej",
    ]
    assert sentences("ca. 5 st. kostar t.ex. 3 kr. sedan mer") == [
        "ca. 5 st. kostar t.ex. 3 kr. sedan mer"
    ]
    assert sentences("rad ett\nrad två") == ["rad ett\n", "rad två"]


def test_words_are_counted_no_further_than_asked() -> None:
    assert has_words("två ord", 2)
    assert not has_words("två, .", 2)
    assert has_words("", 0)
    assert not has_words("", 1)


def test_a_long_text_is_cut_like_a_short_one() -> None:
    text = "Vi anser att 15\u00a0000 kr räcker. " * 400
    assert tokens(text) == tokens(text[:31]) * 400


def test_windows_line_ends_are_lines_too() -> None:
    assert lines("a\r\nb\n\nc") == ["a\r\n", "b\n", "\n", "c"]
