"""Two people change the same facts: the second sees what the first saved, then decides.

One mechanism (`SharedForm`) stands behind every form here, so they share their tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ideell.extensions import db
from tests.browsing import Browser, Browsers, Page
from tests.drafting.builders import make_answer
from tests.world import World

Case = tuple[str, Any, str, str]

CASES: dict[str, Callable[[World], Case]] = {
    "an answer's facts": lambda w: _answer(w),
    "an organisation": lambda w: (
        f"/organisationer/{w.norrvik.id}/andra", w.norrvik, "about", "Kort om organisationen",
    ),
    "a person": lambda w: (f"/personer/{w.anna.id}/andra", w.anna, "phone", "Telefon"),
    "a consultation": lambda w: _consultation(w),
    "one's own page": lambda w: ("/min-sida", w.kerstin, "phone", "Telefon"),
}  # fmt: skip


def _answer(world: World) -> Case:
    response = make_answer(world).response
    return f"/svar/{response.id}/uppgifter", response, "about", "Om oss"


def _consultation(world: World) -> Case:
    consultation = make_answer(world).consultation
    return f"/remisser/{consultation.id}/andra", consultation, "summary", "Kort om remissen"


@pytest.fixture(params=CASES.values(), ids=CASES)
def case(request: pytest.FixtureRequest, world: World) -> Case:
    return request.param(world)


def overtake(browser: Browser, case: Case, status: int, **typed: str) -> Page:
    """Open the form, let somebody else save first, and send what was typed."""
    at, thing, name, _label = case
    sent = browser.get_plain(at).form(at) | typed
    setattr(thing, name, "deras ord")
    db.session.commit()
    return browser.post(at, sent, status=status)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_save_on_an_outdated_view_shows_both_and_the_next_goes_through(
    as_: Browsers, world: World, case: Case, htmx: bool
) -> None:
    at, thing, name, label = case
    browser = as_(world.kerstin, htmx=htmx)
    page = overtake(browser, case, 409, **{name: "mina ord"})
    assert "Någon hann spara före dig" in page
    assert f"{label} deras ord" in page
    assert page.form(at)[name] == "mina ord"
    db.session.refresh(thing)
    assert getattr(thing, name) == "deras ord"
    browser.post(at, page.form(at))
    db.session.refresh(thing)
    assert getattr(thing, name) == "mina ord"


def test_who_typed_the_same_is_not_asked(as_: Browsers, world: World, case: Case) -> None:
    overtake(as_(world.kerstin), case, 303, **{case[2]: "deras ord"})


def test_what_is_typed_wrong_is_asked_about_before_the_other_ones_words(
    as_: Browsers, world: World
) -> None:
    at = f"/personer/{world.anna.id}/andra"
    case = at, world.anna, "phone", ""
    browser = as_(world.kerstin)
    page = overtake(browser, case, 422, name="", phone="mina")
    assert "Någon hann spara före dig" not in page
    again = browser.post(at, page.form(at) | {"name": "Anna Ek"}, status=409)
    assert "Någon hann spara före dig" in again


def test_a_form_that_does_not_say_what_it_saw_is_not_asked(as_: Browsers, world: World) -> None:
    fields = {"name": "Anna Ek", "email": world.anna.email, "phone": "1", "seen": ""}
    as_(world.kerstin).post(f"/personer/{world.anna.id}/andra", fields)


def test_choices_are_told_in_words_and_the_office_alone_is_asked_about_them(
    as_: Browsers, world: World
) -> None:
    world.korbygden.regions = [world.region]
    db.session.commit()
    at = f"/organisationer/{world.korbygden.id}/andra"
    office, coordinator = as_(world.kerstin), as_(world.cecilia)
    seen = {who: who.get(at).form(at) for who in (office, coordinator)}
    assert "kind" not in seen[coordinator]
    world.korbygden.kind, world.korbygden.regions = "association", []
    db.session.commit()
    page = office.post(at, seen[office], status=409)
    assert "Slag Förening" in page
    assert "Regioner inget" in page
    coordinator.post(at, seen[coordinator] | {"phone": "1"})
    db.session.refresh(world.korbygden)
    assert (world.korbygden.kind, world.korbygden.phone) == ("association", "1")
