"""Any text can be written out, and what had to change is told in a sentence."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from ideell.export import Block, Letter, Part, PositionRow, Run, made_sound
from ideell.export.composition import Heading, pieces
from ideell.export.mapping import mapped
from ideell.export.notes import listed
from ideell.export.printable import made_printable
from tests.export.sample import LETTER, saying

pytestmark = pytest.mark.once


def parts(*levels: int) -> Letter:
    text = (Block.of("Text."),)
    return replace(
        LETTER, parts=tuple(Part(level, "", f"Del {n}", "", text) for n, level in enumerate(levels))
    )


def test_a_sound_letter_is_left_as_it_is_and_nothing_is_said() -> None:
    sound, notes = made_sound(LETTER)
    assert notes == ()
    assert made_sound(sound) == (sound, ())
    with_plain_spaces = repr(sound.parts).replace("\\xa0", " ")
    assert with_plain_spaces == repr(LETTER.parts), "but for where a line must not break"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ((1, 2, 3), [1, 2, 3]),
        ((3, 1, 4), [1, 1, 2]),
        ((0, -2, 900), [1, 1, 2]),
        ((1, 3, 3, 2), [1, 2, 3, 2]),
    ],
)
def test_heading_levels_start_at_one_and_skip_none(given: tuple[int, ...], made: list[int]) -> None:
    sound, notes = made_sound(parts(*given))
    assert [part.level for part in sound.parts] == made
    assert bool(notes) == (list(given) != made)
    assert all("Rubriknivån ändrades" in note for note in notes)


def test_deep_parts_and_headings_in_them_stop_at_six_levels() -> None:
    inside = (Block.of("Rubrik", "heading"), Block.of("Text."))
    deep = tuple(Part(level, "", f"Del {level}", "", inside) for level in range(1, 9))
    sound, _notes = made_sound(replace(LETTER, parts=deep))
    levels = [piece.level for piece in pieces(sound) if isinstance(piece, Heading)]
    assert max(levels) == 6
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_parts_without_text_stay_out_and_are_named() -> None:
    letter = replace(
        LETTER,
        parts=(
            Part(1, "4", "Bara en rubrik över andra"),
            Part(2, "4.1", "Har text", blocks=(Block.of("Text."),)),
            Part(1, "5", "Inget att säga"),
            Part(1, "6", "Bara mellanrum", blocks=(Block.of("  \n "),)),
        ),
    )
    sound, notes = made_sound(letter)
    assert [part.number for part in sound.parts] == ["4", "4.1"]
    assert notes == (
        "Ett tomt stycke kom inte med.",
        "Avsnitt utan text kom inte med: ”Inget att säga”, ”Bara mellanrum”.",
    )


def test_a_stycke_with_nothing_but_a_footnote_stays() -> None:
    noted = Block("paragraph", (Run("", footnote=(Run("Noten."),)),))
    sound, notes = made_sound(replace(LETTER, about=(noted,)))
    assert sound.about == (noted,)
    assert notes == ()


def test_a_footnote_that_says_nothing_stays_out_and_notes_in_notes_too() -> None:
    inner = Run("Noten", footnote=(Run("not i not"),))
    runs = (Run("a", footnote=(Run("  "),)), Run("b", footnote=(inner,)))
    sound, _notes = made_sound(replace(LETTER, about=(Block("paragraph", runs),)))
    assert sound.about[0].runs == (Run("a"), Run("b", footnote=(Run("Noten"),)))


def test_missing_headings_are_filled_in_and_told() -> None:
    letter = replace(LETTER, title=" ", parts=(Part(1, "", "", blocks=(Block.of("Text."),)),))
    sound, notes = made_sound(letter)
    assert sound.title == "Remissvar"
    assert sound.parts[0].heading == "Utan rubrik"
    assert notes == (
        "Svaret saknar rubrik. I filen står det ”Remissvar”.",
        "Ett avsnitt saknar rubrik. I filen står det ”Utan rubrik”.",
    )


def test_control_characters_go_and_are_counted() -> None:
    sound, notes = made_sound(
        replace(LETTER, about=(Block.of("a\x00b\x07c\u202ed\ufeffe\ufffff"),))
    )
    assert sound.about[0].text == "abcdef"
    assert notes == ("5 osynliga styrtecken togs bort. Orden är desamma.",)
    one, said = made_sound(replace(LETTER, about=(Block.of("a\x1bb"),)))
    assert said == ("Ett osynligt styrtecken togs bort. Orden är desamma.",)
    assert one.about[0].text == "ab"


def test_broken_characters_are_shown_as_broken() -> None:
    sound, notes = made_sound(replace(LETTER, about=(Block.of("a\ud83db\udc00"),)))
    assert sound.about[0].text == "a\ufffdb\ufffd"
    assert notes == ("2 skadade tecken står som \ufffd. Skriv om dem i texten.",)


def test_line_breaks_are_one_kind_and_titles_have_none() -> None:
    text = "a\r\nb\rc\u2028d\x0be\tf"
    sound, notes = made_sound(replace(LETTER, title=text, about=(Block.of(text),)))
    assert sound.about[0].text == "a\nb\nc\nd\ne f"
    assert sound.title == "a b c d e f"
    assert notes == ()


def test_hard_spaces_stay_and_numbers_stay_with_their_prefix() -> None:
    sound, _notes = made_sound(replace(LETTER, title="12\xa0% enligt SOU 2026:41 och Ds 2017:8"))
    assert sound.title == "12\xa0% enligt SOU\xa02026:41 och Ds\xa02017:8"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "/relativ",
        "\\\\server\\share",
        "https://",
        "http:///x",
        "mailto:",
        "https://a.example/" + "x" * 3000,
        "ms-word:ofe|u|https://evil.example",
    ],
)
def test_only_pages_and_mail_become_links(address: str) -> None:
    block = Block("paragraph", (Run("ord", href=address),))
    sound, notes = made_sound(replace(LETTER, about=(block,)))
    assert sound.about == (Block.of("ord"),)
    assert len(notes) == 1
    assert notes[0].startswith("Texten står kvar men länken togs bort här: ”")


@pytest.mark.parametrize(
    ("address", "made"),
    [
        ("https://exempel.se/a?b=c&d=%20#e", "https://exempel.se/a?b=c&d=%20#e"),
        ("  http://exempel.se/å ä\x07\n", "http://exempel.se/%C3%A5%20%C3%A4"),
        ("mailto:ku.remissvar@exempel.se", "mailto:ku.remissvar@exempel.se"),
        ("HTTPS://exempel.se", "HTTPS://exempel.se"),
    ],
)
def test_good_links_stay_in_plain_letters(address: str, made: str) -> None:
    block = Block("paragraph", (Run("ord", href=address),))
    sound, notes = made_sound(replace(LETTER, about=(block,)))
    assert sound.about[0].runs[0].href == made
    assert notes == ()


def test_an_empty_address_is_no_link_and_nothing_to_tell() -> None:
    block = Block("paragraph", (Run("ord", href=""),))
    assert made_sound(replace(LETTER, about=(block,)))[0].about == (Block.of("ord"),)


def test_links_inside_notes_are_judged_too() -> None:
    bad = Run("", footnote=(Run("ord", href="javascript:alert(1)"),))
    sound, notes = made_sound(replace(LETTER, about=(Block("paragraph", (bad,)),)))
    assert sound.about[0].runs[0].footnote == (Run("ord"),)
    assert len(notes) == 1


def test_a_language_that_is_none_becomes_swedish() -> None:
    assert made_sound(replace(LETTER, language='sv"/><x'))[0].language == "sv-SE"
    assert made_sound(replace(LETTER, language="fi"))[0].language == "fi"


def test_empty_lines_of_the_letterhead_stay_out() -> None:
    letter = replace(LETTER, recipient_lines=("", "Ku"), copy_lines=("\x00",), annexes=(" ",))
    sound, _notes = made_sound(letter)
    assert (sound.recipient_lines, sound.copy_lines, sound.annexes) == (("Ku",), (), ())


def test_every_text_of_a_letter_passes_the_change() -> None:
    changed = mapped(saying("x"), lambda text: text.replace("x", "y"))
    assert changed == saying("y")


def test_many_names_are_listed_short() -> None:
    assert listed([f"Del {n}" for n in range(7)]).endswith("”Del 4” och 2 till")
    assert listed(["å" * 200]) == f"”{'å' * 79}…”"
    assert listed(["a", "a"]) == "”a”"


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Hej 😀!", "Hej [tecken: GRINNING FACE]!"),
        ("中文", "[tecken: CJK UNIFIED IDEOGRAPH-4E2D, CJK UNIFIED IDEOGRAPH-6587]"),
        ("👩‍👧", "[tecken: WOMAN, GIRL]"),
        ("👍🏽", "[tecken: THUMBS UP SIGN]"),
        ("a\ufe0fb", "ab"),
        ("\U000f0000", "[tecken: U+F0000]"),
        ("čŧŋ ελ дж עב عر → ✓", "čŧŋ ελ дж עב عر → ✓"),
    ],
)
def test_signs_the_fonts_lack_are_described(typed: str, set_: str) -> None:
    letter, notes = made_printable(replace(LETTER, about=(Block.of(typed),)))
    assert letter.about[0].text == set_
    assert bool(notes) == ("[tecken" in set_)


def test_a_long_row_of_such_signs_is_counted() -> None:
    letter, notes = made_printable(replace(LETTER, about=(Block.of("中" * 4000),)))
    assert letter.about[0].text.endswith("och 3997 till]")
    assert len(notes) == 1


def test_positions_keep_their_words() -> None:
    row = PositionRow(" 5.1\n", "=SUMMA(A1)", "@x")
    sound, _notes = made_sound(replace(LETTER, positions=(row,)))
    assert sound.positions == (PositionRow("5.1", "=SUMMA(A1)", "@x"),)
