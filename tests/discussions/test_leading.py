"""What those who lead a discussion do: sum up, end, open, pin, rename, move."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.discussions import starting
from ideell.discussions.models import Thread
from ideell.discussions.summaries import ThreadSummary
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.people.sharing import Room
from tests.browsing import Browsers
from tests.discussions.builders import make_thread, say
from tests.world import World


def latest(tag: str) -> Deed:
    return db.session.scalars(
        sa.select(Deed).where(Deed.tag == tag).order_by(Deed.id.desc())
    ).first()


def take_back(as_: Browsers, person: object, tag: str, status: int = 303) -> None:
    as_(person).post(f"/handelser/{latest(tag).id}/atertagande", status=status)


def again() -> Thread:
    return db.session.scalars(sa.select(Thread).order_by(Thread.id)).first()


def test_the_summary_stands_on_top_and_becomes_the_outcome(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=2)
    anna, url = as_(world.anna), f"{thread.url}/sammanfattning"
    anna.send(thread.url + "/sammanfattning", url, summary="- Alla vill ha en *schablon*.")
    page = as_(world.larserik).get(thread.url)
    assert "Sammanfattning" in page
    assert "Skriven av Anna Ek, Körbygden" in page
    anna.send(f"{thread.url}/avslut", f"{thread.url}/avslut", summary="Det blev en schablon.")
    page = as_(world.larserik).get(thread.url)
    assert "Utfall" in page
    assert "Det blev en schablon." in page
    assert "Diskussionen är avslutad." in page
    assert not any(form.get("action") == f"{thread.url}/inlagg" for form in page.all("form"))
    history = as_(world.larserik).get(f"{thread.url}/sammanfattningar")
    assert "Alla vill ha en" in history


def test_a_post_sent_to_a_closed_discussion_keeps_its_text(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    larserik, action = as_(world.larserik), f"{thread.url}/inlagg"
    fields = larserik.get(thread.url).form(action) | {"body": "Ett sent svar"}
    starting.close(again(), "Klart.", by=world.actor("anna"))
    db.session.commit()
    page = larserik.post(action, fields, status=409)
    assert "avslutades medan du skrev" in page
    assert "Ett sent svar" in larserik.get(thread.url).text
    assert "Ett sent svar" not in as_(world.mona).get(thread.url).text
    assert "Ett sent svar" in page


@pytest.mark.parametrize(
    ("act", "tag", "before"),
    [("avslut", "thread.closed", "open"), ("oppning", "thread.reopened", "closed")],
)
def test_ending_and_opening_are_taken_back(
    world: World, as_: Browsers, act: str, tag: str, before: str
) -> None:
    thread = make_thread(world)
    if before == "closed":
        starting.close(thread, "Klart.", by=world.actor("mona"))
        db.session.commit()
    mona = as_(world.mona)
    if act == "avslut":
        mona.send(f"{thread.url}/avslut", f"{thread.url}/avslut", summary="Klart.")
    else:
        mona.post(f"{thread.url}/oppning")
    assert again().state != before
    take_back(as_, world.mona, tag)
    assert again().state == before


def test_what_is_done_twice_says_so(world: World) -> None:
    thread, mona = make_thread(world), world.actor("mona")
    with pytest.raises(RuleBroken, match="redan öppen"):
        starting.reopen(thread, by=mona)
    starting.close(thread, "", by=mona)
    with pytest.raises(RuleBroken, match="redan avslutad"):
        starting.close(thread, "", by=mona)
    with pytest.raises(RuleBroken, match="redan där"):
        starting.move(thread, starting.room_of(thread), by=mona)


def test_a_summary_is_taken_back_unless_another_stands(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    for text in ("Den första.", "Den andra."):
        as_(world.anna).send(
            f"{thread.url}/sammanfattning", f"{thread.url}/sammanfattning", summary=text
        )
    take_back(as_, world.anna, "thread.summed_up")
    assert again().summary == "Den första."
    first = db.session.scalars(sa.select(Deed).where(Deed.tag == "thread.summed_up")).first()
    as_(world.anna).post(f"/handelser/{first.id}/atertagande", status=409)
    assert len(db.session.scalars(sa.select(ThreadSummary)).all()) == 3


def test_a_title_is_changed_and_taken_back(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    url = f"{thread.url}/rubrik"
    as_(world.anna).send(url, url, title="En annan rubrik")
    assert again().title == "En annan rubrik"
    take_back(as_, world.anna, "thread.renamed")
    assert again().title == "Hur räknar vi ideella timmar?"
    assert "Skriv en rubrik." in as_(world.anna).send(url, url, status=422, title="")


def test_a_pin_is_put_and_taken_back(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    mona = as_(world.mona)
    mona.post(f"{thread.url}/fast")
    assert again().is_pinned
    take_back(as_, world.mona, "thread.pinned")
    assert not again().is_pinned
    as_(world.anna).post(f"{thread.url}/fast", status=403)


def test_a_move_shows_first_who_gains_and_who_loses(world: World, as_: Browsers) -> None:
    thread = make_thread(world, "tove", owner="korbygden", audience="own")
    tove, url = as_(world.tove), f"{thread.url}/flytt"
    page = tove.get(url)
    assert "Bara de som hör till Körbygden ser det." in page
    assert "Ändra så" not in page
    assert "Så är det redan." in tove.get(f"{url}?room={world.korbygden.id}-own")
    page = tove.get(f"{url}?room={world.samklang.id}-members")
    assert "Nya som ser det" in page
    assert "Lars-Erik Sund" in page
    assert "Ingen slutar se det." in page
    tove.post(url, page.form(url))
    assert starting.room_of(again()) == Room(world.samklang.id, "members")
    assert "Nu ser alla i Samklang" in tove.get(thread.url).said()
    as_(world.larserik).get(thread.url)
    take_back(as_, world.tove, "thread.moved")
    as_(world.larserik).get(thread.url, status=404)


def test_a_move_out_of_ones_own_sight_ends_at_the_list(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    anna, url = as_(world.anna), f"{thread.url}/flytt"
    anna.send(f"{url}?room={world.korbygden.id}-own", url)
    assert again().owner_org_id == world.korbygden.id
    as_(world.mona).get(thread.url, status=404)
    refused = anna.post(url, {"room": f"{world.norrvik.id}-own"}, status=422)
    assert "Välj vilka som ska se det." in refused


def test_what_others_have_said_is_not_carried_off(world: World, as_: Browsers) -> None:
    thread, anna = make_thread(world), world.actor("anna")
    own, url = Room(world.korbygden.id, "own"), f"{thread.url}/flytt"
    first = starting.move(thread, own, by=anna)
    db.session.commit()
    first.undo(by=anna)
    wide = starting.move(thread, Room(world.samklang.id, "network"), by=anna)
    say(world, thread, "Lars-Eriks viktiga ord")
    for act in (lambda: starting.move(thread, own, by=anna), lambda: wide.undo(by=anna)):
        with pytest.raises(RuleBroken, match="Be den som leder den"):
            act()
        db.session.rollback()
    as_(world.anna).get(url, status=403)
    assert "Ändra vilka som ser den" not in as_(world.anna).get(thread.url)
    assert "Ändra vilka som ser den" in as_(world.mona).get(thread.url)
    as_(world.mona).send(f"{url}?room={world.samklang.id}-members", url)
    assert starting.room_of(again()) == Room(world.samklang.id, "members")


def test_an_outcome_stands_though_its_words_were_a_summary_first(world: World) -> None:
    thread, mona = make_thread(world), world.actor("mona")
    summed = starting.sum_up(thread, "Utfallet", by=mona)
    starting.close(thread, "Utfallet", by=mona)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        summed.undo(by=mona)
    assert thread.summary == "Utfallet"


def test_a_pin_is_what_one_asked_for_and_undone_by_nobody_else(world: World, as_: Browsers) -> None:
    thread, mona = make_thread(world), world.actor("mona")
    action = f"{thread.url}/fast"
    kerstin = as_(world.kerstin)
    seen_before = kerstin.get(thread.url).form(action)
    as_(world.mona).send(thread.url, action)
    assert "står redan överst" in kerstin.post(action, seen_before, status=409)
    assert again().is_pinned
    first = latest("thread.pinned")
    page = kerstin.get(thread.url)
    assert "Ta bort från toppen" in page
    kerstin.post(action, page.form(action))
    assert not again().is_pinned
    with pytest.raises(RuleBroken, match="står inte överst"):
        starting.pin(thread, on=False, by=mona)
    starting.pin(thread, by=world.actor("kerstin"))
    db.session.commit()
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        first.undo(by=mona)
    assert thread.is_pinned


def test_a_post_taken_back_lets_the_thread_stand_where_it_stood(world: World) -> None:
    from ideell.discussions.posting import withdraw

    thread = make_thread(world)
    post = say(world, thread, "Hej")
    withdraw(post, deed=post.deed, by=world.actor("larserik"))
    assert again().last_at == again().made_at


def test_a_discussion_is_taken_back_until_somebody_answers(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    say(world, thread, "Hej", who="anna")
    url = thread.url
    take_back(as_, world.anna, "thread.started")
    as_(world.anna).get(url, status=404)
    assert thread.title not in as_(world.anna).get("/diskussioner")
    assert "Inlägg av" not in as_(world.anna).get("/sok?q=hej")
    second = make_thread(world)
    say(world, second, "Ett svar")
    take_back(as_, world.anna, "thread.started", status=409)
    as_(world.anna).get(second.url)


def test_the_form_of_ending_leads_back_where_it_is_ended(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    starting.close(thread, "Vi räknar resor.", by=world.actor("anna"))
    db.session.commit()
    anna = as_(world.anna)
    assert anna.get(f"{thread.url}/avslut", status=303).response.location.endswith(thread.url)
    assert "Diskussionen är redan avslutad." in anna.get(thread.url).said()
