"""What organisations say of a suggestion: one stance each, with a word, that can be taken back."""

from __future__ import annotations

import pytest

from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.writing.deciding import decline
from ideell.writing.models import Block
from ideell.writing.suggestions import Suggestion, Support
from ideell.writing.supporting import Over, join, oppose, support
from tests.drafting.builders import THIRD, Answer, make_answer, make_suggestion
from tests.world import World

SHALL = THIRD.replace("bör ta ett större", "ska ta ett samlat")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def block(answer: Answer) -> Block:
    return answer.blocks[2]


@pytest.fixture
def made(world: World, block: Block) -> Suggestion:
    return make_suggestion(world, block, SHALL)


def said_of(made: Suggestion) -> list[tuple[str, str, str]]:
    return [(one.organisation.name, one.stance, one.word) for one in made.supports]


def test_an_organisation_supports_a_suggestion_once(world: World, made: Suggestion) -> None:
    assert support(made, by=world.actor("anna")).tag == "suggestion.supported"
    assert said_of(made) == [("Körbygden", "agrees", "")]
    assert support(made, by=world.actor("birgitta")).tag == "suggestion.unsupported"
    assert said_of(made) == []


def test_not_agreeing_asks_for_a_word(world: World, made: Suggestion) -> None:
    with pytest.raises(RuleBroken, match="Skriv med några ord"):
        oppose(made, "  \n", by=world.actor("anna"))
    oppose(made, " Det binder\r\nregionerna. ", by=world.actor("anna"))
    assert said_of(made) == [("Körbygden", "disagrees", "Det binder\nregionerna.")]
    assert (made.agreeing, len(made.disagreeing)) == ([], 1)


def test_a_new_stance_replaces_the_old_one_and_each_step_can_be_taken_back(
    world: World, made: Suggestion
) -> None:
    anna = world.actor("anna")
    support(made, by=anna)
    second = oppose(made, "För dyrt.", by=anna)
    oppose(made, "Alldeles för dyrt.", by=anna)
    support(made, by=anna)
    assert said_of(made) == [("Körbygden", "agrees", "")]
    with pytest.raises(RuleBroken, match="sagt något annat"):
        second.undo(by=anna)
    db.session.rollback()


def test_what_was_said_comes_back_when_it_is_taken_back(world: World, made: Suggestion) -> None:
    anna = world.actor("anna")
    deeds = [
        support(made, by=anna),
        oppose(made, "För dyrt.", by=anna),
        oppose(made, "Alldeles för dyrt.", by=anna),
        support(made, by=anna),
        support(made, by=anna),
    ]
    seen = [said_of(made)]
    for deed in reversed(deeds):
        deed.undo(by=anna)
        seen.append(said_of(made))
    assert [[(stance, word) for _name, stance, word in one] for one in seen] == [
        [],
        [("agrees", "")],
        [("disagrees", "Alldeles för dyrt.")],
        [("disagrees", "För dyrt.")],
        [("agrees", "")],
        [],
    ]
    assert db.session.query(Support).count() == 4, "nothing that was said is deleted"


def test_joining_keeps_why_and_is_done_once(world: World, made: Suggestion) -> None:
    join(made, "Vi ville skriva samma sak.", by=world.actor("anna"))
    join(made, "Vi ville skriva samma sak.", by=world.actor("birgitta"))
    assert said_of(made) == [("Körbygden", "agrees", "Vi ville skriva samma sak.")]


def test_nothing_is_said_of_what_is_decided(world: World, made: Suggestion) -> None:
    deed = support(made, by=world.actor("anna"))
    decline([made], "Nej.", by=world.actor("birgitta"))
    for act in (
        lambda: support(made, by=world.actor("anna")),
        lambda: join(made, "", by=world.actor("anna")),
        lambda: oppose(made, "Nej.", by=world.actor("anna")),
        lambda: deed.undo(by=world.actor("anna")),
    ):
        with pytest.raises(Over, match="redan avgjort"):
            act()
