"""Answering what others wrote: the queue by keys, and comments that are begun and left."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.foundation.database import begin_as_reader
from ideell.people.identity import actor_of
from ideell.writing.suggesting import Wish, suggest
from tests.browser.builders import TEXTS
from tests.world import World

Pages = Callable[..., Page]
FOCUSED = "document.activeElement.id"
BEGUN = "Hur blir det med"
DRAFTED = re.compile("/utkast$")


@pytest.fixture
def suggested(world: World, section: Section) -> list[int]:
    """The numbers of three suggestions: two to the second block, the later one made first."""
    begin_as_reader(False)
    blocks = section.text.blocks
    made = [
        suggest(block, Wish(text=text, why="Bättre."), base=None, by=actor_of(world.larserik))[0]
        for block, text in (
            (blocks[1], TEXTS[1].replace("varje län", "alla län")),
            (blocks[1], TEXTS[1].replace("Mötena bör", "Mötena ska")),
            (blocks[2], TEXTS[2].replace("alla", "var och en")),
        )
    ]
    db.session.commit()
    numbers = [one.id for one in made]
    begin_as_reader(True)
    return numbers


@pytest.fixture
def queue(suggested: list[int], world: World, section: Section, page_as: Pages) -> Page:
    """Birgitta at the queue of the section."""
    page = page_as(world.birgitta)
    page.goto(f"/svar/{section.response_id}/forslag?avsnitt={section.position}")
    expect(page.locator("[data-card]")).to_have_count(len(suggested))
    return page


def is_at(page: Page, element_id: str) -> None:
    page.wait_for_function(f"() => {FOCUSED} === {element_id!r}")


def open_editor(page: Page, number: int) -> None:
    page.locator(f"#change-{number}").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Så här ska det stå")).to_be_visible()


def test_accepting_goes_on_in_the_order_of_the_text(queue: Page, suggested: list[int]) -> None:
    late, early, other = suggested
    for one, following in ((early, late), (late, other)):
        queue.locator(f"#accept-{one}").focus()
        queue.keyboard.press("Enter")
        is_at(queue, f"suggestion-{following}")


def test_leaving_the_editor_brings_the_card_back(queue: Page, suggested: list[int]) -> None:
    for number in suggested[1:]:
        open_editor(queue, number)
        queue.get_by_role("link", name="Avbryt").click()
        expect(queue.locator(f"#accept-{number}")).to_be_visible()
        is_at(queue, f"suggestion-{number}")
    expect(queue.locator("[data-card]")).to_have_count(len(suggested))


def test_what_is_typed_in_the_editor_is_there_again(queue: Page, suggested: list[int]) -> None:
    number, words = suggested[2], "Resorna ska ersättas helt."
    open_editor(queue, number)
    queue.get_by_label("Så här ska det stå").fill(words)
    with queue.expect_response(DRAFTED):
        queue.keyboard.press("Tab")
    expect(queue.locator(f"#saved-{number}")).to_contain_text("Utkastet är sparat")
    queue.reload()
    open_editor(queue, number)
    expect(queue.get_by_label("Så här ska det stå")).to_have_value(words)
    queue.get_by_role("link", name="Börja om från förslaget").click()
    expect(queue.get_by_label("Så här ska det stå")).to_have_value(re.compile("var och en"))


def test_saying_no_begins_at_the_ready_reasons(queue: Page, suggested: list[int]) -> None:
    number = suggested[1]
    queue.locator(f"#decline-{number}").click()
    is_at(queue, f"phrase-{number}-1")
    queue.keyboard.press("Space")
    queue.keyboard.press("Enter")
    expect(queue.locator("#besked")).to_contain_text("Nekat.")
    is_at(queue, f"suggestion-{suggested[0]}")


def test_a_second_press_leads_to_the_open_comment(
    page_as: Pages, world: World, section: Section
) -> None:
    page, block_id = page_as(world.larserik), section.text.blocks[1].id
    page.goto(section.url)
    link, box = page.locator(f"#comment-on-{block_id}"), page.get_by_label("Din kommentar")
    link.click()
    is_at(page, f"comment-on-{block_id}-body")
    page.keyboard.type(BEGUN)
    for _again in range(2):
        link.focus()
        page.keyboard.press("Enter")
        is_at(page, f"comment-on-{block_id}-body")
        expect(box).to_have_value(BEGUN)
    page.get_by_role("button", name="Skicka kommentaren").click()
    expect(page.locator("#besked")).to_contain_text("Skickat.")
    link.click()
    is_at(page, f"comment-on-{block_id}-body")
    expect(box).to_have_value("")


def test_a_comment_that_was_left_is_offered_where_it_was_left(
    page_as: Pages, world: World, section: Section
) -> None:
    page, block_id = page_as(world.larserik), section.text.blocks[1].id
    page.goto(section.url)
    link, box = page.locator(f"#comment-on-{block_id}"), page.get_by_label("Din kommentar")
    link.click()
    is_at(page, f"comment-on-{block_id}-body")
    box.fill(BEGUN)
    with page.expect_response(DRAFTED):
        page.keyboard.press("Tab")
    page.goto("/")
    page.goto(section.url)
    expect(page.locator(f"#block-{block_id}")).to_contain_text("Ditt utkast från")
    link.click()
    expect(box).to_have_value(BEGUN)
    page.get_by_role("button", name="Skicka kommentaren").click()
    expect(page.locator("#besked")).to_contain_text("Skickat.")
    page.reload()
    expect(page.locator(f"#block-{block_id}")).not_to_contain_text("Ditt utkast från")


def test_after_a_comment_on_its_own_page_one_can_write_another(
    page_as: Pages, world: World, section: Section
) -> None:
    page = page_as(world.larserik)
    page.goto(f"/stycken/{section.text.blocks[1].id}/kommentarer")
    for said in ("Först.", "Sedan."):
        page.get_by_label("Din kommentar").fill(said)
        page.get_by_role("button", name="Skicka kommentaren").click()
        expect(page.locator("main")).to_contain_text(said)
        page.get_by_role("link", name="Kommentera", exact=True).click()
