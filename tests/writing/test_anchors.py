"""Words are found where they went, and nowhere else."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.writing.anchors import COMPANY, follow, share, trace, where
from ideell.writing.diff import Edit, apply_edits, planned_edits
from ideell.writing.tokens import words
from tests.writing.cases import seeds, some, texts

pytestmark = pytest.mark.once

SENTENCES = [
    "Vi tillstyrker att stödet till körerna räknas upp varje år.",
    "Kommunerna behöver långsiktiga villkor för sina lokaler.",
    "Studiecirkeln är ofta den enda verksamheten på orten.",
    "Bidraget bör följa kostnaderna för värme och hyra.",
    "Utredningen har inte räknat på vad förslagen betyder.",
    "Mötesplatserna på landsbygden är få och långt ifrån varandra.",
]
WHOLE = " ".join(SENTENCES)


def change_of(old: str, new: str) -> list[Edit]:
    """The edits of a suggestion to the whole text that changes some of its words."""
    return planned_edits(WHOLE, WHOLE.replace(old, new))


def test_a_change_follows_its_sentence_to_the_part_that_was_split_off() -> None:
    first, second = " ".join(SENTENCES[:3]), " ".join(SENTENCES[3:])
    found = follow(WHOLE, change_of("värme", "värme, el"), {1: first, 2: second})
    assert found is not None
    assert found[0] == 2
    assert apply_edits(second, found[1]) == second.replace("värme", "värme, el")


def test_a_change_beside_the_cut_keeps_its_place() -> None:
    first, second = " ".join(SENTENCES[:3]), " ".join(SENTENCES[3:])
    for old, new, place in (("på orten.", "i byn.", 1), ("Bidraget bör", "Stödet ska", 2)):
        found = follow(WHOLE, change_of(old, new), {1: first, 2: second})
        assert found is not None
        assert found[0] == place


def test_a_sentence_put_last_follows_what_it_comes_after() -> None:
    first, second = " ".join(SENTENCES[:3]), " ".join(SENTENCES[3:])
    at = len(first) + 1
    put_in = [Edit(at, at, "", "En ny mening. ")]
    assert follow(WHOLE, put_in, {2: second, 1: first}) == (
        1, [Edit(len(first), len(first), "", " En ny mening.")],
    )  # fmt: skip


def test_a_change_of_both_parts_follows_neither() -> None:
    first, second = " ".join(SENTENCES[:3]), " ".join(SENTENCES[3:])
    wanted = WHOLE.replace("lokaler", "hus").replace("värme", "ved")
    assert follow(WHOLE, planned_edits(WHOLE, wanted), {1: first, 2: second}) is None


def test_a_change_of_words_that_are_gone_follows_nothing() -> None:
    elsewhere = WHOLE.replace("värme", "kyla")
    assert follow(WHOLE, change_of("värme", "ved"), {1: elsewhere}) is None
    assert (
        follow(WHOLE, change_of("kostnaderna för värme", "priset på ved"), {1: elsewhere}) is None
    )
    assert follow(WHOLE, [], {1: WHOLE}) is None
    assert follow("", [Edit(0, 0, "", "nytt")], {1: WHOLE}) is None


def test_the_words_beside_a_change_must_have_come_along() -> None:
    alone = "Här står bara för värme och inget av det andra som stod där."
    assert follow(WHOLE, change_of("värme", "ved"), {1: alone}) is None


def test_words_that_all_stand_there_but_apart_are_not_the_place() -> None:
    scattered = "Hyra och värme. För kostnaderna bör bidraget följa: Bidraget bör följa det."
    assert follow(WHOLE, change_of("värme", "ved"), {1: f"{scattered} {SENTENCES[0]}"}) is None


def test_a_block_that_is_to_go_follows_into_the_one_it_was_joined_to() -> None:
    gone = SENTENCES[1]
    joined = f"{SENTENCES[0]} {gone}"
    assert follow(gone, [Edit(0, len(gone), gone, "")], {7: joined}) == (
        7, [Edit(len(SENTENCES[0]) + 1, len(joined), gone, "")],
    )  # fmt: skip


@some
@given(st.integers(0, 10_000), st.integers(1, 5))
def test_split_at_any_sentence_every_change_within_one_is_made_where_it_stands(
    seed: int, cut: int
) -> None:
    chance = Random(seed)
    place = chance.randrange(len(SENTENCES))
    said = SENTENCES[place].split(" ")
    spot = chance.randrange(len(said))
    changed = " ".join([*said[:spot], "nyord", *said[spot + 1 :]])
    parts = {1: " ".join(SENTENCES[:cut]), 2: " ".join(SENTENCES[cut:])}
    home = 1 if place < cut else 2
    found = follow(WHOLE, change_of(SENTENCES[place], changed), parts)
    assert found is not None
    assert found[0] == home
    assert apply_edits(parts[home], found[1]) == parts[home].replace(SENTENCES[place], changed)


@some
@given(texts, texts, texts)
def test_what_is_followed_is_made_on_the_very_words(base: str, wanted: str, text: str) -> None:
    edits = planned_edits(base, wanted)
    found = follow(base, edits, {1: text, 2: base})
    if found is not None:
        there = {1: text, 2: base}[found[0]]
        for edit, made in zip(edits, found[1], strict=True):
            assert there[made.start : made.end] == edit.old == made.old
            assert made.new.strip() == edit.new.strip()


@some
@given(texts)
def test_a_text_has_all_of_its_own_words(text: str) -> None:
    assert share(text, text) == 1.0
    assert where(text, {1: text}) == 1


def test_half_of_the_words_in_their_company_say_where_a_paragraph_went() -> None:
    assert where(SENTENCES[0], {1: SENTENCES[1], 2: f"{SENTENCES[2]} {SENTENCES[0]}"}) == 2
    assert where(SENTENCES[0], {}) is None
    assert where(SENTENCES[0], {1: "Vi tillstyrker att annat räknas ner varje år."}) is None
    assert where("***", {1: "§§§"}) is None


def test_common_words_alone_say_nothing() -> None:
    quote = "Vi anser att staten bör ta ett ansvar."
    other = "Staten har, anser vi, ett ansvar att bära. Det bör alla ta till sig."
    assert share(quote, other) == 0.0
    assert not trace(quote, other)
    assert trace(quote, f"Dessutom: vi anser att staten är stor. {other}")
    assert not trace("", quote)


def test_strangers_are_never_found() -> None:
    for chance in list(seeds())[:300]:
        mine = " ".join(f"min{chance.randrange(50)}" for _ in range(20))
        theirs = " ".join(f"din{chance.randrange(50)}" for _ in range(20))
        assert where(mine, {1: theirs}) is None
        assert follow(mine, planned_edits(mine, f"{mine} slut"), {1: theirs}) is None
        assert len(words(mine)) > COMPANY
