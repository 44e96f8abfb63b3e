"""Hiding with a reason, reporting, and the log that everybody can read."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.activity.notices import waiting_notices
from ideell.discussions import moderating, starting
from ideell.discussions.log import open_reports
from ideell.discussions.models import Post
from ideell.discussions.reports import PostReport
from ideell.discussions.waiting import reported
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from tests.browsing import Browsers
from tests.discussions.builders import make_thread, say
from tests.world import World, make_person

LOG = "/diskussioner/moderering"


def undo(by: object, tag: str) -> None:
    deeds = db.session.scalars(sa.select(Deed).where(Deed.tag == tag).order_by(Deed.id.desc()))
    deeds.first().undo(by=by)
    db.session.commit()


def test_a_hidden_post_is_told_of_and_seen_by_its_author_alone(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    post = say(world, thread, "Något grovt")
    url = f"/inlagg/{post.id}/doljande"
    mona = as_(world.mona)
    assert "Skriv ett kort skäl." in mona.send(url, url, status=422, reason="")
    mona.send(url, url, reason="Det är personangrepp.")
    page = as_(world.anna).get(thread.url)
    assert "Dolt av den som leder: Det är personangrepp." in page
    assert "Något grovt" not in page
    assert "Något grovt" in as_(world.larserik).get(thread.url)
    page = as_(world.anna).get(f"/inlagg/{post.id}", status=403)
    assert "Inlägget är dolt av den som leder diskussionen: " in page
    assert "personangrepp" in page.text.casefold()
    assert "Något grovt" not in page
    assert "Något grovt" in as_(world.mona).get(f"/inlagg/{post.id}")
    (item,) = waiting_notices(world.actor("larserik"))
    assert "personangrepp" in item.sentence
    assert "Läs varför ditt inlägg doldes" in as_(world.larserik).get("/")
    as_(world.anna).get(url, status=403)


def test_the_log_says_who_hid_what_and_why_to_those_who_see_it(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    post = say(world, thread, "Något grovt")
    moderating.hide(post, "Personangrepp.", by=world.actor("mona"))
    db.session.commit()
    page = as_(world.anna).get(LOG)
    assert "Mona Ask dolde ett inlägg" in page
    assert "Skäl: Personangrepp." in page
    assert "Något grovt" not in page
    assert "Inget är dolt" in as_(world.ulla).get(LOG)
    as_(world.mona).post(f"/inlagg/{post.id}/visning")
    assert "visade ett inlägg igen" in as_(world.anna).get(LOG)
    assert "Något grovt" in as_(world.anna).get(thread.url)


def test_the_log_has_pages(world: World, as_: Browsers) -> None:
    thread, mona = make_thread(world), world.actor("mona")
    for _round in range(14):
        starting.close(thread, "", by=mona)
        starting.reopen(thread, by=mona)
    db.session.commit()
    assert "Äldre" in as_(world.anna).get(LOG)
    assert "Nyare" in as_(world.anna).get(f"{LOG}?sida=2")


def test_hiding_and_showing_are_taken_back(world: World) -> None:
    mona = world.actor("mona")
    post = say(world, make_thread(world), "Hej")
    with pytest.raises(RuleBroken, match="inte dolt"):
        moderating.show(post, by=mona)
    moderating.hide(post, "Fel tråd.", by=mona)
    with pytest.raises(RuleBroken, match="redan dolt"):
        moderating.hide(post, "Fel tråd.", by=mona)
    undo(mona, "post.hidden")
    assert post.state == "visible"
    moderating.hide(post, "Fel tråd.", by=mona)
    moderating.show(post, by=mona)
    undo(mona, "post.shown")
    assert (post.state, post.hidden_reason) == ("hidden", "Fel tråd.")


def test_what_its_author_took_back_nobody_brings_back(world: World) -> None:
    mona, larserik = world.actor("mona"), world.actor("larserik")
    hidden, shown = (say(world, make_thread(world), "Något grovt") for _number in range(2))
    deeds = [moderating.hide(hidden, "Fel.", by=mona)]
    moderating.hide(shown, "Fel.", by=mona)
    deeds.append(moderating.show(shown, by=mona))
    for post in (hidden, shown):
        post.deed.undo(by=larserik)
    db.session.commit()
    for deed in deeds:
        with pytest.raises(RuleBroken, match="dolt"):
            deed.undo(by=mona)
        db.session.rollback()
    assert (hidden.state, shown.state) == ("withdrawn", "withdrawn")


def test_whoever_is_reported_never_learns_by_whom(world: World, as_: Browsers) -> None:
    post = say(world, make_thread(world), "Mona skriver", who="mona")
    url = f"/inlagg/{post.id}/anmalan"
    as_(world.anna).send(url, url, reason="Det är elakt.")
    assert reported(world.actor("mona")) == []
    assert "Anmält av Anna" not in as_(world.mona).get(LOG)
    assert "Anmält av Anna" in as_(world.kerstin).get(LOG)
    one = db.session.scalars(sa.select(PostReport)).one()
    as_(world.mona).post(f"/anmalningar/{one.id}/avslut", status=403)
    as_(world.kerstin).post(f"/anmalningar/{one.id}/avslut")


def test_the_coordinator_looks_at_what_the_only_moderator_wrote(
    world: World, as_: Browsers
) -> None:
    nora = next(iter(world.nora.memberships))
    nora.roles = ["moderator"]
    cissi = make_person("Cissi Norr", a=(world.norrvik, ["coordinator"]))
    world.named["cissi"] = cissi
    thread = make_thread(world, "nora", owner="norrvik")
    post = say(world, thread, "Nora skriver", who="nora")
    other = say(world, thread, "Nils skriver", who="nils")
    for one, who in ((post, "nils"), (other, "nora")):
        moderating.report(one, "Elakt.", by=world.actor(who))
    db.session.commit()
    assert [one.post_id for one in open_reports(world.actor("cissi"))] == [post.id]
    assert [one.post_id for one in open_reports(world.actor("nora"))] == [other.id]
    as_(cissi).get(f"/inlagg/{other.id}/doljande", status=403)
    url = f"/inlagg/{post.id}/doljande"
    as_(cissi).send(url, url, reason="Elakt.")
    assert "Nora skriver" in as_(cissi).get(f"/inlagg/{post.id}")
    assert open_reports(world.actor("cissi")) == []


def test_a_report_that_would_reach_nobody_is_refused_with_whom_to_ask(
    world: World, as_: Browsers
) -> None:
    thread = make_thread(world, "sara", owner="soderas", audience="own")
    post = say(world, thread, "Sara skriver", who="sara")
    url = f"/inlagg/{post.id}/anmalan"
    world.named["stina"] = make_person("Stina Sund", a=(world.soderas, ["representative"]))
    db.session.commit()
    page = as_(world.named["stina"]).send(url, url, status=409, reason="Det är elakt.")
    assert "Ingen annan kan titta på anmälan här. Kontakta kansliet i stället." in page
    assert "Det är elakt." in page.text
    assert db.session.scalars(sa.select(PostReport)).all() == []
    thread.audience = "network"
    db.session.commit()
    as_(world.named["stina"]).send(url, url, reason="Elakt.")
    assert [one.post_id for one in open_reports(world.actor("kerstin"))] == [post.id]


def test_of_a_post_hidden_twice_one_is_told_once(world: World) -> None:
    mona, larserik = world.actor("mona"), world.actor("larserik")
    post = say(world, make_thread(world), "Hej")
    moderating.hide(post, "Det första.", by=mona)
    moderating.show(post, by=mona)
    moderating.hide(post, "Det andra.", by=mona)
    (item,) = waiting_notices(larserik)
    assert "Det andra." in item.sentence


def test_a_shown_post_has_nothing_left_to_tell(world: World) -> None:
    mona = world.actor("mona")
    post = say(world, make_thread(world), "Hej @Birgitta")
    moderating.hide(post, "Fel.", by=mona)
    moderating.show(post, by=mona)
    db.session.commit()
    assert waiting_notices(world.actor("larserik")) == []


def test_a_report_waits_for_those_who_lead(world: World, as_: Browsers) -> None:
    post = say(world, make_thread(world), "Tveksamt")
    url = f"/inlagg/{post.id}/anmalan"
    as_(world.anna).send(url, url, reason="Det här är inte schyst.")
    assert "Du har redan anmält" in as_(world.anna).send(url, url, status=409, reason="Igen")
    for name in ("mona", "kerstin"):
        (item,) = reported(world.actor(name))
        assert item.title == "Titta på ett anmält inlägg"
    for name in ("anna", "cecilia", "sara"):
        assert reported(world.actor(name)) == []
    page = as_(world.mona).get(LOG)
    assert "Det här är inte schyst." in page
    assert "Det här är inte schyst." not in as_(world.larserik).get(LOG)
    one = db.session.scalars(sa.select(PostReport)).one()
    as_(world.anna).post(f"/anmalningar/{one.id}/avslut", status=403)
    as_(world.mona).post(f"/anmalningar/{one.id}/avslut")
    assert reported(world.actor("mona")) == []
    undo(world.actor("mona"), "post.left_standing")
    assert len(reported(world.actor("mona"))) == 1
    as_(world.larserik).get(url, status=403)


def test_hiding_what_was_reported_handles_the_report(world: World) -> None:
    anna, mona = world.actor("anna"), world.actor("mona")
    post = say(world, make_thread(world), "Tveksamt")
    moderating.report(post, "Nej.", by=anna)
    moderating.hide(post, "Ja.", by=mona)
    assert reported(mona) == []
    one = db.session.scalars(sa.select(PostReport)).one()
    with pytest.raises(RuleBroken, match="redan hanterat"):
        moderating.leave(one, by=mona)


def test_a_report_is_taken_back_until_it_was_looked_at(world: World) -> None:
    anna, mona = world.actor("anna"), world.actor("mona")
    post = say(world, make_thread(world), "Tveksamt")
    moderating.report(post, "Nej.", by=anna)
    undo(anna, "post.reported")
    assert reported(mona) == []
    moderating.report(post, "Jo, ändå.", by=anna)
    one = db.session.scalars(sa.select(PostReport)).one()
    moderating.leave(one, by=mona)
    with pytest.raises(RuleBroken, match="redan tittat"):
        undo(anna, "post.reported")


def test_a_post_that_was_taken_back_is_not_there(world: World, as_: Browsers) -> None:
    post = say(world, make_thread(world), "Hej")
    db.session.execute(sa.update(Post).values(state="withdrawn"))
    db.session.commit()
    as_(world.mona).get(f"/inlagg/{post.id}", status=404)
