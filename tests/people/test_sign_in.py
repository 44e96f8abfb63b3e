"""Signing in: the code, its limits, and what a copied cookie is worth."""

from __future__ import annotations

import re

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.mail import Mail
from tests.browsing import Browsers
from tests.world import World


def code_in_mail() -> str:
    """Return the six digits of the newest mail."""
    text = db.session.scalar(sa.select(Mail.text).order_by(Mail.id.desc()).limit(1))
    found = re.search(r"(\d{3}) (\d{3})", text or "")
    assert found, text
    return found[1] + found[2]


def test_a_person_signs_in_with_the_code_from_the_mail(as_: Browsers, world: World) -> None:
    browser = as_(None)
    browser.send("/logga-in", "/logga-in", email=" Anna.Ek@Example.se ")
    browser.send("/logga-in/kod", "/logga-in/kod", code=code_in_mail())
    assert "Hej Anna" in browser.get("/")


def test_a_stranger_meets_the_front_page(as_: Browsers) -> None:
    page = as_(None).get("/")
    assert "Logga in" in page


def test_my_page_can_be_changed(as_: Browsers, world: World) -> None:
    browser = as_(world.anna)
    browser.send("/min-sida", "/min-sida", name="Anna Ny", phone="070-1")
    assert "Hej Anna" in browser.get("/")


def test_a_copied_cookie_dies_at_sign_out(as_: Browsers, world: World) -> None:
    browser = as_(world.anna)
    cookie = browser.client.get_cookie("ideell", domain="localhost").value
    browser.post("/logga-ut")
    copy = as_(None)
    copy.client.set_cookie("ideell", cookie, domain="localhost")
    copy.get("/min-sida", status=303)
