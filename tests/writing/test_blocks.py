"""Typed and pasted text becomes blocks; a block keeps its id while half of its words follow."""

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.writing.blocks import (
    LONGEST_BLOCK,
    MOST_BLOCKS,
    Block,
    Typed,
    complaints,
    keep_ids,
    parse,
    serialise,
    tidy,
)
from tests.writing.cases import sentence_of, some

pytestmark = pytest.mark.once

typed = st.lists(
    st.sampled_from(
        ["a", "b", "- ", "## ", "> ", ">", "\n", "\n\n", " ", "*", "\t", "•", "\u00a0", "5", "#"]
        + ["o\t", "-", "x" * 210, "\r\n", "\u0301", "\x00", "\u200b", "\u00ad"]
    ),
    max_size=14,
).map("".join)


@some
@given(typed)
def test_what_is_written_is_read_back_unchanged(text: str) -> None:
    blocks = parse(text)
    assert parse(serialise(blocks)) == blocks
    assert all(block.text == block.text.strip() for block in blocks)
    assert all(block.text for block in blocks)


@some
@given(st.one_of(typed, st.text(max_size=60)))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@some
@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), max_size=60))
def test_tidying_takes_nothing_that_can_be_read(text: str) -> None:
    assert tidy(f"a{text}") == unicodedata.normalize("NFC", f"a{text}")


def test_the_grammar_of_blocks() -> None:
    assert parse(
        "Första stycket\nmed en andra rad\n\n\n## En rubrik\nText under rubriken\n"
        "- en punkt\nsom fortsätter\n- en till\n\n> ett citat\n> på två rader\nSvar på citatet"
    ) == [
        Typed("paragraph", "Första stycket\nmed en andra rad"),
        Typed("heading", "En rubrik"),
        Typed("paragraph", "Text under rubriken"),
        Typed("list_item", "en punkt\nsom fortsätter"),
        Typed("list_item", "en till"),
        Typed("quotation", "ett citat\npå två rader"),
        Typed("paragraph", "Svar på citatet"),
    ]


def test_blocks_are_written_as_one_would_type_them() -> None:
    blocks = [
        Block(1, "heading", "Rubrik"),
        Block(2, "list_item", "ett"),
        Block(3, "list_item", "två"),
        Block(4, "quotation", "rad\nrad"),
        Block(5, "paragraph", "Slut"),
    ]
    assert serialise(blocks) == "## Rubrik\n\n- ett\n- två\n\n> rad\n> rad\n\nSlut"
    assert serialise([]) == ""
    assert parse("") == []


def test_marks_without_their_space_are_text() -> None:
    assert [block.kind for block in parse("-5 grader\n\n##\n\n#rubrik\n\n5 > 3")] == [
        "paragraph"
    ] * 4


def test_paste_from_word_is_cleaned() -> None:
    assert tidy("•\tett\r\n·\ttvå\no\ttre\n–\tfyra\n* fem") == "- ett\n- två\n- tre\n- fyra\n- fem"
    assert tidy("mötes\u00adplatser\u200b och\u00a0så\tvidare  här \n  x") == (
        "mötesplatser och så vidare här\nx"
    )
    assert tidy("15\u00a0000 kr, 40\u00a0%, 5\u00a0§, s.\u00a012") == (
        "15 000 kr, 40 %, 5 §, s. 12"
    ), "typed or pasted, it is the same text"
    assert tidy("a\u2028b\x0bc\x85d\re\x00\x07\ufeff\u202e") == "a\nb\nc\nd\ne"
    assert tidy("cafe\u0301") == "café"
    assert tidy("– Jag håller med, sa hon.") == "– Jag håller med, sa hon."


def test_long_lines_from_word_are_paragraphs_of_their_own() -> None:
    long, short = "Vi anser att det är så. " * 10, "En kort rad"
    assert len(parse(f"{long}\n{long}\n{short}\n{short}")) == 3
    assert len(parse(f"- {long}\n{short}")) == 1


def test_too_much_text_is_told_in_words() -> None:
    assert complaints([Typed("paragraph", "x" * LONGEST_BLOCK)] * MOST_BLOCKS) == []
    assert complaints([Typed("paragraph", "Kören i Luleå stift.".ljust(20_001, "\n"))]) == [
        "Ett stycke är för långt: ”Kören i Luleå stift. …”. Dela det med en tom rad."
    ]
    assert complaints([Typed("paragraph", "y" * 20_001)] * 2 + [Typed("heading", "x")] * 399) == [
        "Avsnittet har 401 stycken. Dela avsnittet, så att det får högst 400.",
        f"2 stycken är för långa, det första är ”{'y' * 40} …”. Dela dem med tomma rader.",
    ]


OLD = [
    Block(1, "heading", "Vår syn"),
    Block(2, "paragraph", "Ett två tre fyra fem sex sju. Åtta nio tio elva."),
    Block(3, "paragraph", "Kommunerna behöver långsiktiga villkor för lokaler."),
    Block(4, "paragraph", "Slutligen vill vi tacka för möjligheten att svara."),
]
REST = [block.text for block in OLD[2:]]


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        ([b.text for b in OLD], [1, 2, 3, 4]),
        (["Vår syn", OLD[1].text, "Kommunerna behöver helt nya villkor för lokaler.", OLD[3].text],
         [1, 2, 3, 4]),
        (["Vår syn", "Ett två tre fyra fem sex sju.", "Åtta nio tio elva.", *REST],
         [1, 2, None, 3, 4]),
        (["Vår syn", "Ett två tre fyra.", "Fem sex sju. Åtta nio tio elva.", *REST],
         [1, None, 2, 3, 4]),
        (["Vår syn", f"{OLD[1].text} {OLD[2].text}", OLD[3].text], [1, 2, 4]),
        ([OLD[3].text, "Vår syn", OLD[2].text, OLD[1].text], [4, 1, 3, 2]),
        (["Vår syn", OLD[1].text, OLD[3].text], [1, 2, 4]),
        (["Vår syn", OLD[1].text, "Något helt annat här nu.", OLD[2].text, OLD[3].text],
         [1, 2, None, 3, 4]),
        (["Vår syn", OLD[1].text, "Kommunerna behöver mer.", OLD[3].text], [1, 2, 3, 4]),
        (["Kommunerna behöver mer.", "Vår syn", OLD[1].text, OLD[3].text], [None, 1, 2, 4]),
        ([], []),
    ],
    ids=["as it was", "edited", "split", "split, larger last", "joined", "moved", "removed",
         "added", "shortened where it stands", "a few words elsewhere", "emptied"],
)  # fmt: skip
def test_ids_follow_the_words(texts: list[str], ids: list[int | None]) -> None:
    kinds = {block.text: block.kind for block in OLD}
    new = [Typed(kinds.get(text, "paragraph"), text) for text in texts]
    kept = keep_ids(OLD, new)
    assert [block.id for block in kept] == ids
    assert [(block.kind, block.text) for block in kept] == new


def test_a_block_that_changes_kind_keeps_its_id() -> None:
    assert keep_ids(OLD[:1], [Typed("list_item", "Vår syn")])[0].id == 1


def test_a_block_of_signs_only_keeps_its_id() -> None:
    assert keep_ids([Block(7, "paragraph", "***")], [Typed("heading", "***")])[0].id == 7


def test_ids_are_never_given_twice_and_follow_half_of_the_words() -> None:
    for number in range(300):
        chance = Random(number)
        old = [Block(i, "paragraph", sentence_of(chance)) for i in range(chance.randint(0, 8))]
        new = [Typed("paragraph", block.text) for block in old]
        for _ in range(3):
            new.insert(chance.randint(0, len(new)), Typed("paragraph", sentence_of(chance)))
            new.pop(chance.randrange(len(new)))
        chance.shuffle(new)
        kept = [block for block in keep_ids(old, new) if block.id is not None]
        assert len({block.id for block in kept}) == len(kept)
        for block in old:
            assert not any(n.text == block.text for n in new) or block.id in {b.id for b in kept}


def test_words_that_stand_everywhere_tell_nothing() -> None:
    old = [Block(i, "paragraph", f"vi anser att sak{i}") for i in range(60)]
    new = [Typed("paragraph", f"vi anser att annat{i}") for i in range(60)]
    assert {block.id for block in keep_ids(old, new)} == {None}
