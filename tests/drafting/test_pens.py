"""The pen goes from hand to hand, and whoever gets it is told."""

from __future__ import annotations

import pytest

from ideell.drafting import sectioning
from ideell.drafting.waiting import for_pen_holder
from ideell.extensions import db
from tests.browsing import Browsers
from tests.drafting.builders import Answer, make_answer, write_blocks
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def titles(world: World, who: str) -> list[str]:
    return [item.title for item in for_pen_holder(world.actor(who))]


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_a_pen_holder_gives_the_pen_to_another_who_is_told(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    path = f"{answer.section.url}/overlamning"
    birgitta = as_(world.birgitta)
    assert "Lämna över pennan" in birgitta.get(answer.section.url)
    form = birgitta.get(path).form(path)
    assert form["person"] == str(world.birgitta.id)
    birgitta.htmx = htmx
    birgitta.post(path, form | {"person": str(world.nora.id)})
    assert answer.section.pen_holder_id == world.nora.id
    assert titles(world, "nora") == ["Ta över pennan i avsnitt 1"]
    birgitta.post(path, {"person": "0"}, status=403)
    assert "Ta över pennan i avsnitt 1" in as_(world.nora).get("/")
    write_blocks(world, answer.section, "Nora skriver.", who="nora")
    db.session.commit()
    assert titles(world, "nora") == [], "who has begun to write knows it"


def test_who_takes_the_pen_needs_no_telling(world: World, answer: Answer) -> None:
    sectioning.hand_pen(answer.section, None, by=world.actor("mona"))
    deed = sectioning.take_pen(answer.section, by=world.actor("nora"))
    assert titles(world, "nora") == []
    deed.undo(by=world.actor("nora"))
    assert titles(world, "nora") == []


def test_a_pen_is_put_down_and_taken_back(as_: Browsers, world: World, answer: Answer) -> None:
    path = f"{answer.section.url}/overlamning"
    birgitta = as_(world.birgitta)
    birgitta.send(path, path, person="0")
    assert answer.section.pen_holder_id is None
    assert "Ingen håller i pennan." in birgitta.get(answer.section.url).said()


def test_what_was_sent_back_waits_with_its_reason(
    as_: Browsers, world: World, answer: Answer
) -> None:
    mona = world.actor("mona")
    sectioning.finish(answer.section, by=world.actor("birgitta"))
    sectioning.review(answer.section, "return", "Siffran stämmer inte.", by=mona)
    db.session.commit()
    (item,) = for_pen_holder(world.actor("birgitta"))
    assert item.title == "Skriv vidare i avsnitt 1"
    assert "Siffran stämmer inte." in item.sentence
    sectioning.finish(answer.section, by=world.actor("birgitta"))
    sectioning.reopen(answer.section, "Ett stycke saknas.", by=mona)
    db.session.commit()
    page = as_(world.nora).get(answer.section.url)
    assert "Mona Ask öppnade avsnittet igen: Ett stycke saknas." in page
    sectioning.finish(answer.section, by=world.actor("birgitta"))
    sectioning.review(answer.section, "return", "En siffra till.", by=mona)
    db.session.commit()
    assert "Mona Ask skickade tillbaka avsnittet: En siffra till." in as_(world.nora).get(
        answer.section.url
    )
