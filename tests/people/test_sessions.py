"""Signed-in devices: what a copied cookie is worth, and what is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.clock import as_of, now
from ideell.people.attempts import Attempt, TooMany, count_attempt, forget_attempts
from ideell.people.codes import SignInCode, forget_codes
from ideell.people.models import Membership
from ideell.people.office import change_person, end_membership, pause_person
from ideell.people.sessions import LoginSession, device_name, forget_sessions
from tests.browsing import Browser, Browsers
from tests.world import World


def copy_of(browser: Browser, as_: Browsers) -> Browser:
    """Return another browser with the same cookie, as a thief has it."""
    cookie = browser.client.get_cookie("ideell", domain="localhost")
    thief = as_(None)
    thief.client.set_cookie("ideell", cookie.value, domain="localhost")
    return thief


def test_a_copied_cookie_dies_at_sign_out(as_: Browsers, world: World) -> None:
    browser = as_(world.anna)
    thief = copy_of(browser, as_)
    thief.get("/min-sida")
    browser.post("/logga-ut")
    assert "Du är utloggad" in browser.get("/").said()
    thief.get("/min-sida", status=303)


def test_a_copied_cookie_dies_when_its_person_is_paused(as_: Browsers, world: World) -> None:
    thief = copy_of(as_(world.anna), as_)
    pause_person(world.anna, by=world.actor("kerstin"))
    db.session.commit()
    thief.get("/min-sida", status=303)


def test_a_copied_cookie_dies_when_signing_out_everywhere(as_: Browsers, world: World) -> None:
    browser, other = as_(world.anna), as_(world.anna)
    thief = copy_of(other, as_)
    browser.send("/min-sida", "/min-sida/utloggning-overallt")
    assert "utloggad överallt" in browser.get("/logga-in").said()
    for one in (browser, other, thief):
        one.get("/min-sida", status=303)


def test_a_copied_cookie_dies_when_the_address_changes(as_: Browsers, world: World) -> None:
    thief = copy_of(as_(world.anna), as_)
    change_person(world.anna, email="anna@ny.example.se", by=world.actor("kerstin"))
    db.session.commit()
    thief.get("/min-sida", status=303)


def test_a_session_ends_by_itself(as_: Browsers, world: World) -> None:
    browser = as_(world.anna)
    with as_of(now() + timedelta(days=91)):
        browser.get("/min-sida", status=303)


def test_nothing_of_the_old_cookie_survives_signing_in(as_: Browsers, world: World) -> None:
    browser = as_(None)
    with browser.client.session_transaction(base_url="http://localhost") as cookie:
        cookie["planted"] = "by a thief"
    browser.send("/logga-in", "/logga-in/demo", person=str(world.anna.id))
    with browser.client.session_transaction(base_url="http://localhost") as cookie:
        assert "planted" not in cookie


def test_one_device_is_signed_out_by_its_owner_only(as_: Browsers, world: World) -> None:
    mine, other, stranger = as_(world.anna), as_(world.anna), as_(world.birgitta)
    number = db.session.scalars(sa.select(LoginSession.id).order_by(LoginSession.id)).all()[1]
    stranger.post(f"/min-sida/enheter/{number}/utloggning", status=404)
    mine.send("/min-sida", f"/min-sida/enheter/{number}/utloggning")
    assert "Enheten är utloggad" in mine.get("/min-sida").said()
    other.get("/min-sida", status=303)


def test_who_lost_the_last_organisation_sees_what_strangers_see(
    as_: Browsers, world: World
) -> None:
    browser = as_(world.anna)
    browser.get(f"/organisationer/{world.korbygden.id}")
    place = db.session.scalars(sa.select(Membership).where(Membership.user_id == world.anna.id))
    end_membership(place.one(), by=world.actor("kerstin"))
    db.session.commit()
    browser.get("/organisationer", status=403)
    browser.get(f"/organisationer/{world.korbygden.id}", status=404)
    assert "inte med i någon organisation" in browser.get("/min-sida")


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Linux"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_in_words(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_tries_are_counted_by_kind_and_key(world: World) -> None:
    for key in ("a", "b"):
        count_attempt("try", key, most=1, within=timedelta(hours=1))
    count_attempt("other", "a", most=1, within=timedelta(hours=1))
    with pytest.raises(TooMany) as refused:
        count_attempt("try", "a", most=1, within=timedelta(hours=1))
    assert 3590 < refused.value.seconds <= 3601


def test_old_tries_codes_and_sessions_are_forgotten(world: World) -> None:
    with as_of(now() - timedelta(days=460)):
        count_attempt("try", "a", most=1, within=timedelta(hours=1))
        LoginSession.begin(world.anna, remembered=True, device="")
        code = SignInCode(email_key="x@example.se", browser_hash="b")
        code.draw()
        db.session.add(code)
        db.session.commit()
    count_attempt("try", "a", most=1, within=timedelta(hours=1))
    LoginSession.begin(world.anna, remembered=True, device="")
    db.session.commit()
    assert (forget_attempts(), forget_codes(), forget_sessions()) == (1, 1, 1)
    left = [db.session.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (Attempt, SignInCode, LoginSession)]  # fmt: skip
    assert left == [1, 0, 1]
