"""What a text is found by, and what a question asks: pure, without a database."""

from __future__ import annotations

import pytest

from ideell.search.asking import MOST_TERMS, question
from ideell.search.excerpts import LONGEST, excerpt, marked
from ideell.search.tokens import (
    LONGEST_WORD,
    MOST_WORDS,
    forms_of,
    loose_of,
    stem,
    without_marks,
    words,
    words_of,
)

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SOU 2025:96, Ku2026/00412", ["sou", "2025:96", "ku", "2026/00412"]),
        ("Avsnitt 5.3. Se 4:3b.", ["avsnitt", "5.3", "se", "4:3b"]),
        ("Lars-Erik och ÅÄÖ", ["lars", "erik", "och", "åäö"]),
        ("e\u0301n", ["én"]),
        ("§ – … 🙂", []),
        ("12 kap. 3a §", ["12", "kap", "3a"]),
        ("_under_streck_", ["under", "streck"]),
        ("a" * 100, ["a" * LONGEST_WORD]),
    ],
)
def test_a_text_is_cut_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_word_is_found_by_its_stem_and_a_number_by_its_parts() -> None:
    assert forms_of("mötesplatserna") == {"mötesplats"}
    assert forms_of("mötesplatsen") != set()
    assert forms_of("2026/00412") == {"2026", "00412"}
    assert forms_of("och") == set()
    assert stem("om") == "om"


def test_a_word_is_found_without_its_marks_and_from_its_end() -> None:
    assert loose_of("malmö") == {"~malmo", "<ömlam"}
    assert "<gardibstats" in loose_of("statsbidraget")
    assert loose_of("5.3") == set()
    assert without_marks("smørrebrød") == "smorrebrod"


def test_a_very_long_text_is_indexed_as_far_as_both_databases_hold_it() -> None:
    long = words_of("", "ord " * (MOST_WORDS + 5))
    assert len(long.body.split()) == MOST_WORDS


def test_a_question_asks_for_every_word_once() -> None:
    asked = question("Mötesplatser mötesplatser och lokaler")
    assert [term.typed for term in asked.terms] == ["mötesplatser", "lokaler"]


@pytest.mark.parametrize("typed", ["och", "att det", "i på till"])
def test_words_that_stand_everywhere_are_no_question(typed: str) -> None:
    asked = question(typed)
    assert asked.is_empty
    assert asked.is_vague


@pytest.mark.parametrize("typed", ["", "  ", "!?", '"', '""', "”“"])
def test_signs_are_no_question(typed: str) -> None:
    asked = question(typed)
    assert asked.is_empty
    assert not asked.is_vague


@pytest.mark.parametrize(
    "typed", ['"ideell sektor"', "”ideell sektor”", "»ideell sektor", "“Ideell  sektor“"]
)
def test_quoted_words_are_a_phrase_also_when_nobody_closed_it(typed: str) -> None:
    (term,) = question(typed).terms
    assert term.is_phrase
    assert term.typed == "ideell sektor"


def test_a_phrase_may_be_of_words_that_stand_everywhere() -> None:
    (term,) = question('"till och med"').terms
    assert term.typed == "till och med"


def test_a_question_of_very_many_words_says_that_it_was_cut() -> None:
    asked = question(" ".join(f"ord{'abcdefghij'[n]}" for n in range(MOST_TERMS + 1)))
    assert len(asked.terms) == MOST_TERMS
    assert asked.is_cut


def said(pieces: list) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)


def test_the_sentence_with_the_words_is_shown_with_the_words_marked() -> None:
    text = "Först en mening. Vi vill ha fler mötesplatser i Malmö. Sedan en till."
    shown = excerpt(text, question("mötesplats malmo").without_marks().terms)
    assert said(shown) == "Vi vill ha fler [mötesplatser] i [Malmö]."


def test_a_phrase_is_marked_where_it_stands_and_nowhere_else() -> None:
    shown = marked("Ideell och ideell sektor", question('"ideell sektor"').terms)
    assert said(shown) == "Ideell och [ideell sektor]"


def test_a_long_sentence_is_cut_between_words_around_the_first_that_is_marked() -> None:
    text = "ord " * 100 + "mötesplatser " + "fler " * 100
    shown = said(excerpt(text, question("mötesplats").terms))
    assert shown.startswith("… ord")
    assert "[mötesplatser]" in shown
    assert shown.endswith("fler …")
    assert len(shown) < LONGEST + 10


def test_one_long_word_is_not_cut_in_the_middle_of_its_mark() -> None:
    long = "mötesplats" + "b" * 400
    assert f"[{long}]" in said(excerpt("a " * 200 + long, question("mötesplats").terms))


def test_one_word_longer_than_a_line_is_cut_where_nothing_is_marked() -> None:
    shown = said(excerpt("x" * 500, question("annat").terms))
    assert shown == "x" * LONGEST + " …"


def test_what_two_words_both_find_is_marked_once() -> None:
    shown = marked("Vår ideella sektor", question('"ideella sektor" sektor').terms)
    assert said(shown) == "Vår [ideella sektor]"


def test_the_end_of_a_long_sentence_is_shown_when_the_words_stand_there() -> None:
    shown = said(excerpt("ord " * 100 + "och mötesplatser", question("mötesplats").terms))
    assert shown.startswith("… ")
    assert shown.endswith("[mötesplatser]")


def test_a_mark_beyond_what_is_shown_is_not_begun() -> None:
    text = "mötesplats " + "ord " * 58 + "mötesplatserna " + "ord " * 20
    shown = said(excerpt(text, question("mötesplats").terms))
    assert shown.count("[") == shown.count("]") == 1


def test_a_letter_that_grows_when_it_is_made_small_moves_no_mark() -> None:
    assert said(marked("İİİ mötesplats", question("mötesplats").terms)) == "İİİ [mötesplats]"


def test_the_beginning_is_shown_where_the_words_stand_in_the_title_only() -> None:
    assert said(excerpt("Det börjar så här.\nOch går vidare.", question("annat").terms)) == (
        "Det börjar så här."
    )
