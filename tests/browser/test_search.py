"""Searching as people do it: letter by letter, by keys, on a phone, and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ideell.drafting.models import Section
from tests.world import World

pytestmark = pytest.mark.usefixtures("section")


def header_link(page: Page) -> None:
    """Follow the header's link to the search, behind the menu on a phone."""
    if page.locator(".menu > summary").is_visible():
        page.locator(".menu > summary").click()
    page.locator("header a:visible", has_text="Sök").click()
    expect(page.locator("h1")).to_have_text("Sök")


@pytest.mark.parametrize("width", [1280, 390])
def test_hits_come_while_one_types_and_the_field_keeps_its_focus(
    page_as: Callable[..., Page], world: World, section: Section, width: int
) -> None:
    page = page_as(world.anna, width=width)
    page.goto("/")
    header_link(page)
    page.locator("#q").click()
    word = section.text.blocks[0].text.split()[2]
    page.keyboard.type(word, delay=40)
    page.locator("#hits mark").first.wait_for()
    expect(page.locator("#hit-count")).to_contain_text("träff")
    assert page.evaluate("document.activeElement.id") == "q"
    expect(page.locator("#q")).to_have_value(word)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sok?q=*")
    page.locator("#hits mark").first.wait_for()
    page.locator("#hits h3 a[href*='#block-']").first.click()
    expect(page.locator(":target")).to_be_attached()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_same_is_found_without_scripts(
    no_js: Callable[..., Page], world: World, section: Section, width: int
) -> None:
    page = no_js(world.anna, width=width)
    page.goto("/")
    header_link(page)
    word = section.text.blocks[0].text.split()[2]
    page.locator("#q").fill(word)
    page.locator("main button", has_text="Sök").click()
    expect(page.locator("#hit-count")).to_contain_text("träff")
    page.locator("#hits h3 a[href*='#block-']").first.click()
    page.wait_for_url("**#block-*")


def test_a_misspelt_word_leads_on_by_keys_alone(
    page_as: Callable[..., Page], world: World, section: Section
) -> None:
    page = page_as(world.anna)
    word = next(one for one in section.text.blocks[0].text.split() if len(one) > 6).strip(".,")
    page.goto(f"/sok?q={word[:3]}{word[4]}{word[3]}{word[5:]}")
    meant = page.locator("#hits .lead a")
    meant.focus()
    page.keyboard.press("Enter")
    page.locator("#hits mark").first.wait_for()
    expect(page.locator("#q")).to_have_value(word.lower())
