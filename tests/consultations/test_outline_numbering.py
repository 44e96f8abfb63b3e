"""Numbers of headings, and which numbered lines are headings at all."""

from __future__ import annotations

import pytest

from ideell.reading.kinds_of_file import decoded, is_markdown
from ideell.reading.numbering import parts, split_number
from ideell.reading.order import heaviest_rising

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("5.2.1 Rubrik", "5.2.1", "Rubrik"),
        ("5.2.1. Rubrik", "5.2.1", "Rubrik"),
        ("3.5. 3 Större mångfald", "3.5.3", "Större mångfald"),
        ("4  Lärare", "4", "Lärare"),
        ("17 Hälso- och sjukvård......", "17", "Hälso- och sjukvård"),
        ("Kapitel 5 Arbete", "5", "Arbete"),
        ("Kap. 7 – Konkurrens", "7", "Konkurrens"),
        ("Bilaga 2 Lagförslag", "Bilaga 2", "Lagförslag"),
        ("bilaga 3: Remissinstanser", "Bilaga 3", "Remissinstanser"),
        ("Kommunsektorn", "", "Kommunsektorn"),
        ("Arbete 2.0", "", "Arbete 2.0"),
        ("utbildningsval 5.3.6 STEM och kloka", "5.3.6", "STEM och kloka utbildningsval"),
        ("marknader....... 6.3.4 Ett gott klimat", "6.3.4", "Ett gott klimat marknader"),
        ("Enligt avsnitt 5.3.6 Rubrik", "", "Enligt avsnitt 5.3.6 Rubrik"),
        ("9 a § Lydelse", "", "9 a § Lydelse"),
        ("13 §", "", "13 §"),
        ("2 kap. Lydelse", "", "2 kap. Lydelse"),
        ("2024 års modell", "", "2024 års modell"),
    ],
)
def test_a_heading_is_divided_into_number_and_words(line: str, number: str, words: str) -> None:
    assert split_number(line) == (number, words)


def test_a_very_long_line_is_never_searched_for_a_number() -> None:
    line = "5.1 " + "ord " * 200
    assert split_number(line) == ("", line.rstrip())


def test_only_plain_numbers_have_parts() -> None:
    assert parts("5.2.1") == (5, 2, 1)
    assert parts("Bilaga 1") == parts("") == ()


def test_the_heaviest_rising_sequence_is_kept() -> None:
    keys = [(1,), (1, 1), (3, 5), (17, 3), (1, 2), (2,), (3,), (3, 5), (17,)]
    assert heaviest_rising(keys, [2] * len(keys)) == [0, 1, 4, 5, 6, 7, 8]


def test_a_heavy_one_outweighs_light_ones() -> None:
    assert heaviest_rising([(5,), (1,), (2,)], [9, 2, 2]) == [0]


def test_of_two_equal_sequences_the_later_is_kept() -> None:
    assert heaviest_rising([(1,), (2,), (1,), (2,)], [1] * 4) == [2, 3]


def test_nothing_in_gives_nothing_out() -> None:
    assert heaviest_rising([], []) == []


def test_older_letters_are_understood_and_unmarked_text_is_plain() -> None:
    assert decoded("Körsång\r\nDans".encode("cp1252")) == "Körsång\nDans"
    assert not is_markdown("1 Körsång")
    assert is_markdown("## 1 Körsång")
