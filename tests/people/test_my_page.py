"""Min sida: one's own details and settings."""

from __future__ import annotations

import pytest

from ideell.extensions import db
from ideell.people.models import User
from tests.browsing import Browsers, Page
from tests.world import World


def undo_on(page: Page) -> str:
    """Return where the page's Ångra leads."""
    actions = [form.get("action") or "" for form in page.all("form")]
    return next(action for action in actions if "/handelser/" in action)


@pytest.mark.parametrize("htmx", [False, True])
def test_my_details_are_changed_and_taken_back(as_: Browsers, world: World, htmx: bool) -> None:
    browser = as_(world.anna, htmx=htmx)
    browser.send("/min-sida", "/min-sida", name="Anna  Ny", phone="070-1")
    assert "Hej Anna" in browser.get_plain("/")
    anna = db.session.get_one(User, world.anna.id)
    assert (anna.name, anna.phone) == ("Anna Ny", "070-1")
    page = as_(world.anna)
    page.send("/min-sida", "/min-sida", name="Anna Nyare")
    page.post(undo_on(page.get("/min-sida")))
    assert db.session.get_one(User, world.anna.id).name == "Anna Ny"


def test_a_change_that_was_changed_again_is_not_undone(as_: Browsers, world: World) -> None:
    browser = as_(world.anna)
    browser.send("/min-sida", "/min-sida", name="Anna Ett")
    first = undo_on(browser.get("/min-sida"))
    browser.send("/min-sida", "/min-sida", name="Anna Två")
    assert "ändrats efter dig" in browser.post(first, status=409)
    assert db.session.get_one(User, world.anna.id).name == "Anna Två"


def test_an_empty_name_gets_a_sentence(as_: Browsers, world: World) -> None:
    page = as_(world.anna).send("/min-sida", "/min-sida", name=" ", status=422)
    assert "Skriv namnet" in page


def test_nobody_calls_themselves_a_look_alike(as_: Browsers, world: World) -> None:
    page = as_(world.anna).send("/min-sida", "/min-sida", name="K\u0435rstin Alm", status=422)
    assert "olika alfabet" in page


def test_hostile_names_are_cleaned_or_refused(
    as_: Browsers, world: World, hostile_name: str
) -> None:
    browser = as_(world.anna)
    fields = browser.get("/min-sida").form("/min-sida") | {"name": hostile_name}
    answer = browser.client.post("/min-sida", data=fields, headers={"Host": "localhost"})
    db.session.rollback()
    db.session.expire_all()
    name = db.session.get_one(User, world.anna.id).name
    assert answer.status_code in {303, 422}
    assert name == " ".join(name.split())
    assert name.isprintable()


def test_colours_are_chosen_without_script(as_: Browsers, world: World) -> None:
    browser = as_(world.anna)
    browser.send("/min-sida", "/min-sida/farger", theme="morkt")
    assert browser.get("/min-sida").all("html")[0].get("data-theme") == "dark"
    browser.send("/min-sida", "/min-sida/farger", theme="rosa")
    assert browser.get("/min-sida").all("html")[0].get("data-theme") is None


def test_single_keys_are_switched_on_and_off(as_: Browsers, world: World) -> None:
    browser = as_(world.anna)
    for state in ("på", "av"):
        page = browser.send("/min-sida", "/min-sida/snabbtangenter")
        assert (
            f"Snabbtangenterna är {state}" in browser.get(page.response.headers["Location"]).said()
        )
