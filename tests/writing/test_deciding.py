"""Suggestions: made, planned together, decided once, undone where nothing builds on it."""

from __future__ import annotations

import pytest

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.writing.arranging import as_typed, rewritten
from ideell.writing.cards import card_of, cards_of_block, cards_of_texts, together
from ideell.writing.deciding import (
    AlreadyDecided,
    accept,
    accept_changed,
    decline,
    how_decided,
)
from ideell.writing.models import Block
from ideell.writing.planning import plan_of
from ideell.writing.saving import Collided, revision_of, write
from ideell.writing.suggesting import Wish, suggest, withdraw
from ideell.writing.suggestions import Suggestion
from ideell.writing.views import woven
from tests.drafting.builders import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    Answer,
    make_answer,
    make_suggestion,
)
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def block(answer: Answer) -> Block:
    return answer.blocks[2]


SHALL = THIRD.replace("bör ta ett större", "ska ta ett samlat")
CLEAR = THIRD.replace("större", "tydligt")
COSTS = THIRD.replace("kostnaderna.", "kostnaderna för värme och el.")


def text_of(block: Block) -> str:
    db.session.flush()
    db.session.refresh(block)
    return block.text


def test_a_suggestion_is_planned_and_shown_beside_its_block(world: World, block: Block) -> None:
    made = make_suggestion(world, block, COSTS)
    assert made.state == "open"
    assert ["ins", " för värme och el"] in made.pieces or any(
        kind == "ins" and "värme" in text for kind, text in made.pieces
    )
    assert made.in_words["sentence"].startswith("I ord:")
    assert "touched" in block.marked_html
    assert "touched" not in block.html
    assert any(kind == "ins" for kind, _text in woven(block))


def test_a_suggestion_that_changes_nothing_is_refused(world: World, block: Block) -> None:
    with pytest.raises(RuleBroken, match="inte ändrat något"):
        make_suggestion(world, block, f" {THIRD} ")


def test_the_server_guesses_language_or_substance(world: World, answer: Answer) -> None:
    assert make_suggestion(
        world, answer.blocks[1], SECOND.replace("I en mängd", "I flera")
    ).kind == ("language")
    assert make_suggestion(world, answer.blocks[2], SHALL).kind == "substance"
    chosen = make_suggestion(world, answer.blocks[0], FIRST + " Ja.", kind="language")
    assert chosen.kind == "language"


def test_accepting_writes_and_tells_where_it_came_from(world: World, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    deed = accept(made, by=world.actor("birgitta"))
    assert text_of(block) == SHALL
    assert (made.state, made.decided_by.name) == ("accepted", "Birgitta Lind")
    revision = revision_of(block.host_text, made.result_revision_id)
    assert revision.from_suggestions == [made.id]
    assert deed.details["revision"] == revision.id
    assert block.plan == {}
    assert "touched" not in block.marked_html


def test_a_suggestion_is_decided_once(world: World, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    accept(made, by=world.actor("birgitta"))
    with pytest.raises(AlreadyDecided, match="Birgitta Lind godkände det i dag"):
        accept(made, by=world.actor("mona"))
    with pytest.raises(AlreadyDecided):
        decline([made], "Nej.", by=world.actor("mona"))
    with pytest.raises(AlreadyDecided):
        accept_changed(made, "Annat.", base=None, by=world.actor("mona"))


def test_what_does_not_touch_stays_open_and_shifts(world: World, block: Block) -> None:
    first, second = make_suggestion(world, block, SHALL), make_suggestion(world, block, COSTS)
    assert len(cards_of_block(block)) == 2
    accept(first, by=world.actor("birgitta"))
    assert second.state == "open"
    accept(second, by=world.actor("birgitta"))
    assert text_of(block) == SHALL.replace("kostnaderna.", "kostnaderna för värme och el.")


def test_competing_suggestions_stand_on_one_card(world: World, block: Block) -> None:
    first, second = make_suggestion(world, block, SHALL), make_suggestion(world, block, CLEAR)
    third = make_suggestion(world, block, COSTS)
    card, other = cards_of_block(block)
    assert card.suggestions == (first, second)
    assert card.is_competing
    assert card.kind == "substance"
    assert other.first is third
    assert "samlat" in together(card)
    assert "tydligt" in together(card)
    assert "värme" not in together(card)
    assert "värme" in together(other)


def test_the_one_not_chosen_goes_back_to_its_author_with_its_text(
    world: World, block: Block
) -> None:
    first, second = make_suggestion(world, block, SHALL), make_suggestion(world, block, CLEAR)
    accept(first, by=world.actor("birgitta"))
    assert second.state == "review_needed"
    assert second.base_text == THIRD
    assert any("tydligt" in text for kind, text in second.pieces if kind == "ins")
    assert card_of(second).needs_a_look
    with pytest.raises(RuleBroken, match="Ändra och godkänn"):
        accept(second, by=world.actor("birgitta"))
    assert together(card_of(second)) == CLEAR


def test_undoing_an_acceptance_opens_everything_again(world: World, block: Block) -> None:
    first, second = make_suggestion(world, block, SHALL), make_suggestion(world, block, CLEAR)
    same = make_suggestion(world, block, SHALL, who="nora")
    deed = accept(first, by=world.actor("birgitta"))
    assert same.state == "merged"
    assert how_decided(same) == "Det som föreslås finns redan i texten."
    deed.undo(by=world.actor("birgitta"))
    assert text_of(block) == THIRD
    assert {first.state, second.state, same.state} == {"open"}
    assert len(cards_of_block(block)) == 1


def test_undoing_is_refused_when_something_builds_on_it(world: World, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    deed = accept(made, by=world.actor("birgitta"))
    head = revision_of(block.host_text, block.host_text.head_id)
    wanted = rewritten(head.standing, block.id, SHALL.replace("samlat", "stort"))
    write(block.host_text, wanted, base=head, by=world.actor("mona"))
    with pytest.raises(RuleBroken, match="Mona Ask har ändrat efter dig"):
        deed.undo(by=world.actor("birgitta"))


def test_undoing_is_refused_when_the_section_is_locked(
    world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    deed = accept(made, by=world.actor("birgitta"))
    answer.section.state = "locked"
    with pytest.raises(RuleBroken, match="moderator"):
        deed.undo(by=world.actor("birgitta"))


def test_declining_needs_a_reason_and_can_be_undone(world: World, block: Block) -> None:
    first, second = make_suggestion(world, block, SHALL), make_suggestion(world, block, CLEAR)
    with pytest.raises(RuleBroken, match="så att Lars-Erik Sund förstår"):
        decline([first, second], "  ", by=world.actor("birgitta"))
    deed = decline([first, second], "Vi har enats om annat.", by=world.actor("birgitta"))
    assert {first.state, second.state} == {"declined"}
    assert second.reason == "Vi har enats om annat."
    assert how_decided(first).startswith("Birgitta Lind nekade det")
    assert plan_of(block).edits == ()
    deed.undo(by=world.actor("birgitta"))
    assert {first.state, second.state} == {"open"}
    assert first.reason == ""
    assert cards_of_block(block)[0].is_competing


def test_accepting_with_changes_merges_the_others_into_it(world: World, block: Block) -> None:
    first, second = make_suggestion(world, block, SHALL), make_suggestion(world, block, CLEAR)
    third = make_suggestion(world, block, COSTS)
    text = THIRD.replace("bör ta ett större", "ska ta ett tydligt och samlat")
    deed = accept_changed(first, text, base=None, by=world.actor("birgitta"), together=[second])
    assert text_of(block) == text
    assert (first.state, second.state, third.state) == ("accepted_changed", "merged", "open")
    assert second.merged_into_id == first.id
    assert how_decided(first).startswith("Birgitta Lind ändrade och godkände")
    assert how_decided(second).startswith("Birgitta Lind skrev ihop det")
    deed.undo(by=world.actor("birgitta"))
    assert text_of(block) == THIRD
    assert {first.state, second.state, third.state} == {"open"}


def test_accepting_with_changes_on_a_stale_base_never_overwrites(
    world: World, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    base = revision_of(block.host_text, block.host_text.head_id)
    wanted = rewritten(base.standing, block.id, CLEAR)
    write(block.host_text, wanted, base=base, by=world.actor("mona"))
    db.session.commit()
    with pytest.raises(Collided):
        accept_changed(made, SHALL, base=base, by=world.actor("birgitta"))
    db.session.rollback()
    assert text_of(block) == CLEAR


def test_a_new_block_is_suggested_after_another(world: World, block: Block) -> None:
    made = make_suggestion(world, block, "Ett helt nytt stycke.", op="insert_after")
    assert made.pieces == [["ins", "Ett helt nytt stycke."]]
    accept(made, by=world.actor("birgitta"))
    db.session.flush()
    db.session.expire(block.host_text)
    assert [b.label for b in block.host_text.blocks] == ["1:1", "1:2", "1:3", "1:3b", "1:4"]


def test_a_removal_is_suggested_and_accepted(world: World, answer: Answer, block: Block) -> None:
    other = make_suggestion(world, block, COSTS)
    made = make_suggestion(world, block, "", op="remove")
    accept(made, by=world.actor("birgitta"))
    db.session.flush()
    assert block.removed_at is not None
    assert other.state == "review_needed"
    with pytest.raises(RuleBroken, match="borttaget"):
        accept(other, by=world.actor("birgitta"))
    db.session.rollback()


def test_a_removal_that_is_undone_brings_block_and_suggestions_back(
    world: World, block: Block
) -> None:
    other = make_suggestion(world, block, COSTS)
    made = make_suggestion(world, block, "", op="remove")
    deed = accept(made, by=world.actor("birgitta"))
    deed.undo(by=world.actor("birgitta"))
    assert text_of(block) == THIRD
    assert block.removed_at is None
    assert {made.state, other.state} == {"open"}


def test_words_to_the_pen_holder_are_written_not_accepted(world: World, block: Block) -> None:
    made = make_suggestion(world, block, "Skriv något om biblioteken.", op="words")
    assert made.kind == "substance"
    with pytest.raises(RuleBroken, match="beskrivet med ord"):
        accept(made, by=world.actor("birgitta"))
    accept_changed(made, THIRD + " Biblioteken behövs.", base=None, by=world.actor("birgitta"))
    assert text_of(block).endswith("Biblioteken behövs.")


def test_a_new_block_can_be_changed_before_it_is_accepted(world: World, block: Block) -> None:
    made = make_suggestion(world, block, "Nytt.", op="insert_after")
    accept_changed(made, "Nytt och bättre.", base=None, by=world.actor("birgitta"))
    db.session.flush()
    db.session.expire(block.host_text)
    assert [b.text for b in block.host_text.blocks][3] == "Nytt och bättre."


def test_a_whole_new_text_is_never_braided(world: World, block: Block) -> None:
    made = make_suggestion(world, block, COSTS, is_whole=True)
    (edit,) = plan_of(block).edits_of(made.id)
    assert (edit.old, edit.new) == (THIRD, COSTS)


def test_a_suggestion_with_a_blank_line_splits_its_block(world: World, block: Block) -> None:
    one, two = THIRD.split(". ", 1)
    made = make_suggestion(world, block, f"{one}.\n\n{two}")
    accept(made, by=world.actor("birgitta"))
    db.session.flush()
    db.session.expire(block.host_text)
    assert [b.label for b in block.host_text.blocks][2:4] in (["1:3", "1:3b"], ["1:2b", "1:3"])


def test_a_suggestion_to_a_heading_keeps_it_a_heading(world: World) -> None:
    answer = make_answer(world, text="## Rubriken\n\nText.")
    heading = answer.blocks[0]
    made = make_suggestion(world, heading, "Den nya rubriken")
    accept(made, by=world.actor("birgitta"))
    db.session.flush()
    db.session.refresh(heading)
    assert (heading.kind, heading.text) == ("heading", "Den nya rubriken")
    assert as_typed(heading.as_block) == "## Den nya rubriken"


def test_a_suggestion_on_an_older_text_is_carried_to_the_new_one(
    world: World, answer: Answer, block: Block
) -> None:
    base = revision_of(block.host_text, block.host_text.head_id)
    wanted = rewritten(base.standing, block.id, SHALL)
    write(block.host_text, wanted, base=base, by=world.actor("mona"))
    made, _deed = suggest(block, Wish(text=COSTS, why="x"), base=base, by=world.actor("nora"))
    assert (made.state, made.base_text) == ("open", THIRD)
    accept(made, by=world.actor("birgitta"))
    assert text_of(block) == SHALL.replace("kostnaderna.", "kostnaderna för värme och el.")


def test_direct_writing_carries_suggestions_along(world: World, block: Block) -> None:
    made = make_suggestion(world, block, COSTS)
    already = make_suggestion(world, block, CLEAR)
    base = revision_of(block.host_text, block.host_text.head_id)
    saved = write(
        block.host_text,
        rewritten(base.standing, block.id, "Så här: " + CLEAR),
        base=base,
        by=world.actor("mona"),
    )
    assert made.state == "open"
    assert already.state == "merged"
    saved.deed.undo(by=world.actor("mona"))
    assert already.state == "open"
    accept(made, by=world.actor("birgitta"))
    assert text_of(block) == COSTS


def test_one_takes_ones_own_back_while_it_is_open(world: World, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    deed = withdraw(made, by=world.actor("larserik"))
    assert made.state == "withdrawn"
    assert plan_of(block).edits == ()
    assert how_decided(made) == "Lars-Erik Sund har tagit tillbaka förslaget."
    with pytest.raises(RuleBroken, match="redan avgjort"):
        withdraw(made, by=world.actor("larserik"))
    deed.undo(by=world.actor("larserik"))
    assert made.state == "open"


def test_a_withdrawal_is_not_undone_when_suggesting_is_over(
    world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    deed = withdraw(made, by=world.actor("larserik"))
    answer.section.state = "approved"
    with pytest.raises(RuleBroken, match="inte emot förslag"):
        deed.undo(by=world.actor("larserik"))


def test_having_suggested_can_be_undone(world: World, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    deed = db.session.query(Deed).filter_by(tag="suggestion.made").one()
    deed.undo(by=world.actor("larserik"))
    assert made.state == "withdrawn"


def test_a_suggestion_to_a_removed_block_waits_with_its_text(
    world: World, answer: Answer, block: Block
) -> None:
    head = revision_of(block.host_text, block.host_text.head_id)
    gone = [one for one in head.standing if one.id != block.id]
    write(block.host_text, gone, base=head, by=world.actor("birgitta"))
    made, _deed = suggest(block, Wish(text=SHALL, why="x"), base=head, by=world.actor("nora"))
    assert made.state == "review_needed"
    deed = decline([made], "Borttaget.", by=world.actor("birgitta"))
    deed.undo(by=world.actor("birgitta"))
    assert made.state == "review_needed"


def test_accepting_what_the_text_says_already_is_fine(world: World, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    block.plan = {}  # as if it had been lost
    with pytest.raises(RuleBroken, match="Ändra och godkänn"):
        accept(made, by=world.actor("birgitta"))


def test_accepting_what_is_changed_back_to_the_text_closes_it_and_can_be_undone(
    world: World, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    deed = accept_changed(made, THIRD, base=None, by=world.actor("birgitta"))
    assert (made.state, made.result_revision) == ("accepted_changed", None)
    assert plan_of(block).edits == ()
    assert block.host_text.revision_count == 1
    deed.undo(by=world.actor("birgitta"))
    assert (made.state, text_of(block)) == ("open", THIRD)
    assert cards_of_block(block)[0].first is made


def test_nothing_on_a_card_is_declined_when_one_of_it_was_taken_back_meanwhile(
    world: World, block: Block
) -> None:
    first, second = make_suggestion(world, block, SHALL), make_suggestion(world, block, CLEAR)
    withdraw(second, by=world.actor("larserik"))
    db.session.commit()
    with pytest.raises(AlreadyDecided, match="Lars-Erik Sund har tagit tillbaka"):
        decline([first, second], "Nej.", by=world.actor("birgitta"))
    with pytest.raises(AlreadyDecided, match="Lars-Erik Sund har tagit tillbaka"):
        accept_changed(first, CLEAR, base=None, by=world.actor("birgitta"), together=[second])
    assert (first.state, second.state) == ("open", "withdrawn")


def test_cards_come_in_the_order_of_the_text(world: World, answer: Answer) -> None:
    last = make_suggestion(world, answer.blocks[3], FOURTH.replace("göras", "ske"))
    first = make_suggestion(world, answer.blocks[0], FIRST + " Ja.")
    late = make_suggestion(world, answer.blocks[2], COSTS)
    early = make_suggestion(world, answer.blocks[2], SHALL)
    cards = cards_of_texts([answer.section.text_id])
    assert [card.first for card in cards] == [first, early, late, last]


def test_one_by_one_in_any_order_is_the_same_text(world: World, block: Block) -> None:
    wishes = [SHALL, COSTS, THIRD.replace("varje år", "årligen")]
    results = set()
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        made: list[Suggestion] = [make_suggestion(world, block, wish) for wish in wishes]
        deeds = [accept(made[place], by=world.actor("birgitta")) for place in order]
        results.add(text_of(block))
        for deed in reversed(deeds):
            deed.undo(by=world.actor("birgitta"))
        for one in made:
            withdraw(one, by=world.actor("larserik"))
        assert text_of(block) == THIRD
    assert len(results) == 1
