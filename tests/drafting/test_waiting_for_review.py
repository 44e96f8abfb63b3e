"""A section that is written waits for somebody else than who wrote last."""

from __future__ import annotations

import pytest

from ideell.drafting import sectioning
from ideell.drafting.waiting_for_review import to_review
from ideell.extensions import db
from ideell.foundation.actor import STRANGER
from ideell.foundation.clock import now
from ideell.foundation.waiting import Waiting
from tests.browsing import Browsers
from tests.drafting.builders import Answer, make_answer, make_suggestion, write_blocks
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def waits(world: World, who: str) -> list[Waiting]:
    return to_review(world.actor(who))


def test_it_waits_for_those_who_lead_and_did_not_write_last(
    as_: Browsers, world: World, answer: Answer
) -> None:
    assert waits(world, "mona") == []
    birgitta = as_(world.birgitta)
    birgitta.send(answer.section.url, f"{answer.section.url}/klart")
    (item,) = waits(world, "mona")
    assert item.title == "Granska avsnitt 1"
    assert "är färdigskrivet." in item.sentence
    assert "avgjort" not in item.sentence
    for who in ("birgitta", "anna", "sara"):
        assert waits(world, who) == [], who
    assert to_review(STRANGER) == []
    mona = as_(world.mona)
    assert "Granska avsnitt 1" in mona.get("/")
    mona.get(item.url)
    sectioning.review(answer.section, "approve", "", by=world.actor("mona"))
    assert waits(world, "mona") == []


def test_the_pen_holder_reviews_what_a_moderator_wrote(world: World, answer: Answer) -> None:
    write_blocks(world, answer.section, "Mona skrev sist.", who="mona")
    sectioning.finish(answer.section, by=world.actor("mona"))
    assert waits(world, "mona") == []
    assert len(waits(world, "birgitta")) == 1


def test_whoever_said_that_there_is_nothing_to_say_does_not_review_it(
    world: World, answer: Answer
) -> None:
    for block in answer.section.text.blocks:
        block.removed_at = now()
    sectioning.say_nothing(answer.section, "Det rör inte oss.", by=world.actor("mona"))
    db.session.flush()
    assert waits(world, "mona") == []
    assert len(waits(world, "birgitta")) == 1


def test_suggestions_that_are_not_decided_are_told_of(
    as_: Browsers, world: World, answer: Answer
) -> None:
    for block in write_blocks(world, answer.section, "Ett stycke till.")[:2]:
        make_suggestion(world, block, "Något helt annat.")
    birgitta = as_(world.birgitta)
    birgitta.send(answer.section.url, f"{answer.section.url}/klart")
    said = birgitta.get(answer.section.url).said()
    assert "2 förslag är inte avgjorda. Den som granskar tar ställning till dem." in said
    (item,) = waits(world, "mona")
    assert "2 förslag är inte avgjorda." in item.sentence
