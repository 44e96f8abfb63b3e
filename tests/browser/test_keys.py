"""Going through suggestions with single keys, switched on and off on the same screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.foundation.database import begin_as_reader
from ideell.people.identity import actor_of
from ideell.writing.blocks import Block as Typed
from ideell.writing.models import Block
from ideell.writing.saving import Made, put
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.suggestions import Suggestion
from tests.world import World

TEN = 10
FOCUSED = "document.activeElement.id || document.activeElement.tagName"


@pytest.fixture
def ten(world: World, section: Section) -> Section:
    """Ten blocks with a suggestion of Lars-Erik's to each."""
    begin_as_reader(False)
    wanted = [Typed(None, "paragraph", f"Mening nummer {n} om mötena i länen.") for n in range(TEN)]
    put(section.text, wanted, base=section.text.head, by=actor_of(world.birgitta), made=Made())
    db.session.flush()
    rows = sa.select(Block).where(Block.text_id == section.text_id, Block.removed_at.is_(None))
    for block in db.session.scalars(rows.order_by(Block.position)):
        text = block.text.replace("länen", "hela länet")
        suggest(block, Wish(text=text, why="Fler."), base=None, by=actor_of(world.larserik))
    db.session.commit()
    begin_as_reader(True)
    return section


@pytest.fixture
def review(ten: Section, world: World, page_as: Callable[..., Page]) -> Page:
    """Birgitta at the queue, her keys switched on by the button beside it."""
    page = page_as(world.birgitta)
    page.goto(f"/svar/{ten.response_id}/forslag?avsnitt={ten.position}")
    page.keyboard.press("g")
    expect(page.locator("[data-card]")).to_have_count(TEN)
    page.get_by_role("button", name="Slå på tangenterna").click()
    expect(page.locator("#besked")).to_contain_text("Snabbtangenterna är på.")
    assert f"/forslag?avsnitt={ten.position}" in page.url
    return page


def accept_next(page: Page) -> str:
    """Press G, wait for the answer, and return where the focus is."""
    left = page.locator("article[data-card]").count()
    page.keyboard.press("g")
    expect(page.locator("article[data-card]")).to_have_count(left - 1)
    page.wait_for_function("() => document.activeElement !== document.body")
    return str(page.evaluate(FOCUSED))


def test_ten_suggestions_with_ten_keys_and_focus_never_on_the_body(
    review: Page, ten: Section, fresh: Callable[[], None]
) -> None:
    places = [accept_next(review) for _ in range(TEN)]
    assert "BODY" not in places
    assert len(set(places)) == TEN
    assert places[-1].startswith("decided-")
    expect(review.locator("main")).to_contain_text("Inga förslag väntar. Bra jobbat!")
    fresh()
    states = db.session.scalars(sa.select(Suggestion.state).order_by(Suggestion.id)).all()
    assert states == ["accepted"] * TEN


def test_u_takes_the_last_one_back(review: Page, ten: Section, fresh: Callable[[], None]) -> None:
    accept_next(review)
    with review.expect_navigation():
        review.keyboard.press("u")
    expect(review.locator("#besked")).to_contain_text("Ångrat.")
    expect(review.locator("article[data-card]")).to_have_count(TEN)


def test_what_is_no_letter_is_no_key(review: Page) -> None:
    """The watched page complains when the browser does."""
    for key in ("1", '"', "]", "Shift", "F1"):
        review.keyboard.press(key)
    expect(review.locator("article[data-card]")).to_have_count(TEN)


def test_j_and_k_go_to_the_next_and_the_one_before(review: Page) -> None:
    cards = review.locator("article[data-card]")
    ids = [cards.nth(place).get_attribute("id") for place in range(3)]
    review.keyboard.press("j")
    assert review.evaluate(FOCUSED) == ids[1]
    review.keyboard.press("j")
    assert review.evaluate(FOCUSED) == ids[2]
    review.keyboard.press("k")
    assert review.evaluate(FOCUSED) == ids[1]


def test_skipping_goes_to_the_next_card(review: Page) -> None:
    cards = review.locator("article[data-card]")
    review.get_by_role("link", name="Hoppa över").first.click()
    review.keyboard.press("g")
    expect(cards).to_have_count(TEN - 1)
    expect(review.locator("#besked")).to_contain_text("1:5")


def test_n_asks_why_and_r_opens_the_editor(review: Page) -> None:
    review.keyboard.press("n")
    expect(review.locator("main")).to_contain_text("Varför nekar du")
    expect(review.locator("input[name=phrase]").first).to_be_focused()
    review.keyboard.type("grn")
    expect(review.locator("article[data-card]")).to_have_count(TEN)
    review.locator("textarea[name=own_words]").focus()
    review.keyboard.type("grn")
    expect(review.locator("textarea[name=own_words]")).to_have_value("grn")
    review.reload()
    review.keyboard.press("j")
    review.keyboard.press("r")
    expect(review.get_by_role("button", name="Godkänn så här")).to_be_visible()
    expect(review.locator("textarea[name=text]")).to_be_focused()


def test_what_is_typed_to_a_field_on_its_way_is_no_command(
    review: Page, ten: Section, fresh: Callable[[], None]
) -> None:
    accept_next(review)
    held = []
    editor = re.compile(r"/andring\?")
    review.route(editor, lambda route: held.append(route))
    with review.expect_request(editor):
        review.keyboard.press("r")
    review.keyboard.type("jugn")
    expect(review.locator("article[data-card]")).to_have_count(TEN - 1)
    held[0].continue_()
    expect(review.locator("textarea[name=text]")).to_be_focused()
    review.keyboard.type("u")
    fresh()
    accepted = sa.select(sa.func.count()).where(Suggestion.state == "accepted")
    assert db.session.scalar(accepted) == 1, "neither undone nor one more"


def test_they_are_switched_off_where_they_are_used(review: Page) -> None:
    review.get_by_role("button", name="Stäng av tangenterna").click()
    expect(review.locator("#besked")).to_contain_text("Snabbtangenterna är av.")
    review.keyboard.press("g")
    review.wait_for_timeout(300)
    expect(review.locator("article[data-card]")).to_have_count(TEN)


def test_nothing_is_said_of_keys_where_there_are_none(
    ten: Section, world: World, page_as: Callable[..., Page]
) -> None:
    page = page_as(world.birgitta, width=390, has_touch=True, is_mobile=True)
    page.goto(f"/svar/{ten.response_id}/forslag?avsnitt={ten.position}")
    expect(page.get_by_role("heading", name="Snabbtangenter")).to_be_hidden()
    expect(page.locator("kbd").first).to_be_hidden()


def test_what_was_said_stays_in_sight_but_not_in_the_way(review: Page) -> None:
    review.set_viewport_size({"width": 390, "height": 700})
    said = review.locator("#besked .status")
    last = review.locator("article[data-card]").last
    last.get_by_role("button", name="Godkänn", exact=True).click()
    expect(said).to_contain_text("Godkänt")
    review.locator("article[data-card]").last.scroll_into_view_if_needed()
    expect(said).to_be_in_viewport()
    review.locator("article[data-card]").last.locator("[data-key=n]").click()
    expect(review.locator("input[name=phrase]").first).to_be_focused()
    review.locator("textarea[name=own_words]").focus()
    expect(said).not_to_be_in_viewport()
