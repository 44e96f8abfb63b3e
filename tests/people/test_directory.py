"""Who is who, and how the office looks after it."""

from __future__ import annotations

from ideell.extensions import db
from ideell.people.models import Membership, User
from tests.browsing import Browsers
from tests.world import World


def test_members_see_who_is_who(as_: Browsers, world: World) -> None:
    page = as_(world.anna).get("/organisationer")
    assert "Spelmansringen" in page and "Kerstin Alm" in page


def test_a_search_finds_a_person(as_: Browsers, world: World) -> None:
    page = as_(world.anna).get("/organisationer?q=lars")
    assert "Lars-Erik Sund" in page and "Utombys" not in page


def test_the_office_adds_an_organisation_and_a_person(as_: Browsers, world: World) -> None:
    browser = as_(world.kerstin)
    browser.send("/organisationer/ny", "/organisationer/ny", name="Nya kören")
    added = browser.get("/organisationer?q=Nya+kören")
    path = next(a.get("href") for a in added.all("a") if a.text == "Nya kören")
    browser.get(path)
    browser.send(f"{path}/personer/ny", f"{path}/personer/ny", name="Ny Person", email="ny@example.se")
    assert db.session.query(User).filter_by(email_key="ny@example.se").one().state == "invited"


def test_a_bad_address_gets_a_sentence_and_nothing_is_lost(as_: Browsers, world: World) -> None:
    path = f"/organisationer/{world.korbygden.id}/personer/ny"
    page = as_(world.kerstin).send(path, path, name="Ny", email="åke@exämple.se", status=422)
    assert "går inte att mejla till" in page


def test_the_last_office_person_stays(as_: Browsers, world: World) -> None:
    place = db.session.query(Membership).filter_by(user_id=world.kerstin.id).one()
    page = as_(world.kerstin).post(f"/medlemskap/{place.id}/avslut", status=409)
    assert "Ge rollen till någon annan först" in page


def test_a_coordinator_looks_after_the_own_organisation_only(as_: Browsers, world: World) -> None:
    browser = as_(world.cecilia)
    browser.get(f"/organisationer/{world.korbygden.id}/andra")
    browser.get(f"/organisationer/{world.norrvik.id}/andra", status=403)
    place = db.session.query(Membership).filter_by(user_id=world.anna.id).one()
    path = f"/medlemskap/{place.id}/uppgifter"
    browser.send(path, path, roles=["moderator"], status=403)
    browser.post(f"/medlemskap/{place.id}/avslut")


def test_pausing_kills_sessions_and_can_be_undone(as_: Browsers, world: World) -> None:
    anna, office = as_(world.anna), as_(world.kerstin)
    office.post(f"/personer/{world.anna.id}/paus")
    anna.get("/min-sida", status=303)
    page = office.get("/organisationer")
    action = next(f.get("action") for f in page.all("form") if "/handelser/" in (f.get("action") or ""))
    office.post(action)
    assert db.session.get(User, world.anna.id).state == "active"


def test_a_member_organisation_is_linked_and_unlinked(as_: Browsers, world: World) -> None:
    path = f"/organisationer/{world.norrvik.id}/medlemmar/ny"
    as_(world.nora).send(path, path, member=str(world.utombys.id))
    page = as_(world.nora).get(f"/organisationer/{world.norrvik.id}")
    assert "Utombys" in page
    action = next(
        f.get("action") for f in page.all("form") if "/medlemmar/" in (f.get("action") or "")
    )
    as_(world.nora).post(action)
