"""A suggestion that no longer fits goes back to its author, who sees everything side by side."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.clock import as_of, now
from ideell.foundation.rules import RuleBroken
from ideell.foundation.waiting import waiting_for
from ideell.writing.deciding import AlreadyDecided, accept, decline
from ideell.writing.looking_over import best_attempt, panes_of, send_again
from ideell.writing.models import Block
from ideell.writing.saving import revision_of
from ideell.writing.suggestions import Suggestion
from ideell.writing.supporting import keep_supporting, oppose, support
from tests.browsing import Browsers
from tests.drafting.builders import FIRST, THIRD, Answer, make_answer, make_suggestion
from tests.world import World

CLEAR = THIRD.replace("större", "tydligt")
SHALL = THIRD.replace("större", "samlat").replace("kostnaderna.", "kostnaderna för värme.")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def block(answer: Answer) -> Block:
    return answer.blocks[2]


@pytest.fixture
def stale(world: World, as_: Browsers, block: Block) -> Suggestion:
    """Lars-Erik's suggestion, whose words Mona has changed."""
    made = make_suggestion(world, block, SHALL)
    write_directly(as_, world, block, CLEAR)
    db.session.refresh(made)
    return made


def write_directly(as_: Browsers, world: World, block: Block, text: str) -> None:
    url = f"/stycken/{block.id}/skriv"
    as_(world.mona).send(url, url, text=text)


def remove(as_: Browsers, world: World, block: Block) -> None:
    as_(world.mona).send(f"/stycken/{block.id}/skriv", f"/stycken/{block.id}/borttagning")


def over(one: Suggestion) -> str:
    return f"/forslag/{one.id}/oversyn"


def test_it_waits_for_its_author_and_for_nobody_else(
    as_: Browsers, world: World, answer: Answer, stale: Suggestion
) -> None:
    assert stale.state == "review_needed"
    page = as_(world.larserik).get("/")
    assert "Se över ditt förslag till 1:3" in page
    assert over(stale) in [link.get("href") for link in page.all("a")]
    assert "Se över" not in as_(world.nora).get("/")
    answer.section.state = "approved"
    db.session.commit()
    assert "Se över" not in as_(world.larserik).get("/")


def test_several_that_wait_are_told_apart_and_said_why(
    as_: Browsers, world: World, stale: Suggestion, block: Block
) -> None:
    make_suggestion(world, block, CLEAR.replace("tydligt", "samlat"))
    make_suggestion(world, block, "", op="remove")
    make_suggestion(world, block, "Vi säger det igen.", op="insert_after")
    page = as_(world.larserik).get("/")
    assert "Texten har ändrats sedan du skrev det." in page
    remove(as_, world, block)
    page = as_(world.larserik).get("/")
    for gist in (
        "lägg till ”för värme” efter ”kostnaderna”", "byt ”tydligt” mot ”samlat”",
        "ta bort stycket", "”Vi säger det igen.”",
    ):  # fmt: skip
        assert f"Se över ditt förslag till 1:3: {gist}" in page
    assert "Stycket är borttaget, men ditt förslag finns kvar." in page
    assert "Texten har ändrats" not in page


def test_three_panes_and_a_best_attempt(
    as_: Browsers, world: World, stale: Suggestion, block: Block
) -> None:
    page = as_(world.larserik).get(over(stale))
    for title in ("Det du såg", "Så står det nu", "Det du föreslog"):
        assert title in page
    assert "Mona Ask ändrade" in page
    assert "I ord: 1 ställe byts ut." in page
    text = page.form(over(stale))["text"]
    assert text == SHALL
    assert "för värme" in text


def test_what_fits_is_carried_into_the_text_of_today(
    as_: Browsers, world: World, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    write_directly(as_, world, block, CLEAR.replace("Bidraget bör", "Stödet ska"))
    db.session.refresh(made)
    assert best_attempt(made) == SHALL.replace("Bidraget bör", "Stödet ska")


def test_who_disagrees_is_not_said_to_agree(as_: Browsers, world: World, stale: Suggestion) -> None:
    oppose(stale, "Det blir för dyrt.", by=world.actor("nora"))
    db.session.commit()
    page = as_(world.larserik).get(over(stale))
    assert "håller inte med: ”Det blir för dyrt.”" in page
    assert "De som håller med" not in page


def test_sent_again_it_is_the_same_suggestion_with_its_supporters(
    as_: Browsers, world: World, answer: Answer, stale: Suggestion, block: Block
) -> None:
    support(stale, by=world.actor("nora"))
    db.session.commit()
    lars = as_(world.larserik)
    wanted = CLEAR.replace("tydligt", "tydligt och samlat")
    lars.send(over(stale), over(stale), text=wanted, why="Båda behövs.")
    assert "De som håller med får veta det" in lars.get(answer.section.url).said()
    (one,) = db.session.scalars(sa.select(Suggestion))
    assert (one.id, one.state, one.base_text, one.text) == (stale.id, "open", CLEAR, wanted)
    assert one.why == "Båda behövs."
    assert [wording.text for wording in one.earlier] == [SHALL]
    assert len(one.supports) == 1
    nora = as_(world.nora)
    assert "Läs om förslaget till 1:3" in nora.get("/")
    page = nora.get(f"/svar/{answer.response.id}/forslag?avsnitt=1")
    assert "såg över förslaget och skickade det på nytt" in page
    assert "Alliansen Norrvik höll med om den tidigare lydelsen" in page
    with as_of(now() + timedelta(minutes=5)):
        nora.send(
            f"/svar/{answer.response.id}/forslag?avsnitt=1", f"/forslag/{one.id}/fortsatt-stod"
        )
    assert "Läs om förslaget" not in nora.get("/")
    accept(db.session.get(Suggestion, one.id), by=world.actor("birgitta"))
    db.session.commit()
    assert db.session.get(Block, block.id).text == wanted


def test_sending_again_can_be_undone(
    as_: Browsers, world: World, answer: Answer, stale: Suggestion
) -> None:
    lars = as_(world.larserik)
    lars.send(over(stale), over(stale), text=CLEAR + " Ja.")
    page = lars.get(answer.section.url)
    undo = next(f.get("action") for f in page.all("form") if "atertagande" in f.get("action"))
    lars.post(undo)
    (one,) = db.session.scalars(sa.select(Suggestion))
    assert (one.state, one.text, one.base_text) == ("review_needed", SHALL, THIRD)
    assert one.earlier == []


def test_undoing_is_refused_when_it_is_decided_or_sent_once_more(
    as_: Browsers, world: World, stale: Suggestion
) -> None:
    by = world.actor("larserik")
    base = revision_of(stale.host_text, stale.host_text.head_id)
    first = send_again(stale, CLEAR + " Ja.", "", base=base, by=by)
    second = send_again(stale, CLEAR + " Nej.", "", base=base, by=by)
    with pytest.raises(RuleBroken, match="efter dig"):
        first.undo(by=by)
    with pytest.raises(RuleBroken, match="redan så"):
        send_again(stale, CLEAR, "", base=base, by=by)
    decline([stale], "Nej.", by=world.actor("birgitta"))
    with pytest.raises(AlreadyDecided, match="nekade"):
        second.undo(by=by)


def test_the_text_changed_once_more_meanwhile_is_told(
    as_: Browsers, world: World, stale: Suggestion, block: Block
) -> None:
    lars = as_(world.larserik)
    form = lars.get(over(stale)).form(over(stale))
    write_directly(as_, world, block, THIRD.replace("större", "enormt"))
    quick = as_(world.larserik, htmx=True)
    draft = quick.post(f"{over(stale)}/utkast", form | {"csrf_token": quick.token()}, status=200)
    assert "Mona har sparat en ny text under tiden" in draft
    answer = lars.post(over(stale), form)
    assert answer.response.location == over(stale)
    page = lars.get(over(stale))
    assert "Texten ändrades igen medan du skrev" in page.said()
    assert "enormt" in page
    assert db.session.scalars(sa.select(Suggestion)).one().base_text == CLEAR


def test_what_cannot_be_sent_says_why_and_keeps_the_text(
    as_: Browsers, world: World, stale: Suggestion
) -> None:
    lars = as_(world.larserik)
    form = lars.get(over(stale)).form(over(stale))
    assert "Rutan är tom" in lars.post(over(stale), form | {"text": " "}, status=422)
    assert "Texten är redan så" in lars.post(over(stale), form | {"text": CLEAR}, status=422)
    long = lars.post(over(stale), form | {"text": "x" * 20_001}, status=422)
    assert "Texten är för lång" in long
    assert "x" * 20_001 in long.text


def test_the_change_is_shown_while_one_writes_and_a_draft_is_kept(
    as_: Browsers, world: World, stale: Suggestion
) -> None:
    lars, quick = as_(world.larserik), as_(world.larserik, htmx=True)
    form = lars.get(over(stale)).form(over(stale)) | {"text": CLEAR + " Helt nya ord."}
    mine = form | {"csrf_token": quick.token()}
    assert "Helt nya ord." in quick.post(f"{over(stale)}/jamforelse", mine, status=200)
    assert "Helt nya ord." in lars.post(f"{over(stale)}/jamforelse", form, status=200)
    lars.post(f"{over(stale)}/utkast", form)
    page = lars.get(over(stale))
    assert "Utkastet är sparat" in page.said()
    assert page.form(over(stale))["text"] == CLEAR + " Helt nya ord."
    lars.post(over(stale), page.form(over(stale)))
    assert "Ditt utkast" not in lars.get(over(stale))
    assert "inget att se över" in lars.get(over(stale))


def test_decided_meanwhile_is_told_and_the_text_kept(
    as_: Browsers, world: World, stale: Suggestion
) -> None:
    lars = as_(world.larserik)
    form = lars.get(over(stale)).form(over(stale)) | {"text": "Mina nya ord om ansvaret."}
    decline([db.session.get(Suggestion, stale.id)], "Nej.", by=world.actor("mona"))
    db.session.commit()
    page = lars.post(over(stale), form, status=409)
    assert "Mona Ask nekade det" in page
    assert "Mina nya ord om ansvaret." in page.text
    assert "Mona Ask nekade det" in lars.get(over(stale))


def test_whoever_decides_sees_it_too_and_accepts_the_attempt_with_changes(
    as_: Browsers, world: World, stale: Suggestion, block: Block
) -> None:
    birgitta = as_(world.birgitta)
    page = birgitta.get(over(stale))
    assert "Lars-Eriks förslag till 1:3" in page
    assert "Det Lars-Erik såg" in page
    assert "Skicka på nytt" not in page
    birgitta.post(over(stale), {"text": "x"}, status=403)
    url = f"/forslag/{stale.id}/andring"
    assert birgitta.get(url).form(url)["text"] == SHALL
    birgitta.send(url, url)
    assert db.session.get(Block, block.id).text == SHALL
    as_(world.nora).get(over(stale), status=403)


def test_a_suggestion_whose_block_is_gone_becomes_a_new_block_or_is_withdrawn(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    remove(as_, world, block)
    lars = as_(world.larserik)
    page = lars.get(over(made))
    assert "Stycket är borttaget." in page
    assert "som ett nytt stycke efter 1:2" in page
    assert page.form(over(made))["text"] == SHALL
    lars.send(over(made), over(made))
    (one,) = db.session.scalars(sa.select(Suggestion))
    assert (one.state, one.op, one.block.label) == ("open", "insert_after", "1:2")
    accept(one, by=world.actor("birgitta"))
    db.session.commit()
    assert SHALL in as_(world.nora).get(answer.section.url)


def test_whoever_decides_puts_it_in_as_a_new_block(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    remove(as_, world, block)
    birgitta = as_(world.birgitta)
    assert "Lägg till som ett nytt stycke" in birgitta.get(over(made))
    assert "Lägg till som nytt stycke" in birgitta.get(f"/svar/{answer.response.id}/forslag")
    url = f"/forslag/{made.id}/andring"
    birgitta.send(url, url)
    texts = [
        one.text for one in db.session.get(type(answer.section), answer.section.id).text.blocks
    ]
    assert texts[2] == SHALL


def test_a_removal_of_what_is_gone_is_only_withdrawn(
    as_: Browsers, world: World, block: Block
) -> None:
    made = make_suggestion(world, block, "", op="remove")
    remove(as_, world, block)
    page = as_(world.larserik).get(over(made))
    assert "redan gjort" in page
    assert "Ta tillbaka" in page
    with pytest.raises(RuleBroken, match="inget att ändra"):
        send_again(
            db.session.get(Suggestion, made.id), "", "", base=None, by=world.actor("larserik")
        )


def test_a_removal_of_a_changed_block_is_asked_for_again(
    as_: Browsers, world: World, block: Block
) -> None:
    made = make_suggestion(world, block, "", op="remove")
    write_directly(as_, world, block, CLEAR)
    lars = as_(world.larserik)
    assert "Vill du fortfarande" in lars.get(over(made))
    lars.send(over(made), over(made), why="Stycket behövs inte.")
    (one,) = db.session.scalars(sa.select(Suggestion))
    assert (one.state, one.base_text) == ("open", CLEAR)


def test_where_no_block_is_left_there_is_nothing_to_put_it_after(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    words = make_suggestion(world, block, "Skriv om körerna.", op="words")
    for one in answer.blocks[1:]:
        remove(as_, world, one)
    assert panes_of(db.session.get(Suggestion, made.id)).neighbour.text == FIRST
    by = world.actor("larserik")
    sent = db.session.get(Suggestion, words.id)
    send_again(sent, "Skriv om körerna.", "", base=None, by=by)
    assert (sent.op, sent.block.text, sent.state) == ("words", FIRST, "open")
    db.session.rollback()
    remove(as_, world, answer.blocks[0])
    assert "inga stycken kvar" in as_(world.larserik).get(over(made))


def test_agreeing_anew_is_agreeing(world: World, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    keep_supporting(made, by=world.actor("nora"))
    assert [one.organisation_id for one in made.supports] == [world.norrvik.id]


def test_a_part_that_collided_goes_back_and_the_rest_is_accepted(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    chosen = make_suggestion(world, block, CLEAR, who="nora")
    other = make_suggestion(world, block, SHALL)
    birgitta = as_(world.birgitta)
    queue = f"/svar/{answer.response.id}/forslag?avsnitt=1"
    birgitta.post(f"/forslag/{chosen.id}/antagande", {"vald": str(chosen.id)})
    page = birgitta.get(queue)
    assert "En del av förslaget får inte plats längre" in page
    assert "Byt ”större” mot ”samlat”." in page
    assert "Godkänn resten" in page
    birgitta.send(queue, f"/forslag/{other.id}/antagande")
    page = birgitta.get(queue)
    assert "Det som inte fick plats är kvar hos Lars-Erik" in page.said()
    (undo, *_others) = [f.get("action") for f in page.all("form") if "atertag" in f.get("action")]
    after = CLEAR.replace("kostnaderna.", "kostnaderna för värme.")
    assert db.session.get(Block, block.id).text == after
    assert db.session.get(Suggestion, other.id).state == "review_needed"
    assert best_attempt(db.session.get(Suggestion, other.id)) == SHALL
    assert "Godkänn resten" not in page
    birgitta.post(undo)
    assert db.session.get(Block, block.id).text == CLEAR
    assert "Godkänn resten" in birgitta.get(queue)
    page = as_(world.birgitta, htmx=True).post(f"/forslag/{other.id}/antagande", {"next": queue})
    ids = [e.get("id") for e in page.tree.iter() if e.get("id")]
    assert {f"decided-{other.id}", f"suggestion-{other.id}"} <= set(ids)
    assert "En del godkänd" in page


def test_strangers_have_nothing_to_look_over(world: World) -> None:
    from ideell.foundation.actor import STRANGER

    assert waiting_for(STRANGER) == []
