"""A person with two organisations writes for the one that the page named."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.actor import STRANGER
from ideell.foundation.keep import KeptForm
from ideell.people.identity import actor_of
from ideell.people.models import Membership
from ideell.people.office import end_membership
from tests.bench.statements import every_statement
from tests.browsing import Browser, Browsers
from tests.world import World


def written_for(tag: str) -> int | None:
    deed = db.session.scalar(sa.select(Deed).where(Deed.tag == tag).order_by(Deed.id.desc()))
    assert deed is not None
    return deed.acting_org_id


def choose(browser: Browser, organisation: object, page: str = "/organisationer?q=kör") -> str:
    sent = browser.send(page, "/organisation", organisation=str(organisation.id))
    return str(sent.response.headers["Location"])


def test_a_person_chooses_a_hat_and_comes_back_to_the_page(as_: Browsers, world: World) -> None:
    browser = as_(world.tove)
    assert choose(browser, world.norrvik) == "/organisationer?q=k%C3%B6r"
    page = browser.get("/")
    assert "Du skriver nu för Alliansen Norrvik" in page.said()
    browser.send("/min-sida", "/min-sida", name="Tove Två")
    assert written_for("person.changed") == world.norrvik.id


def test_a_form_is_written_for_the_organisation_that_its_page_named(
    as_: Browsers, world: World
) -> None:
    browser = as_(world.tove)
    opened = browser.get("/min-sida").form("/min-sida") | {"name": "Tove Två"}
    choose(browser, world.norrvik)
    browser.post("/min-sida", opened)
    assert written_for("person.changed") == world.korbygden.id


def test_a_form_for_a_lost_organisation_is_refused_and_the_text_shown(
    as_: Browsers, world: World
) -> None:
    browser = as_(world.tove)
    opened = browser.get("/min-sida").form("/min-sida")
    opened |= {"name": "Tove Tvåhatt som har skrivit en lång text"}
    lost = sa.select(Membership).where(
        Membership.user_id == world.tove.id, Membership.organisation_id == world.korbygden.id
    )
    end_membership(db.session.scalars(lost).one(), by=world.actor("kerstin"))
    db.session.commit()
    page = browser.post("/min-sida", opened, status=409)
    assert "inte längre med i organisationen som du skrev för" in page
    assert "har skrivit en lång text" in page.text
    assert "Min sida" in page
    assert "Logga in" not in page
    kept = db.session.scalars(sa.select(KeptForm).where(KeptForm.user_id == world.tove.id)).one()
    assert kept.fields["name"] == opened["name"]
    assert kept.done_at is None


def test_a_hat_of_somebody_else_is_refused(as_: Browsers, world: World) -> None:
    browser = as_(world.tove)
    data = {"organisation": str(world.samklang.id)}
    assert "inte med i den organisationen" in browser.post("/organisation", data, status=409)
    browser.post("/organisation", {"organisation": "x"}, status=409)


def test_one_organisation_needs_no_choice(as_: Browsers, world: World) -> None:
    assert "hat" not in as_(world.anna).get("/min-sida").form("/min-sida")
    assert not as_(world.anna).get("/").all("select")


def test_choosing_never_leads_away(as_: Browsers, world: World) -> None:
    data = {"organisation": str(world.norrvik.id), "next": "//evil.example"}
    page = as_(world.tove).post("/organisation", data)
    assert page.response.headers["Location"] == "/"


def test_roles_count_in_the_organisation_acted_for_only(world: World) -> None:
    world.tove.memberships[0].roles = ["coordinator"]
    db.session.commit()
    first, second = (actor_of(world.tove, one.id) for one in (world.korbygden, world.norrvik))
    assert first.has("coordinator")
    assert not second.has("coordinator")
    assert first.org_ids == second.org_ids == {world.korbygden.id, world.norrvik.id}


def test_undoing_asks_for_the_hat_that_acted(as_: Browsers, world: World) -> None:
    browser = as_(world.tove)
    browser.send("/min-sida", "/min-sida", name="Tove Två")
    deed = db.session.scalars(sa.select(Deed).where(Deed.tag == "person.changed")).one()
    other = {"hat": str(world.norrvik.id)}
    path = f"/handelser/{deed.id}/atertagande"
    assert "Du gjorde det för Körbygden" in browser.post(path, other, status=409)
    browser.post(path, {"hat": str(world.korbygden.id)})


def test_the_person_and_the_organisation_are_fetched_by_whoever_acts_on_them(
    world: World,
) -> None:
    tove = actor_of(world.tove, world.norrvik.id)
    db.session.expunge_all()
    with every_statement() as seen:
        assert (tove.name, tove.hat.id, tove.belongs) == ("Tove Tvåhatt", tove.org_id, True)
        assert seen == []
        assert (tove.user.id, tove.org.id) == (tove.user_id, tove.org_id)
        assert (tove.user.name, tove.org.called) == (tove.name, tove.hat.called)
        assert len(seen) == 2
    assert (STRANGER.user, STRANGER.org, STRANGER.hat) == (None, None, None)


def test_in_another_hat_one_has_the_roles_held_there(world: World) -> None:
    for hat in actor_of(world.tove).hats:
        assert actor_of(world.tove).wearing(hat) == actor_of(world.tove, hat.id)
