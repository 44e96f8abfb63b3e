"""What became of comments: folded with a word, opened again, withdrawn, announced to others."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.consultations.talk import text_of
from ideell.extensions import db
from ideell.writing import rearranging, talking
from ideell.writing.comments import Comment, Conversation
from tests.browsing import Browsers
from tests.drafting.builders import SECOND, Answer, make_answer
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def said(world: World, answer: Answer) -> Comment:
    made = talking.comment(
        answer.section.text, "Nämn biblioteken.", by=world.actor("nora"), block=answer.blocks[1]
    )
    db.session.commit()
    return made


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_a_view_is_folded_with_what_became_of_it_and_both_ways_are_undone(
    as_: Browsers, world: World, answer: Answer, said: Comment, htmx: bool
) -> None:
    path = f"/samtal/{said.conversation_id}/klart"
    pen = as_(world.birgitta, htmx=htmx)
    form = pen.get(path).form(path)
    assert form["outcome"] == ""
    pen.post(path, form | {"outcome": "partly", "note": "Står nu i 1:3."})
    page = as_(world.nora).get(answer.section.url)
    assert "Klar: Birgitta Lind" in page
    assert "Delvis beaktad: Står nu i 1:3." in page
    assert "Nämn biblioteken." in page
    nora = as_(world.nora)
    nora.send(answer.section.url, f"/samtal/{said.conversation_id}/oppning")
    talk = db.session.get(Conversation, said.conversation_id)
    assert (talk.state, talk.outcome, talk.outcome_note) == ("open", None, "")
    deed = db.session.scalars(sa.select(Deed).order_by(Deed.id.desc())).first()
    nora.post(f"/handelser/{deed.id}/atertagande")
    assert "Delvis beaktad: Står nu i 1:3." in as_(world.nora).get(answer.section.url)


def test_what_is_no_view_is_simply_done(
    as_: Browsers, world: World, answer: Answer, said: Comment
) -> None:
    path = f"/samtal/{said.conversation_id}/klart"
    pen = as_(world.birgitta)
    long = pen.send(path, path, note="x" * 9000, status=422)
    assert "9" in long
    pen.send(path, path, outcome="hittepå")
    page = as_(world.nora).get(answer.section.url)
    assert "Klar: Birgitta Lind" in page
    assert "eaktad" not in page


def test_a_withdrawn_comment_leaves_a_line(
    as_: Browsers, world: World, answer: Answer, said: Comment
) -> None:
    talking.comment(
        answer.section.text, "Jag håller med.", by=world.actor("larserik"), block=answer.blocks[1]
    )
    deed = said.deed
    deed.undo(by=world.actor("nora"))
    db.session.commit()
    page = as_(world.mona).get(answer.section.url)
    assert "Nora Norr tog tillbaka sin kommentar." in page
    assert "Nämn biblioteken." not in page.text
    assert "Jag håller med." in page


def test_a_comment_on_a_block_that_was_joined_says_what_it_was_about(
    as_: Browsers, world: World, answer: Answer, said: Comment
) -> None:
    rearranging.join(answer.blocks[1], "after", text=None, base=None, by=world.actor("mona"))
    db.session.commit()
    page = as_(world.nora).get(answer.section.url)
    assert f"sedan kommentaren: ”{SECOND}”" in page or f"Då stod det: ”{SECOND}”" in page
    assert "Nämn biblioteken." in page


def test_comments_on_a_part_of_the_report_are_announced_and_folded(
    as_: Browsers, world: World, answer: Answer
) -> None:
    url = f"/remisser/{answer.consultation.id}/kapitel/{answer.proposal.id}"
    page = as_(world.mona).get(url)
    (line,) = [e for e in page.all("div") if e.get("id") == "new-comments"]
    ask = line.get("hx-get")
    browser = as_(world.mona, htmx=True)
    browser.get(ask, status=204)
    nora = world.actor("nora")
    for number in range(5):
        talking.comment(text_of(answer.proposal), f"Kommentar {number}.", by=nora)
    db.session.commit()
    told = browser.get(ask)
    assert "5 nya kommentarer sedan du öppnade sidan." in told
    (line,) = [e for e in told.all("div") if e.get("id") == "new-comments"]
    browser.get(line.get("hx-get"), status=204)
    (link,) = [e for e in told.all("a") if e.get("id") == "show-new"]
    page = as_(world.mona).get(link.get("href").partition("#")[0])
    assert "Visa 2 äldre" in page
    assert as_(world.mona).get(ask, status=303).response.location.endswith("#talk")
    talk = db.session.scalar(sa.select(Conversation))
    path = f"/samtal/{talk.id}/klart"
    assert "Klar med den här" in page
    assert "Klar med den här" not in as_(world.nora).get(url)
    as_(world.mona).send(path, path, outcome="taken")
    page = as_(world.nora).get(url)
    assert "Beaktad" in page
    as_(world.nora).send(url, f"/samtal/{talk.id}/oppning")
    assert db.session.scalar(sa.select(Conversation.state)) == "open"
