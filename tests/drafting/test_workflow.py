"""Answers and sections: begun, ordered, handed out, moved step by step; guards with reasons."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ideell.drafting import ordering, responding, sectioning
from ideell.drafting.letter import letter_of
from ideell.drafting.lines import lines_of
from ideell.drafting.overview import participation_in
from ideell.drafting.pens import holds_pen, possible_pen_holders, written_about
from ideell.drafting.policy import may_review, may_take_pen
from ideell.drafting.sources import span
from ideell.drafting.steps import (
    Hindrance,
    earlier_states,
    go_back,
    go_on,
    hindrances,
    next_state,
    register_guard,
)
from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.foundation.rules import RuleBroken
from ideell.foundation.waiting import waiting_for
from ideell.positions.stances import set_joint_stance
from ideell.writing.saving import revision_of, write
from tests.drafting.builders import (
    THIRD,
    Answer,
    make_answer,
    make_consultation,
    make_suggestion,
    write_blocks,
)
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def approve(world: World, answer: Answer) -> None:
    """Finish and approve the section; Birgitta wrote last, so Mona reviews."""
    sectioning.finish(answer.section, by=world.actor("birgitta"))
    sectioning.review(answer.section, "approve", "", by=world.actor("mona"))


def clear(world: World, answer: Answer) -> None:
    """Take the whole text away."""
    head = revision_of(answer.section.text, answer.section.text.head_id)
    write(answer.section.text, [], base=head, by=world.actor("birgitta"))


# --- responses


def test_an_answer_is_begun_once(world: World, answer: Answer) -> None:
    assert answer.response.owner_org is world.samklang
    with pytest.raises(RuleBroken, match="redan påbörjat"):
        responding.respond(answer.consultation, by=world.actor("mona"))
    own = responding.respond(answer.consultation, by=world.actor("mona"), kind="own")
    assert own.state == "input"


def test_a_consultation_for_information_gets_no_answer(world: World) -> None:
    consultation = make_consultation(world, track="notice")
    with pytest.raises(RuleBroken, match="till för information"):
        responding.respond(consultation, by=world.actor("mona"))


def test_sections_move_and_their_numbers_follow(world: World, answer: Answer) -> None:
    mona = world.actor("mona")
    second = responding.add_section(answer.response, "Lokaler", by=mona)
    deed = ordering.move_section(second, -1, by=mona)
    assert (second.position, answer.section.position) == (1, 2)
    assert next(b.label for b in answer.section.text.blocks) == "2:1"
    assert ordering.move_section(second, -1, by=mona) is None
    deed.undo(by=mona)
    assert (answer.section.position, second.position) == (1, 2)
    assert answer.section.text.blocks[0].label == "1:1"


def test_a_removed_section_comes_back_last(world: World, answer: Answer) -> None:
    mona = world.actor("mona")
    second = responding.add_section(answer.response, "Lokaler", by=mona)
    deed = ordering.remove_section(answer.section, by=mona)
    assert responding.sections_of(answer.response) == [second]
    assert second.position == 1
    deed.undo(by=mona)
    assert [s.heading for s in responding.sections_of(answer.response)] == [
        "Lokaler", "Folkbildning och mötesplatser",
    ]  # fmt: skip


def test_a_section_is_changed_and_changed_back(world: World, answer: Answer) -> None:
    mona = world.actor("mona")
    deed = responding.change_section(
        answer.section, by=mona, heading="Nytt namn", role="general", nodes=[answer.proposal]
    )
    assert answer.section.source_nodes == [answer.proposal]
    deed.undo(by=mona)
    assert answer.section.heading == "Folkbildning och mötesplatser"
    assert answer.section.source_nodes == [answer.chapter]


def test_a_closed_answer_takes_no_new_sections(world: World, answer: Answer) -> None:
    answer.response.state = "signing"
    with pytest.raises(RuleBroken, match="låst"):
        responding.add_section(answer.response, "Sent", by=world.actor("mona"))


def test_nothing_in_a_closed_answer_is_undone(world: World, answer: Answer) -> None:
    mona, section = world.actor("mona"), answer.section
    second = responding.add_section(answer.response, "Lokaler", by=mona)
    words = {"heading": "Nytt", "role": "general", "nodes": []}
    approve(world, answer)
    deeds = [
        responding.change_section(section, by=mona, **words),
        responding.set_due(section, today(), by=mona),
        sectioning.hand_pen(section, world.anna, by=mona),
        ordering.remove_section(second, by=mona),
        sectioning.lock(section, by=mona),
    ]
    answer.response.state = "signing"
    for deed in deeds:
        with pytest.raises(RuleBroken, match="låst"):
            deed.undo(by=mona)
    assert (section.heading, section.due_on) == ("Nytt", today())
    assert (section.pen_holder, section.state) == (world.anna, "locked")
    assert second.removed_at is not None
    for act in (
        lambda: responding.set_due(section, None, by=mona),
        lambda: sectioning.hand_pen(section, None, by=mona),
    ):
        with pytest.raises(RuleBroken, match="låst"):
            act()


def test_what_was_changed_again_is_not_undone(world: World, answer: Answer) -> None:
    mona, section = world.actor("mona"), answer.section
    words = {"role": "general", "nodes": []}
    firsts = [
        responding.change_section(section, by=mona, heading="Första", **words),
        responding.set_due(section, today(), by=mona),
        sectioning.hand_pen(section, world.anna, by=mona),
    ]
    responding.change_section(section, by=mona, heading="Andra", **words)
    responding.set_due(section, None, by=mona)
    sectioning.hand_pen(section, world.nora, by=mona)
    for deed in firsts:
        with pytest.raises(RuleBroken, match="ändrats efter dig"):
            deed.undo(by=mona)
    assert (section.heading, section.due_on) == ("Andra", None)
    assert section.pen_holder is world.nora


def test_days_are_set_and_put_back(world: World, answer: Answer) -> None:
    mona, day = world.actor("mona"), today() + timedelta(days=2)
    first = responding.set_due(answer.section, day, by=mona)
    assert responding.set_due(answer.section, day, by=mona) is None
    deed = responding.set_due(answer.section, None, by=mona)
    deed.undo(by=mona)
    assert answer.section.due_on == day
    first.undo(by=mona)
    assert answer.section.due_on is None


# --- pens


def test_the_pen_is_taken_where_nobody_holds_it(world: World, answer: Answer) -> None:
    nora = world.actor("nora")
    assert not may_take_pen(nora, answer.section)
    with pytest.raises(RuleBroken, match="Birgitta Lind håller redan"):
        sectioning.take_pen(answer.section, by=nora)
    sectioning.hand_pen(answer.section, None, by=world.actor("mona"))
    assert may_take_pen(nora, answer.section)
    deed = sectioning.take_pen(answer.section, by=nora)
    assert answer.section.is_held_by(nora)
    assert answer.section.place.readers == "Nora"
    deed.undo(by=nora)
    assert answer.section.pen_holder is None
    assert answer.section.place.readers == "En moderator"


def test_a_pen_that_has_gone_on_is_not_taken_back(world: World, answer: Answer) -> None:
    sectioning.hand_pen(answer.section, None, by=world.actor("mona"))
    deed = sectioning.take_pen(answer.section, by=world.actor("nora"))
    sectioning.hand_pen(answer.section, world.anna, by=world.actor("mona"))
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        deed.undo(by=world.actor("nora"))


def test_pens_are_known_to_the_room_of_stances(world: World, answer: Answer) -> None:
    birgitta, nora = world.actor("birgitta"), world.actor("nora")
    number = answer.consultation.id
    assert holds_pen(birgitta, number, answer.proposal.id), "the pen covers what is under the node"
    assert holds_pen(birgitta, number, None)
    assert not holds_pen(nora, number, answer.proposal.id)
    assert written_about([answer.chapter.id, answer.proposal.id]) == {answer.chapter.id}
    people = {person.name for person in possible_pen_holders(answer.response)}
    assert {"Mona Ask", "Birgitta Lind", "Nora Norr"} <= people
    assert not people & {"Ulla Utom", "Paul Paus"}


# --- sections


def test_who_may_do_what_in_which_state(world: World, answer: Answer) -> None:
    section = answer.section
    moderator, pen, others = world.actor("mona"), world.actor("birgitta"), world.actor("nora")
    table = {
        # state: (writes: M H others, suggests: H others, comments: others)
        "empty": ("110", "11", "1"),
        "writing": ("110", "11", "1"),
        "open": ("110", "11", "1"),
        "review": ("100", "11", "1"),
        "approved": ("000", "00", "1"),
        "locked": ("000", "00", "0"),
    }
    for state, (writes, suggests, comments) in table.items():
        section.state = state
        found = (
            "".join(str(int(section.may_write(who))) for who in (moderator, pen, others)),
            "".join(str(int(section.may_suggest(who))) for who in (pen, others)),
            str(int(section.may_comment(others))),
        )
        assert found == (writes, suggests, comments), state
    section.state = "open"
    answer.response.state = "signing"
    assert not section.may_write(moderator)
    assert not section.may_comment(others)


def test_an_empty_section_is_being_written_with_its_first_words(
    world: World, answer: Answer
) -> None:
    section = responding.add_section(answer.response, "Ny", by=world.actor("mona"))
    assert section.state == "empty"
    write_blocks(world, section, "Ett stycke.", who="mona")
    assert section.state == "writing"


def test_klart_goes_to_review_and_back_by_undo(world: World, answer: Answer) -> None:
    birgitta = world.actor("birgitta")
    sectioning.open_for_suggestions(answer.section, by=birgitta)
    assert answer.section.state == "open"
    deed = sectioning.finish(answer.section, by=birgitta)
    assert answer.section.state == "review"
    with pytest.raises(RuleBroken, match="gått vidare"):
        sectioning.finish(answer.section, by=birgitta)
    deed.undo(by=birgitta)
    assert answer.section.state == "open"
    with pytest.raises(RuleBroken):
        sectioning.open_for_suggestions(answer.section, by=birgitta)


def test_a_section_that_moved_on_is_not_put_back(world: World, answer: Answer) -> None:
    deed = sectioning.finish(answer.section, by=world.actor("birgitta"))
    sectioning.review(answer.section, "approve", "", by=world.actor("mona"))
    with pytest.raises(RuleBroken, match="vidare sedan dess"):
        deed.undo(by=world.actor("birgitta"))


def test_an_empty_section_is_not_done_unless_there_is_nothing_to_say(
    world: World, answer: Answer
) -> None:
    birgitta = world.actor("birgitta")
    with pytest.raises(RuleBroken, match="Ta bort den först"):
        sectioning.say_nothing(answer.section, "Berör oss inte.", by=birgitta)
    clear(world, answer)
    with pytest.raises(RuleBroken, match="tomt"):
        sectioning.finish(answer.section, by=birgitta)
    with pytest.raises(RuleBroken, match="kort skäl"):
        sectioning.say_nothing(answer.section, " ", by=birgitta)
    deed = sectioning.say_nothing(answer.section, "Berör oss inte.", by=birgitta)
    assert (answer.section.state, answer.section.nothing_to_say) == ("review", "Berör oss inte.")
    deed.undo(by=birgitta)
    assert answer.section.nothing_to_say == ""
    sectioning.say_nothing(answer.section, "Berör oss inte.", by=birgitta)
    sectioning.reopen(answer.section, "Vi ändrade oss.", by=world.actor("mona"))
    assert (answer.section.state, answer.section.nothing_to_say) == ("writing", "")


def test_the_reviewer_is_not_the_last_author(world: World, answer: Answer) -> None:
    sectioning.finish(answer.section, by=world.actor("birgitta"))
    assert not may_review(world.actor("birgitta"), answer.section)
    assert may_review(world.actor("mona"), answer.section)
    assert not may_review(world.actor("nora"), answer.section)
    with pytest.raises(RuleBroken, match="Du skrev sist"):
        sectioning.review(answer.section, "approve", "", by=world.actor("birgitta"))
    with pytest.raises(RuleBroken, match="behöver ändras"):
        sectioning.review(answer.section, "return", "", by=world.actor("mona"))
    sectioning.review(answer.section, "return", "Korta 1:3.", by=world.actor("mona"))
    assert answer.section.state == "writing"
    write_blocks(world, answer.section, "Av Mona.", who="mona")
    sectioning.finish(answer.section, by=world.actor("birgitta"))
    assert may_review(world.actor("birgitta"), answer.section), "Mona wrote last"


def test_who_said_that_there_is_nothing_to_say_does_not_review_it(
    world: World, answer: Answer
) -> None:
    mona, birgitta = world.actor("mona"), world.actor("birgitta")
    empty = responding.add_section(answer.response, "Lokaler", by=mona)
    sectioning.say_nothing(empty, "Berör oss inte.", by=mona)
    assert not may_review(mona, empty)
    with pytest.raises(RuleBroken, match="Du skrev sist"):
        sectioning.review(empty, "approve", "", by=mona)
    sectioning.hand_pen(empty, world.birgitta, by=mona)
    assert may_review(birgitta, empty)
    sectioning.reopen(empty, "Vi tänker om.", by=mona)
    sectioning.say_nothing(empty, "Berör oss ändå inte.", by=birgitta)
    assert not may_review(birgitta, empty)
    assert may_review(mona, empty)


def test_an_approved_section_is_locked_and_opened_with_a_reason(
    world: World, answer: Answer
) -> None:
    mona = world.actor("mona")
    approve(world, answer)
    sectioning.lock(answer.section, by=mona)
    assert answer.section.state == "locked"
    with pytest.raises(RuleBroken, match="kort skäl"):
        sectioning.reopen(answer.section, "", by=mona)
    answer.response.state = "decided"
    with pytest.raises(RuleBroken, match="Svaret är låst"):
        sectioning.reopen(answer.section, "Fel siffra.", by=mona)
    answer.response.state = "review"
    sectioning.reopen(answer.section, "Fel siffra.", by=mona)
    assert answer.section.state == "open"


def test_where_the_track_is_smaller_done_is_done(world: World) -> None:
    answer = make_answer(world, track="small")
    assert answer.response.state == "drafting"
    sectioning.finish(answer.section, by=world.actor("birgitta"))
    assert answer.section.state == "approved"
    silent = responding.add_section(answer.response, "Ny", by=world.actor("mona"))
    sectioning.say_nothing(silent, "Nej.", by=world.actor("mona"))
    assert silent.state == "approved"


# --- steps


def test_the_long_way_asks_for_everything_in_turn(world: World, answer: Answer) -> None:
    mona, response = world.actor("mona"), answer.response
    first = make_suggestion(world, answer.blocks[2], THIRD.replace("större", "samlat"))
    make_suggestion(world, answer.blocks[2], THIRD.replace("större", "tydligt"), who="nora")
    go_on(response, by=mona)
    assert (response.state, answer.section.state) == ("proposals", "open")
    go_on(response, by=mona)
    assert response.state == "weighing"
    (missing,) = hindrances(response, "review")
    assert missing.sentence == "I avsnitt 1 finns förslag som krockar."
    assert missing.url.endswith("forslag?avsnitt=1")
    with pytest.raises(RuleBroken, match="krockar"):
        go_on(response, by=mona)
    from ideell.writing.deciding import decline

    decline([first], "Nej.", by=mona)
    go_on(response, by=mona)
    assert hindrances(response, "signing")[0].sentence == "Avsnitt 1 är inte godkänt."
    approve(world, answer)
    go_on(response, by=mona)
    assert (response.state, answer.section.state) == ("signing", "locked")
    assert "vem som har beslutat" in hindrances(response, "decided")[0].sentence
    response.decision_line = "Beslut av styrelsen."
    for state in ("decided", "submitted", "published"):
        assert next_state(response) == state
        go_on(response, by=mona)
    assert next_state(response) is None
    with pytest.raises(RuleBroken, match="sista steg"):
        go_on(response, by=mona)


def test_numbers_are_given_anew_when_the_step_changes(world: World, answer: Answer) -> None:
    head = revision_of(answer.section.text, answer.section.text.head_id)
    write(answer.section.text, head.standing[1:], base=head, by=world.actor("birgitta"))
    go_on(answer.response, by=world.actor("mona"))
    db.session.flush()
    db.session.expire_all()
    assert [block.number for block in answer.section.text.blocks] == ["1", "2", "3"]


def test_an_answer_without_sections_or_text_does_not_go_on(world: World) -> None:
    consultation = make_consultation(world)
    response = responding.respond(consultation, by=world.actor("mona"))
    response.state = "drafting"
    assert hindrances(response, "proposals")[0].url.endswith("/avsnitt/nya")
    section = responding.add_section(response, "Tomt", by=world.actor("mona"))
    assert [h.sentence for h in hindrances(response, "review")] == ["Avsnitt 1 är tomt."]
    section.nothing_to_say = "Inget."
    assert hindrances(response, "review") == []


def test_going_back_needs_a_reason_and_unlocks(world: World, answer: Answer) -> None:
    mona, response = world.actor("mona"), answer.response
    approve(world, answer)
    response.state = "review"
    go_on(response, by=mona)
    assert earlier_states(response)[0] == "review"
    with pytest.raises(RuleBroken, match="kort skäl"):
        go_back(response, "review", "", by=mona)
    with pytest.raises(RuleBroken, match="redan flyttats"):
        go_back(response, "published", "x", by=mona)
    go_back(response, "weighing", "Ny uppgift kom.", by=mona)
    assert (response.state, answer.section.state) == ("weighing", "approved")


def test_the_short_way_has_four_steps(world: World) -> None:
    answer = make_answer(world, track="small")
    assert next_state(answer.response) == "decided"
    assert len(hindrances(answer.response, "decided")) == 1
    clear(world, answer)
    assert len(hindrances(answer.response, "decided")) == 2


def test_higher_rooms_add_their_guards(world: World, answer: Answer) -> None:
    hindrance = Hindrance("Frys texten först.", "/frys")

    def guard(_response: object) -> list[Hindrance]:
        return [hindrance]

    register_guard("published", guard)
    register_guard("published", guard)
    from ideell.drafting import steps

    try:
        assert hindrances(answer.response, "published") == [hindrance]
    finally:
        steps._guards["published"].remove(guard)


# --- lists


def test_the_task_list_counts_per_section(world: World, answer: Answer) -> None:
    make_suggestion(world, answer.blocks[2], THIRD.replace("större", "samlat"))
    set_joint_stance(answer.proposal, "oppose", "Det kostar.", by=world.actor("mona"))
    answer.blocks[0].is_done = True
    (line,) = lines_of(answer.response, world.actor("birgitta"))
    assert (line.suggestions, line.comments, line.blocks, line.done) == (1, 0, 4, 1)
    assert (line.stance, line.is_mine, line.is_finished) == ("oppose", True, False)
    assert line.about == "Kapitel 5, sidorna 133–170"
    assert line.state_in_words == "Inte påbörjat"
    answer.section.state = "review"
    assert lines_of(answer.response, world.actor("nora"))[0].state_in_words == "Granskas"


def test_where_a_section_belongs_is_said_in_words(world: World, answer: Answer) -> None:
    assert span([]) == "Inget kapitel"
    assert span([answer.chapter] * 5).startswith("Kapitel 5, 5, 5, 5 och ett till")
    assert span([answer.chapter] * 7).startswith("Kapitel 5, 5, 5, 5 och 3 till")
    answer.chapter.page_from = answer.chapter.page_to = None
    assert span([answer.chapter]) == "Kapitel 5"
    assert span([answer.proposal]) == "Avsnitt 5.3, sidan 141"


def test_who_takes_part_is_counted_by_organisation(world: World, answer: Answer) -> None:
    make_suggestion(world, answer.blocks[2], THIRD.replace("större", "samlat"))
    participation = participation_in(answer.response)
    assert list(participation.inside) == ["Körbygden", "Spelmansringen"]
    assert participation.total == 4


def test_what_waits_for_the_pen_holder(world: World, answer: Answer) -> None:
    make_suggestion(world, answer.blocks[2], THIRD.replace("större", "samlat"))
    answer.section.due_on = today() + timedelta(days=1)
    db.session.commit()
    titles = [item.title for item in waiting_for(world.actor("birgitta"))]
    assert "Ta ställning till ett förslag i avsnitt 1" in titles
    assert "Gör klart avsnitt 1" in titles
    assert waiting_for(world.actor("nora")) == []
    answer.section.due_on = None
    db.session.commit()
    (item,) = waiting_for(world.actor("birgitta"))
    assert item.sentence == "Kultur i hela landet"


def test_a_letter_is_made_of_what_stands(world: World, answer: Answer) -> None:
    letter = letter_of(answer.response)
    assert [block.text for part in letter.parts for block in part.blocks][2] == THIRD


@pytest.mark.parametrize("state", ["watching", "triage", "active"])
def test_a_consultation_that_is_being_answered_is_under_way(world: World, state: str) -> None:
    """Else it stays among those that are coming, and nobody finds the answer on the overview."""
    consultation = make_consultation(world)
    consultation.state = state
    responding.respond(consultation, by=world.actor("mona"))
    assert (consultation.state, consultation.shelf) == ("active", "now")
