"""Changes of wording are shown together, accepted together, and taken back together."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.drafting.responding import add_section
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.writing.batching import numbers_in
from ideell.writing.deciding import accept, decline
from ideell.writing.models import Block
from ideell.writing.saving import revision_of, write
from ideell.writing.suggestions import Suggestion
from tests.browsing import Browsers
from tests.drafting.builders import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    Answer,
    make_answer,
    make_suggestion,
    write_blocks,
)
from tests.world import World

BETTER = [
    FIRST.replace("statsbidraget", "statens bidrag"),
    SECOND.replace("I en mängd", "I flera"),
    THIRD.replace("större", "tydligare"),
]


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def wordings(world: World, answer: Answer) -> list[Suggestion]:
    """Three changes of wording in three blocks, and one of substance."""
    make_suggestion(world, answer.blocks[3], FOURTH + " Det är bråttom.", kind="substance")
    rows = zip(answer.blocks[:3], BETTER, strict=True)
    return [make_suggestion(world, block, text, kind="language") for block, text in rows]


def page_of(answer: Answer) -> str:
    return f"/svar/{answer.response.id}/sprakforslag"


def queue_of(answer: Answer) -> str:
    return f"/svar/{answer.response.id}/forslag"


def texts(answer: Answer) -> list[str]:
    rows = sa.select(Block).where(Block.text_id == answer.section.text_id)
    return [block.text for block in db.session.scalars(rows.order_by(Block.position))]


def ticked(browser: object, answer: Answer) -> list[str]:
    """The marks of the boxes on the page, all of them ticked."""
    page = browser.get(page_of(answer))  # type: ignore[attr-defined]  # because it is a browser
    boxes = [box for box in page.all("input") if box.get("name") == "forslag"]
    assert all(box.get("checked") is not None for box in boxes)
    return [box.get("value") for box in boxes]


def test_the_queue_says_how_many_wait_and_leads_there(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    page = as_(world.birgitta).get(queue_of(answer))
    assert "3 språkförslag går att godkänna direkt" in page
    assert page_of(answer) in [link.get("href") for link in page.all("a")]
    section = as_(world.birgitta).get(f"{queue_of(answer)}?avsnitt=1")
    assert f"{page_of(answer)}?avsnitt=1" in [link.get("href") for link in section.all("a")]
    assert "språkförslag går att godkänna direkt" not in as_(world.nora).get(queue_of(answer))
    as_(world.nora).get(page_of(answer), status=403)


def test_the_same_suggested_twice_is_two_suggestions_everywhere(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    make_suggestion(world, answer.blocks[0], BETTER[0], who="nora", kind="language")
    birgitta = as_(world.birgitta)
    page = birgitta.get(f"{queue_of(answer)}?avsnitt=1")
    assert "Språk (4)" in page
    assert "4 språkförslag går att godkänna direkt" in page
    assert "Godkänn 4 språkförslag" in birgitta.get(page_of(answer))
    marks = ticked(birgitta, answer)
    assert len(marks) == 3, "those that want the same are accepted as one"
    birgitta.post(page_of(answer), {"forslag": marks})
    page = birgitta.get(f"{queue_of(answer)}?avsnitt=1")
    assert "4 språkförslag är godkända." in page.said()
    assert "Språk (0)" in page


def test_all_are_accepted_at_once_and_undone_at_once(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    birgitta = as_(world.birgitta)
    marks = ticked(birgitta, answer)
    assert len(marks) == 3
    assert "Lars-Erik Sund, Spelmansringen" in birgitta.get(page_of(answer))
    birgitta.post(page_of(answer), {"forslag": marks})
    assert texts(answer)[:3] == BETTER
    page = birgitta.get(queue_of(answer))
    assert "3 språkförslag är godkända." in page.said()
    assert "språkförslag går att godkänna direkt" not in page
    (deed,) = db.session.scalars(sa.select(Deed).filter_by(tag="response.wordings_accepted"))
    birgitta.post(f"/handelser/{deed.id}/atertagande", {"next": queue_of(answer)})
    assert texts(answer)[:3] == [FIRST, SECOND, THIRD]
    assert "3 språkförslag går att godkänna direkt" in birgitta.get(queue_of(answer))


def test_the_number_beside_the_queue_follows_each_decision(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    birgitta, queue = as_(world.birgitta, htmx=True), f"{queue_of(answer)}?avsnitt=1"
    page = birgitta.post(f"/forslag/{wordings[0].id}/antagande", {"next": queue})
    assert "2 språkförslag går att godkänna direkt" in page
    birgitta.post(f"/forslag/{wordings[1].id}/antagande", {"next": queue})
    page = birgitta.post(f"/forslag/{wordings[2].id}/antagande", {"next": queue})
    assert "wordings-left" in [e.get("id") for e in page.tree.iter()]
    assert "språkförslag går att godkänna direkt" not in page


def test_only_what_is_ticked_is_accepted(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    birgitta = as_(world.birgitta)
    marks = ticked(birgitta, answer)
    birgitta.post(f"{page_of(answer)}?avsnitt=1", {"forslag": marks[1:2]})
    assert texts(answer)[:3] == [FIRST, BETTER[1], THIRD]
    assert "Kryssa för minst ett förslag." in birgitta.post(page_of(answer), status=422)


def test_one_taken_back_already_stays_so_when_all_are_taken_back(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    birgitta, by = as_(world.birgitta), world.actor("birgitta")
    birgitta.post(page_of(answer), {"forslag": ticked(birgitta, answer)})
    singles = list(db.session.scalars(sa.select(Deed).filter_by(tag="suggestion.accepted")))
    (deed,) = db.session.scalars(sa.select(Deed).filter_by(tag="response.wordings_accepted"))
    singles[0].undo(by=by)
    deed.undo(by=by)
    db.session.commit()
    assert texts(answer)[:3] == [FIRST, SECOND, THIRD]


def test_there_is_nothing_left_to_take_back(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    birgitta, by = as_(world.birgitta), world.actor("birgitta")
    birgitta.post(page_of(answer), {"forslag": ticked(birgitta, answer)[:1]})
    db.session.scalars(sa.select(Deed).filter_by(tag="suggestion.accepted")).one().undo(by=by)
    deed = db.session.scalars(sa.select(Deed).filter_by(tag="response.wordings_accepted")).one()
    with pytest.raises(RuleBroken, match="redan ångrat"):
        deed.undo(by=by)


def test_what_was_decided_or_changed_meanwhile_is_told_and_waits(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    birgitta, first, second, third = as_(world.birgitta), *wordings
    marks = ticked(birgitta, answer)
    decline([first], "Nej.", by=world.actor("mona"))
    make_suggestion(world, second.block, SECOND.replace("I en mängd", "I många"), who="nora")
    head = revision_of(answer.section.text, answer.section.text.head_id)
    changed = [
        one._replace(text=THIRD.replace("större", "stort")) if one.id == third.block_id else one
        for one in head.standing
    ]
    write(answer.section.text, changed, base=head, by=world.actor("mona"))
    db.session.commit()
    before = texts(answer)
    birgitta.post(page_of(answer), {"forslag": [*marks, "9999-x", "x", "²-y"]})
    assert texts(answer) == before
    said = birgitta.get(queue_of(answer)).said()
    assert "Inget godkändes." in said
    assert "1:1: Mona Ask nekade det" in said
    assert "1:2: Det ändrades medan du läste" in said
    assert "1:3: Texten har ändrats, så det väntar på sin författare." in said


def test_what_came_later_and_what_became_substance_waits(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    birgitta = as_(world.birgitta)
    marks = ticked(birgitta, answer)
    db.session.get(Suggestion, wordings[0].id).kind = "substance"
    later = make_suggestion(
        world, answer.blocks[3], FOURTH.replace("göras", "ske"), kind="language"
    )
    db.session.commit()
    birgitta.post(page_of(answer), {"forslag": marks})
    assert texts(answer) == [FIRST, *BETTER[1:], FOURTH]
    assert "1:1: Det räknas som sak nu" in birgitta.get(queue_of(answer)).said()
    assert db.session.get(Suggestion, later.id).state == "open"


def test_a_section_closed_meanwhile_is_told(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    mona = as_(world.mona)
    section = add_section(answer.response, "Avsnitt två", by=world.actor("mona"))
    db.session.flush()
    (block,) = write_blocks(world, section, "Körerna behöver fler lokaler i länet.", who="mona")
    text = "Körerna behöver flera lokaler i länet."
    make_suggestion(world, block, text, kind="language")
    marks = ticked(mona, answer)
    answer.section.state = "approved"
    db.session.commit()
    mona.post(page_of(answer), {"forslag": marks})
    said = mona.get(queue_of(answer)).said()
    assert "1 språkförslag är godkänt." in said
    assert said.count("Texten går inte att ändra längre") == 3
    db.session.refresh(block)
    assert block.text == text


def test_nothing_to_accept_says_so(as_: Browsers, world: World, answer: Answer) -> None:
    assert "Inga språkförslag väntar" in as_(world.birgitta).get(page_of(answer))


def test_one_undo_says_who_builds_on_it_and_takes_nothing_back(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    birgitta = as_(world.birgitta)
    birgitta.post(page_of(answer), {"forslag": ticked(birgitta, answer)})
    head = revision_of(answer.section.text, answer.section.text.head_id)
    on_top = [
        one._replace(text=one.text.replace("I flera", "I väldigt många")) for one in head.standing
    ]
    write(answer.section.text, on_top, base=head, by=world.actor("mona"))
    db.session.commit()
    before = texts(answer)
    (deed,) = db.session.scalars(sa.select(Deed).filter_by(tag="response.wordings_accepted"))
    with pytest.raises(RuleBroken, match="Mona Ask har ändrat efter dig"):
        deed.undo(by=world.actor("birgitta"))
    db.session.rollback()
    assert texts(answer) == before


def test_a_suggestion_in_another_answer_is_never_told_of(
    as_: Browsers, world: World, answer: Answer, wordings: list[Suggestion]
) -> None:
    assert numbers_in(["12-ab", "x-1", ""]) == {12: "12-ab"}
    accept(wordings[0], by=world.actor("birgitta"))
    db.session.commit()
    strange = db.session.scalar(sa.select(sa.func.max(Suggestion.id))) + 50
    birgitta = as_(world.birgitta)
    birgitta.post(page_of(answer), {"forslag": [f"{strange}-ab"]})
    assert birgitta.get(queue_of(answer)).said().startswith("Inget godkändes.")
