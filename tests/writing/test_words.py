"""Every change can be read in plain words."""

import pytest
from hypothesis import given

from ideell.writing.words import LONGEST_QUOTE, as_list, guess_kind, sentence
from tests.writing.cases import some, texts
from tests.writing.test_diff import NEW, OLD

pytestmark = pytest.mark.once


def test_the_sentence_of_the_mock_up() -> None:
    assert sentence(OLD, NEW) == "I ord: 3 ställen byts ut och 1 läggs till."
    assert sentence(NEW, OLD) == "I ord: 3 ställen byts ut och 1 tas bort."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("a b c d e", "a X c d e", "I ord: 1 ställe byts ut."),
        ("a b c d e", "a b c d e f", "I ord: 1 ställe läggs till."),
        ("a b c d e", "a c d e", "I ord: 1 ställe tas bort."),
        ("a b c d e f", "x a b c d e f y", "I ord: 2 ställen läggs till."),
        ("a b c d e f", "b c d e", "I ord: 2 ställen tas bort."),
        ("a b c d e f", "b c d e f y", "I ord: 1 ställe läggs till och 1 tas bort."),
        (
            "a b c d e f g h i j k l m",
            "b c d X f g h i j k l m n",
            "I ord: 1 ställe byts ut, 1 läggs till och 1 tas bort.",
        ),
        ("a b c", "x y z", "I ord: hela texten skrivs om."),
        ("a b", "a b", "I ord: inget är ändrat."),
    ],
)
def test_the_sentence_counts_places(old: str, new: str, told: str) -> None:
    assert sentence(old, new) == told


def test_the_list_of_the_mock_up() -> None:
    assert as_list(OLD, NEW) == [
        "Byt ”bör” mot ”ska”.",
        "Byt ”större” mot ”samlat”.",
        "Byt ”på landsbygden” mot ”i hela landet”.",
        "Lägg till ”för värme, el och hyra” efter ”kostnaderna”.",
    ]
    assert as_list(NEW, OLD)[-1] == "Ta bort ”för värme, el och hyra”."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Bra här är det", "Mycket bra. Bra här är det", ["Lägg till ”Mycket bra.” först."]),
        ("Det är bra, men dyrt.", "Det är bra; men dyrt.", ["Byt ”bra,” mot ”bra;”."]),
        ("Det är bra men dyrt.", "Det är bra, men dyrt.", ["Lägg till ”,” efter ”bra”."]),
        ("ett två", "ett  två", ["Ändra mellanrummet efter ”ett”."]),
        ("*Vi* anser det.", "Vi anser det.", ["Byt ”*Vi*” mot ”Vi”."]),
        ("ett två tre", "fyra fem sex", ["Byt hela texten mot ”fyra fem sex”."]),
        ("ett två", "ett två", []),
    ],
)
def test_each_change_is_told(old: str, new: str, told: list[str]) -> None:
    assert as_list(old, new) == told


def test_a_long_change_is_quoted_by_its_ends() -> None:
    told = as_list("Vi anser det.", "Vi anser det. " + "Början " + "ord " * 200 + "slutet.")
    assert told[0].startswith("Lägg till ”Början ord")
    assert " … " in told[0]
    assert "slutet.” efter ”det”." in told[0]
    assert len(told[0]) < LONGEST_QUOTE + 60


@some
@given(texts, texts)
def test_there_is_always_something_to_say_when_something_changed(old: str, new: str) -> None:
    assert sentence(old, new).startswith("I ord: ")
    assert bool(as_list(old, new)) == (old != new)
    assert guess_kind(old, new) in ("language", "substance")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Det bör göras innan", "Det bör ske innan", "language"),
        ("I en mängd kommuner", "I många kommuner", "language"),
        ("Det är bra men dyrt.", "Det är bra, men dyrt.", "language"),
        ("Staten bör göra det", "Staten ska göra det", "substance"),
        ("Vi avstyrker förslaget", "Vi avstyrker inte förslaget", "substance"),
        ("Vi delar synen", "Vi tillstyrker synen", "substance"),
        ("Det kostar 15\u00a0000 kr", "Det kostar 16\u00a0000 kr", "substance"),
        ("Det gäller två län", "Det gäller tre län", "substance"),
        ("Enligt 5 kap. här", "Enligt SOU 2025:96 här", "substance"),
        ("Vi vet det", "Vi vet det och mycket annat därtill", "substance"),
        ("lika", "lika", "language"),
    ],
)
def test_the_kind_of_a_change_is_guessed_and_in_doubt_it_is_substance(
    old: str, new: str, kind: str
) -> None:
    assert guess_kind(old, new) == kind
