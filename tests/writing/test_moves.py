"""Suggestions to move a block: named by the block to stand after, and carried along."""

from __future__ import annotations

import pytest

from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.writing.arranging import moved_after, moved_by, put_after
from ideell.writing.cards import cards_of_block
from ideell.writing.deciding import AlreadyDecided, accept, accept_changed, decline
from ideell.writing.models import Block
from ideell.writing.moves import order_of, stands_after
from ideell.writing.reading import margin_of
from ideell.writing.saving import Saved, write
from ideell.writing.suggesting import Wish, suggest, withdraw
from ideell.writing.suggestions import Suggestion
from tests.drafting.builders import FIRST, Answer, make_answer, make_suggestion
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def suggest_move(
    world: World, block: Block, after: Block | None, who: str = "larserik"
) -> Suggestion:
    wish = Wish("move", why="Läsaren förstår det bättre.", after_id=after.id if after else None)
    return suggest(block, wish, base=None, by=world.actor(who))[0]


def order(answer: Answer) -> list[int]:
    """Return where each of the first four blocks stands, by its number from the start."""
    db.session.flush()
    known = {block.id: place for place, block in enumerate(answer.blocks, start=1)}
    return [known.get(number, 0) for number in order_of(answer.section.text)]


def rewrite(world: World, answer: Answer, ids: list[int]) -> Saved:
    """Let the pen holder lay the blocks out so, by their numbers from the start."""
    text = answer.section.text
    db.session.expire(text)
    wanted = [answer.blocks[number - 1].as_block for number in ids]
    return write(text, wanted, base=text.head, by=world.actor("birgitta"))


def test_a_move_is_made_and_can_be_taken_back(world: World, answer: Answer) -> None:
    block, after = answer.blocks[3], answer.blocks[0]
    made = suggest_move(world, block, after)
    assert (made.state, made.kind, made.text, made.pieces) == ("open", "substance", "", [])
    deed = accept(made, by=world.actor("birgitta"))
    assert order(answer) == [1, 4, 2, 3]
    assert (made.state, made.result_revision.change) == ("accepted", "accepted")
    deed.undo(by=world.actor("birgitta"))
    assert (order(answer), made.state) == ([1, 2, 3, 4], "open")


def test_a_block_can_be_moved_first(world: World, answer: Answer) -> None:
    accept(suggest_move(world, answer.blocks[2], None), by=world.actor("birgitta"))
    assert order(answer) == [3, 1, 2, 4]


def test_a_move_to_where_the_block_stands_or_to_nowhere_is_refused(
    world: World, answer: Answer
) -> None:
    blocks = answer.blocks
    with pytest.raises(RuleBroken, match="står redan där"):
        suggest_move(world, blocks[1], blocks[0])
    with pytest.raises(RuleBroken, match="står redan där"):
        suggest_move(world, blocks[0], None)
    with pytest.raises(RuleBroken, match="efter sig självt"):
        suggest_move(world, blocks[1], blocks[1])
    with pytest.raises(RuleBroken, match="Välj var"):
        suggest(blocks[1], Wish("move", after_id=9999), base=None, by=world.actor("nora"))


def test_a_move_follows_along_when_blocks_come_and_go(world: World, answer: Answer) -> None:
    text = answer.section.text
    made = suggest_move(world, answer.blocks[3], answer.blocks[1])
    standing = [block.as_block for block in text.blocks]
    write(text, put_after(standing, answer.blocks[1].id, "Ett nytt stycke."), base=text.head,
          by=world.actor("birgitta"))  # fmt: skip
    assert made.state == "open"
    accept(made, by=world.actor("birgitta"))
    assert order(answer) == [1, 2, 4, 0, 3]


def test_a_move_whose_place_is_gone_waits_and_opens_when_it_is_back(
    world: World, answer: Answer
) -> None:
    made = suggest_move(world, answer.blocks[3], answer.blocks[1])
    saved = rewrite(world, answer, [1, 3, 4])
    assert made.state == "review_needed"
    with pytest.raises(RuleBroken, match="skulle stå efter är borttaget"):
        accept(made, by=world.actor("birgitta"))
    saved.deed.undo(by=world.actor("birgitta"))
    assert made.state == "open"


def test_a_move_of_a_block_that_is_gone_waits_and_opens_when_it_is_back(
    world: World, answer: Answer
) -> None:
    made = suggest_move(world, answer.blocks[3], answer.blocks[1])
    saved = rewrite(world, answer, [1, 2, 3])
    assert made.state == "review_needed"
    late = suggest_move(world, answer.blocks[3], None, "nora")
    assert (late.state, stands_after(order_of(made.host_text), made.block_id, None)) == (
        "review_needed",
        False,
    )
    saved.deed.undo(by=world.actor("birgitta"))
    assert (made.state, late.state) == ("open", "open")


def test_what_was_suggested_after_a_removed_block_opens_when_it_is_back(
    world: World, answer: Answer
) -> None:
    last = answer.blocks[3]
    wishes = [Wish("insert_after", "Ett nytt stycke."), Wish("words", "Skriv enklare.")]
    made = [suggest(last, one, base=None, by=world.actor("nora"))[0] for one in wishes]
    saved = rewrite(world, answer, [1, 2, 3])
    late, _deed = suggest(last, wishes[0], base=None, by=world.actor("nora"))
    assert late.pieces == [["ins", "Ett nytt stycke."]], "what is put in is no change of the block"
    assert {one.state for one in [*made, late]} == {"review_needed"}
    saved.deed.undo(by=world.actor("birgitta"))
    assert {one.state for one in [*made, late]} == {"open"}


def test_the_same_move_by_two_is_one_card_and_is_done_once(world: World, answer: Answer) -> None:
    block = answer.blocks[3]
    one = suggest_move(world, block, answer.blocks[0])
    two = suggest_move(world, block, answer.blocks[0], "nora")
    (card,) = cards_of_block(block)
    assert (card.suggestions, card.is_competing) == ((one, two), False)
    (note,) = margin_of(block, world.actor("birgitta")).notes
    assert (note.many, note.who, note.after) == (1, "Lars-Erik Sund och Nora Norr", "1:1")
    deed = accept(one, by=world.actor("birgitta"))
    assert (one.state, two.state, two.result_revision) == (
        "accepted",
        "merged",
        one.result_revision,
    )
    deed.undo(by=world.actor("birgitta"))
    assert (one.state, two.state) == ("open", "open")


def test_two_different_moves_are_one_card_with_a_choice(world: World, answer: Answer) -> None:
    block = answer.blocks[3]
    words = make_suggestion(world, block, "Utredningen har inte räknat. Det bör göras.")
    one = suggest_move(world, block, answer.blocks[0])
    two = suggest_move(world, block, None, "nora")
    first, second = cards_of_block(block)
    assert first.suggestions == (words,), "words and place are different matters"
    assert (second.suggestions, second.is_competing) == ((one, two), True)
    (_words, note) = margin_of(block, world.actor("birgitta")).notes
    assert note.many == 2
    accept(two, by=world.actor("birgitta"))
    assert order(answer) == [4, 1, 2, 3]
    assert one.state == "open", "the other is still somebody's wish"
    decline([one], "Vi valde det andra.", by=world.actor("birgitta"))
    with pytest.raises(AlreadyDecided):
        accept(one, by=world.actor("birgitta"))


def test_a_move_is_already_made_when_somebody_else_makes_it(world: World, answer: Answer) -> None:
    made = suggest_move(world, answer.blocks[3], answer.blocks[1])
    saved = rewrite(world, answer, [1, 2, 4, 3])
    assert (made.state, made.result_revision) == ("merged", saved.revision)


def test_a_withdrawn_move_stands_again_when_that_is_taken_back(
    world: World, answer: Answer
) -> None:
    made = suggest_move(world, answer.blocks[3], answer.blocks[1])
    deed = withdraw(made, by=world.actor("larserik"))
    rewrite(world, answer, [1, 3, 4])
    deed.undo(by=world.actor("larserik"))
    assert made.state == "review_needed"


def test_there_are_no_words_to_change_in_a_move(world: World, answer: Answer) -> None:
    made = suggest_move(world, answer.blocks[3], answer.blocks[1])
    with pytest.raises(RuleBroken, match="flytta stycket"):
        accept_changed(made, FIRST, base=None, by=world.actor("birgitta"))


def test_moving_keeps_every_block(world: World, answer: Answer) -> None:
    blocks = [block.as_block for block in answer.blocks]
    ids = [block.id for block in blocks]
    for block_id in ids:
        for after_id in [None, *(one for one in ids if one != block_id)]:
            moved = moved_after(blocks, block_id, after_id)
            assert sorted(moved) == sorted(blocks)
            assert stands_after([one.id for one in moved], block_id, after_id)
    assert moved_after(blocks, ids[0], ids[1]) == moved_by(blocks, ids[0], 1)
