"""Suggestions and comments follow their words; what is found nowhere is listed with its text."""

from __future__ import annotations

from random import Random
from unittest import mock

import pytest

from ideell.drafting.responding import add_section
from ideell.extensions import db
from ideell.writing import blocks as typed
from ideell.writing import carrying
from ideell.writing.comments import Comment
from ideell.writing.deciding import accept
from ideell.writing.margins import WordsThen
from ideell.writing.models import Block
from ideell.writing.reading import read
from ideell.writing.saving import Saved, revision_of, write
from ideell.writing.suggestions import Suggestion
from ideell.writing.talking import comment
from tests.browsing import Browsers
from tests.drafting.builders import (
    FIRST,
    SECOND,
    THIRD,
    Answer,
    make_answer,
    make_suggestion,
)
from tests.world import World
from tests.writing.consolidating import Followed, consolidate_twenty_times

ONE, TWO = THIRD.split(". ")
ONE += "."
COSTS = THIRD.replace("kostnaderna.", "kostnaderna för värme och el.")
SHALL = THIRD.replace("bör ta ett större", "ska ta ett samlat")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def block(answer: Answer) -> Block:
    return answer.blocks[2]


def save(world: World, answer: Answer, *texts: str, after: Saved | None = None) -> Saved:
    """Let Birgitta make the section say these paragraphs, as one who pastes it whole."""
    text = answer.section.text
    head = revision_of(text, text.head_id)
    wanted = typed.keep_ids(head.standing, [typed.Typed("paragraph", one) for one in texts])
    saved = write(text, wanted, base=head, by=world.actor("birgitta"))
    db.session.commit()
    return saved


def beside(one: Suggestion | Comment) -> str:
    """What the block says that it stands beside now."""
    db.session.refresh(one)
    return (one if isinstance(one, Suggestion) else one.conversation).block.text


def test_a_suggestion_follows_to_the_part_that_was_split_off(
    world: World, answer: Answer, block: Block
) -> None:
    first = make_suggestion(world, block, SHALL)
    second = make_suggestion(world, block, COSTS)
    save(world, answer, FIRST, SECOND, ONE, TWO)
    assert (beside(first), beside(second)) == (ONE, TWO)
    assert (first.state, second.state) == ("open", "open")
    accept(second, by=world.actor("birgitta"))
    assert beside(second) == TWO.replace("kostnaderna.", "kostnaderna för värme och el.")
    accept(first, by=world.actor("birgitta"))
    assert beside(first) == ONE.replace("bör ta ett större", "ska ta ett samlat")
    moved = [one for one in (first, second) if one.earlier]
    assert [one.earlier[0].base_text for one in moved] == [THIRD]


def test_undoing_the_split_brings_it_back(world: World, answer: Answer, block: Block) -> None:
    first, second = make_suggestion(world, block, SHALL), make_suggestion(world, block, COSTS)
    said = comment(block.host_text, "Bra.", by=world.actor("nora"), block=block)
    saved = save(world, answer, FIRST, SECOND, ONE, TWO)
    saved.deed.undo(by=world.actor("birgitta"))
    db.session.commit()
    assert {beside(one) for one in (first, second, said)} == {THIRD}
    assert {first.state, second.state} == {"open"}
    assert said.conversation.anchor == "here"


def test_everything_follows_into_the_block_it_was_joined_to(
    world: World, answer: Answer, block: Block
) -> None:
    second = answer.blocks[1]
    wish = make_suggestion(world, second, SECOND.replace("mängd", "rad"))
    removal = make_suggestion(world, second, "", op="remove", who="nora")
    after = make_suggestion(world, second, "Ett nytt stycke.", op="insert_after")
    words = make_suggestion(world, second, "Nämn biblioteken.", op="words")
    said = comment(second.host_text, "Stämmer det?", by=world.actor("nora"), block=second)
    joined = f"{THIRD} {SECOND}"
    save(world, answer, FIRST, joined)
    assert second.removed_at is not None
    assert {beside(one) for one in (wish, removal, after, words, said)} == {joined}
    assert (said.conversation.anchor, said.conversation.quote) == ("moved", SECOND)
    assert said.conversation.first_block_id == second.id
    assert (removal.op, removal.text, removal.base_text) == ("replace", THIRD, joined)
    assert {one.state for one in (wish, after, words)} == {"open"}
    accept(wish, by=world.actor("birgitta"))
    assert beside(wish) == f"{THIRD} {SECOND.replace('mängd', 'rad')}"


def test_a_sentence_moved_to_another_block_takes_its_suggestion_along(
    world: World, answer: Answer, block: Block
) -> None:
    wish = make_suggestion(world, block, COSTS)
    save(world, answer, f"{FIRST} {TWO}", SECOND, ONE)
    assert beside(wish) == f"{FIRST} {TWO}"
    assert wish.state == "open"


def test_cut_in_one_save_and_pasted_in_another_it_is_found_again(
    world: World, answer: Answer, block: Block
) -> None:
    wish = make_suggestion(world, block, COSTS)
    said = comment(block.host_text, "Bra.", by=world.actor("nora"), block=block)
    save(world, answer, FIRST, SECOND)
    assert (wish.state, said.conversation.anchor) == ("review_needed", "outdated")
    assert wish.pieces
    save(world, answer, FIRST, SECOND, "Något helt annat här.")
    assert (wish.state, said.conversation.anchor) == ("review_needed", "outdated")
    save(world, answer, THIRD, FIRST, SECOND)
    assert (beside(wish), beside(said)) == (THIRD, THIRD)
    assert (wish.state, said.conversation.anchor) == ("open", "moved")


def test_what_comes_after_a_block_stays_with_its_end(
    world: World, answer: Answer, block: Block
) -> None:
    after = make_suggestion(world, block, "Ett nytt stycke.", op="insert_after")
    save(world, answer, FIRST, f"{SECOND} {ONE}", TWO)
    assert (beside(after), after.state) == (TWO, "open")


def test_what_comes_after_a_block_that_went_and_came_is_open_again(
    world: World, answer: Answer, block: Block
) -> None:
    after = make_suggestion(world, block, "Ett nytt stycke.", op="insert_after")
    saved = save(world, answer, FIRST, SECOND)
    assert after.state == "review_needed"
    saved.deed.undo(by=world.actor("birgitta"))
    assert after.state == "open"
    deed = accept(after, by=world.actor("birgitta"))
    assert deed.tag == "suggestion.accepted"


def test_a_comment_whose_words_were_rewritten_says_so_where_it_was_made(
    world: World, answer: Answer, block: Block
) -> None:
    said = comment(block.host_text, "Bra.", by=world.actor("nora"), block=block)
    save(world, answer, FIRST, SECOND, THIRD.replace("större", "tydligt"))
    assert said.conversation.anchor == "here"
    save(world, answer, FIRST, SECOND, f"Helt annat {TWO[-20:]}")
    assert said.conversation.anchor == "outdated"
    assert said.conversation.quote == THIRD


def test_a_comment_that_followed_and_lost_its_words_is_listed_where_it_was_made(
    world: World, answer: Answer
) -> None:
    second = answer.blocks[1]
    said = comment(second.host_text, "Bra.", by=world.actor("nora"), block=second)
    save(world, answer, FIRST, f"{THIRD} {SECOND}")
    assert said.conversation.anchor == "moved"
    save(world, answer, FIRST, f"{THIRD} Mer om bidraget i framtiden.")
    db.session.refresh(said.conversation)
    assert (said.conversation.anchor, said.conversation.block_id) == ("outdated", second.id)
    (lost,) = read(second.host_text, world.actor("nora")).outdated
    assert lost.comments[0].id == said.id


def test_the_page_says_where_a_comment_came_from_and_what_the_text_said(
    world: World, answer: Answer, as_: Browsers
) -> None:
    second, third, fourth = answer.blocks[1:]
    for one in (second, third, fourth):
        comment(one.host_text, f"Om {one.number}.", by=world.actor("nora"), block=one)
    joined = f"{THIRD} {SECOND}"
    save(world, answer, FIRST, joined)
    page = as_(world.nora).get(answer.section.url)
    assert f"Flyttad hit från 1:2. Då stod det: ”{SECOND}”" in page
    assert "Kommentarer till borttagna stycken" in page
    assert "Om 4." in page
    assert "Texten har ändrats" not in page
    head = revision_of(third.host_text, third.host_text.head_id)
    anew = [
        one._replace(text="Helt annat.") if one.id == third.id else one for one in head.standing
    ]
    write(third.host_text, anew, base=head, by=world.actor("mona"))
    comment(third.host_text, "Ett nytt samtal.", by=world.actor("nora"), block=third)
    db.session.commit()
    page = as_(world.nora).get(answer.section.url)
    assert f"Texten har ändrats sedan kommentaren: ”{THIRD[:100]}" in page
    assert "Visa hela texten" not in page
    assert "Ett nytt samtal." in page


def test_a_long_text_is_quoted_by_its_beginning_and_is_a_click_away() -> None:
    short, long = WordsThen("Kort."), WordsThen("ord " * 100)
    assert (short.short, short.is_short) == ("Kort.", True)
    assert long.short.endswith("ord …")
    assert len(long.short) < 170
    assert not long.is_short


def test_a_suggestion_whose_words_were_changed_goes_with_its_paragraph_and_waits(
    world: World, answer: Answer, block: Block
) -> None:
    wish = make_suggestion(world, block, COSTS)
    rewritten = THIRD.replace("kostnaderna", "priserna")
    save(world, answer, f"{FIRST} {rewritten}", SECOND)
    assert beside(wish) == f"{FIRST} {rewritten}"
    assert (wish.state, wish.base_text) == ("review_needed", THIRD)


def followed(world: World, answer: Answer, seed: int) -> Followed:
    """Consolidate a section of its own twenty times."""
    mona, lars = world.actor("mona"), world.actor("larserik")
    section = add_section(answer.response, f"Avsnitt {seed}", by=mona)
    db.session.flush()
    told = consolidate_twenty_times(section.text, Random(seed), mona, lars)
    db.session.commit()
    return told


@pytest.mark.parametrize("seed", range(6))
def test_after_twenty_consolidations_everything_is_listed_with_its_text(
    world: World, answer: Answer, seed: int
) -> None:
    told = followed(world, answer, seed)
    assert told.faults == []
    assert (told.suggestions, told.comments) == (16, 8)
    assert told.moved > 0


def test_the_control_sees_what_is_left_at_the_wrong_paragraph(world: World, answer: Answer) -> None:
    """The control: suggestions and comments thrown onto whatever was changed."""
    with (
        mock.patch.object(carrying, "where", lambda _quote, texts: next(iter(texts), None)),
        mock.patch.object(carrying, "share", return_value=0.0),
    ):
        told = followed(world, answer, 3)
    assert any("another paragraph" in fault for fault in told.faults)
