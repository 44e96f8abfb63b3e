"""What cannot be taken back, because somebody built on it, is shown beside what stands now."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.writing.models import Block, Revision
from ideell.writing.suggestions import Suggestion
from tests.browsing import Browser, Browsers
from tests.drafting.builders import THIRD, Answer, make_answer, make_suggestion
from tests.world import World

SHALL = THIRD.replace("bör ta ett större", "ska ta ett samlat")
HUGE = SHALL.replace("samlat", "mycket stort")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def block(answer: Answer) -> Block:
    return answer.blocks[2]


def write(browser: Browser, block: Block, text: str) -> None:
    url = f"/stycken/{block.id}/skriv"
    browser.send(url, url, text=text)


def text_now(block: Block) -> str:
    db.session.refresh(block)
    return block.text


def last(tag: str) -> Deed:
    found = sa.select(Deed).filter_by(tag=tag).order_by(Deed.id.desc())
    deed = db.session.scalars(found).first()
    assert deed is not None
    return deed


def test_a_direct_save_that_was_built_upon(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    birgitta = as_(world.birgitta)
    write(birgitta, block, SHALL)
    write(birgitta, answer.blocks[0], "Ett helt annat första stycke.")
    mine = next(d for d in db.session.scalars(sa.select(Deed).order_by(Deed.id.desc()))
                if d.tag == "text.written" and block.id in
                db.session.get(Revision, d.thing_id).touched)  # fmt: skip
    write(as_(world.mona), block, HUGE)
    answered = birgitta.post(f"/handelser/{mine.id}/atertagande")
    assert answered.response.location == f"/handelser/{mine.id}/bada"
    page = birgitta.get(f"/handelser/{mine.id}/bada")
    assert "Mona Ask har ändrat efter dig" in page
    for words in ("Det du gjorde", "Så står det nu", "Så var det före din ändring", THIRD):
        assert words in page
    assert "Ett helt annat" not in page, "only what somebody built on is shown"
    assert text_now(block) == HUGE
    birgitta.send(f"/handelser/{mine.id}/bada", f"/handelser/{mine.id}/bada")
    assert text_now(block) == THIRD
    page = birgitta.get(answer.section.url)
    assert "Texten är som den var före din ändring." in page.said()
    db.session.expire_all()
    assert not db.session.get(Deed, mine.id).can_be_undone
    birgitta.post(f"/handelser/{last('text.written').id}/atertagande")
    assert text_now(block) == HUGE


def test_with_htmx_the_page_is_led_to(as_: Browsers, world: World, block: Block) -> None:
    write(as_(world.birgitta), block, SHALL)
    mine = last("text.written")
    write(as_(world.mona), block, HUGE)
    answered = as_(world.birgitta, htmx=True).post(f"/handelser/{mine.id}/atertagande", status=204)
    assert answered.response.headers["HX-Redirect"] == f"/handelser/{mine.id}/bada"


def test_an_accepted_suggestion_is_open_again_when_its_text_is_taken_back(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    birgitta = as_(world.birgitta)
    birgitta.post(f"/forslag/{made.id}/antagande")
    write(as_(world.mona), block, HUGE)
    deed = last("suggestion.accepted")
    birgitta.post(f"/handelser/{deed.id}/atertagande")
    birgitta.send(f"/handelser/{deed.id}/bada", f"/handelser/{deed.id}/bada")
    assert text_now(block) == THIRD
    assert db.session.get(Suggestion, made.id).state == "open"
    review = birgitta.get(f"/svar/{answer.response.id}/forslag?avsnitt=1")
    assert "Godkänn" in review
    back = next(f.get("action") for f in review.all("form") if "atertagande" in f.get("action"))
    birgitta.post(back)
    assert text_now(block) == HUGE
    again = db.session.get(Suggestion, made.id)
    assert (again.state, again.decided_by_id) == ("accepted", world.birgitta.id)
    assert again.result_revision_id is not None
    review = birgitta.get(f"/svar/{answer.response.id}/forslag?avsnitt=1")
    assert f"/forslag/{made.id}/oversyn" not in review.text, "its author is not asked to look again"


def test_a_block_removed_since_can_come_back(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    birgitta, mona = as_(world.birgitta), as_(world.mona)
    write(birgitta, block, SHALL)
    mine = last("text.written")
    mona.send(f"/stycken/{block.id}/skriv", f"/stycken/{block.id}/borttagning")
    birgitta.post(f"/handelser/{mine.id}/atertagande")
    assert "Stycket är borttaget." in birgitta.get(f"/handelser/{mine.id}/bada")
    birgitta.send(f"/handelser/{mine.id}/bada", f"/handelser/{mine.id}/bada")
    assert text_now(block) == THIRD
    assert block.removed_at is None


def test_a_new_block_that_was_built_upon_goes_again(
    as_: Browsers, world: World, answer: Answer
) -> None:
    birgitta = as_(world.birgitta)
    url = f"/texter/{answer.section.text_id}/stycken"
    birgitta.send(url, url, text="Ett alldeles nytt stycke.")
    mine = last("text.written")
    (new,) = db.session.scalars(sa.select(Block).filter_by(text="Ett alldeles nytt stycke."))
    write(as_(world.mona), new, "Ett alldeles nytt stycke av Mona.")
    birgitta.post(f"/handelser/{mine.id}/atertagande")
    assert "Stycket fanns inte." in birgitta.get(f"/handelser/{mine.id}/bada")
    birgitta.send(f"/handelser/{mine.id}/bada", f"/handelser/{mine.id}/bada")
    db.session.refresh(new)
    assert new.removed_at is not None


def test_where_nothing_builds_on_it_there_are_not_two_to_show(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    birgitta = as_(world.birgitta)
    write(birgitta, block, SHALL)
    mine = last("text.written")
    at = answer.section.url
    assert birgitta.get(f"/handelser/{mine.id}/bada", status=303).response.location == at
    assert birgitta.post(f"/handelser/{mine.id}/bada").response.location == at
    birgitta.post(f"/stycken/{block.id}/klart")
    done = last("block.done")
    birgitta.get(f"/handelser/{done.id}/bada", status=303)
    as_(world.mona).get(f"/handelser/{mine.id}/bada", status=404)


def test_who_may_no_longer_write_sees_both_and_leaves_it(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    birgitta = as_(world.birgitta)
    write(birgitta, block, SHALL)
    mine = last("text.written")
    write(as_(world.mona), block, HUGE)
    answer.section.state = "review"
    db.session.commit()
    page = birgitta.get(f"/handelser/{mine.id}/bada")
    assert "Låt det stå som nu" in page
    assert "Ta tillbaka texten" not in page
    birgitta.post(f"/handelser/{mine.id}/bada", status=409)
    assert text_now(block) == HUGE
