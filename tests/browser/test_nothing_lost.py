"""Nobody loses a word: whatever the net, the server, the session or the fingers do."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Error, Page, Route, expect

from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.foundation.database import begin_as_reader
from ideell.foundation.keep import KeptForm
from ideell.people.sessions import LoginSession
from ideell.writing.models import Block
from ideell.writing.suggestions import Suggestion
from tests.browser.builders import TEXTS
from tests.browser.signing import signed_in
from tests.browser.watching import Watch
from tests.world import World

Fresh = Callable[[], None]
Pages = Callable[..., Page]
TYPED = "Resorna ska ersättas fullt ut, också för den som bor i glesbygd."
SAVE = "Spara texten"


def standing(section: Section, fresh: Fresh) -> list[str]:
    """Return the texts of the blocks as they stand on the server."""
    fresh()
    found = sa.select(Block.text).where(
        Block.text_id == section.text_id, Block.removed_at.is_(None)
    )
    return list(db.session.scalars(found.order_by(Block.position)))


def kept_texts(fresh: Fresh) -> list[str]:
    """Return what the server keeps of forms that are not sent."""
    fresh()
    rows = db.session.scalars(sa.select(KeptForm).where(KeptForm.done_at.is_(None)))
    return [str(row.fields.get("text", "")) for row in rows]


def begin_to_write(page: Page, path: str, text: str = TYPED) -> None:
    """Open the form and type, key by key at the end."""
    page.goto(path)
    box = page.locator("main textarea[name=text]")
    box.fill(text[:-1])
    box.press("End")
    page.keyboard.type(text[-1])
    expect(box).to_have_value(text)


def leave_the_field(page: Page) -> None:
    """Move on by Tab, which saves the draft."""
    with page.expect_response(re.compile("/utkast$")):
        page.keyboard.press("Tab")


def test_a_draft_is_saved_by_itself_and_is_there_next_time(
    page_as: Pages, world: World, writing: str, section: Section, fresh: Fresh
) -> None:
    page = page_as(world.birgitta)
    begin_to_write(page, writing)
    with page.expect_response(re.compile("/utkast$"), timeout=6000):
        pass
    expect(page.locator("#saved")).to_contain_text(re.compile(r"sparat \d\d\.\d\d"))
    assert TYPED in kept_texts(fresh)
    assert standing(section, fresh) == list(TEXTS)
    other = page_as(world.birgitta)
    other.goto(writing)
    expect(other.locator("main textarea[name=text]")).to_have_value(TYPED)
    assert page.evaluate("document.activeElement.name") == "text", "the answer left the field alone"


def test_what_a_killed_tab_held_is_offered_back(
    page_as: Pages, world: World, writing: str, watch: Watch
) -> None:
    watch.allow("the page crashed")
    page = page_as(world.birgitta)
    begin_to_write(page, writing)
    with contextlib.suppress(Error):
        page.goto("chrome://crash")  # the tab dies without a farewell
    again = page.context.new_page()
    again.goto(writing)
    offer = again.get_by_text("Här finns text som inte hann sparas.")
    expect(offer).to_be_visible()
    expect(again.locator("main textarea[name=text]")).to_have_value(TEXTS[2])
    again.get_by_role("button", name="Hämta tillbaka").click()
    expect(again.locator("main textarea[name=text]")).to_have_value(TYPED)
    again.get_by_role("button", name=SAVE).click()
    expect(again.locator("#besked")).to_contain_text("sparad")
    again.goto(writing)
    expect(offer).to_have_count(0)


def test_white_space_that_was_sent_is_not_offered_as_text_that_was_lost(
    page_as: Pages, world: World, section: Section
) -> None:
    page = page_as(world.birgitta)
    page.goto(f"/texter/{section.text_id}/stycken")
    page.locator("main textarea[name=text]").press_sequentially("  \n ")
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator(".field-error")).to_be_visible()
    expect(page.get_by_text("Här finns text som inte hann sparas.")).to_have_count(0)


def test_a_closed_tab_sends_its_last_draft(
    page_as: Pages, world: World, writing: str, fresh: Fresh
) -> None:
    page = page_as(world.birgitta)
    begin_to_write(page, writing)
    page.close()
    other = page_as(world.birgitta)
    other.wait_for_timeout(300)
    other.goto(writing)
    expect(other.locator("main textarea[name=text]")).to_have_value(TYPED)
    assert TYPED in kept_texts(fresh)


@pytest.fixture
def failing(watch: Watch) -> None:
    """A request that the test lets fail is no fault."""
    watch.allow("ERR_FAILED", "ERR_INTERNET_DISCONNECTED", "status of 401", "status of 400")
    watch.allow("status of 503", "status of 500", "htmx:sendError")


@pytest.mark.usefixtures("failing")
def test_a_session_that_ends_while_one_writes_keeps_the_text(
    page_as: Pages,
    world: World,
    writing: str,
    section: Section,
    fresh: Fresh,
    app: Flask,
    server: str,
) -> None:
    page = page_as(world.birgitta)
    begin_to_write(page, writing)
    page.context.clear_cookies()
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("h1")).to_have_text("Du har loggats ut")
    expect(page.locator("main textarea")).to_have_value(TYPED)
    assert standing(section, fresh) == list(TEXTS)
    link = page.get_by_role("link", name="Logga in i en ny flik")
    assert link.get_attribute("target") == "_blank"
    cookie = signed_in(app, world.birgitta)  # in another tab
    page.context.add_cookies([{**cookie, "url": server}])
    page.go_back()
    box = page.locator("main textarea[name=text]")
    if box.input_value() != TYPED:
        page.get_by_role("button", name="Hämta tillbaka").click()
    expect(box).to_have_value(TYPED)
    with page.expect_navigation():
        page.get_by_role("button", name=SAVE).click()
    if again := page.get_by_role(
        "button", name="Skicka igen"
    ).all():  # a form of the session before
        again[0].click()
    expect(page.locator("#besked")).to_contain_text("sparad")
    assert standing(section, fresh)[2] == TYPED


@pytest.mark.usefixtures("failing")
def test_an_old_form_is_sent_again_with_one_press(
    page_as: Pages, world: World, writing: str, section: Section, fresh: Fresh
) -> None:
    page = page_as(world.birgitta)
    begin_to_write(page, writing)
    page.locator("#write-form [name=csrf_token]").evaluate("(el) => { el.value = 'old' }")
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("h1")).to_have_text("Det du skickade kom inte fram")
    expect(page.locator("main textarea")).to_have_value(TYPED)
    page.get_by_role("button", name="Skicka igen").click()
    expect(page.locator("#besked")).to_contain_text("sparad")
    assert standing(section, fresh)[2] == TYPED


@pytest.mark.usefixtures("failing")
def test_a_lost_net_is_told_and_the_text_waits(
    page_as: Pages, world: World, writing: str, fresh: Fresh
) -> None:
    page = page_as(world.birgitta)
    page.goto(writing)
    page.context.set_offline(True)
    expect(page.locator("#besked")).to_contain_text("ingen kontakt med nätet")
    page.locator("main textarea[name=text]").fill(TYPED)
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_contain_text("Vi försöker igen")
    expect(page.locator("main textarea[name=text]")).to_have_value(TYPED)
    with page.expect_response(re.compile("/utkast$")):
        page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text(re.compile(r"sparat \d\d\.\d\d"))
    assert TYPED in kept_texts(fresh)


@pytest.mark.usefixtures("failing")
def test_a_server_that_does_not_answer_is_told_beside_the_draft(
    page_as: Pages, world: World, writing: str
) -> None:
    page = page_as(world.birgitta)

    def broken(route: Route) -> None:
        route.fulfill(status=503, body="x")

    page.route("**/utkast", broken)
    begin_to_write(page, writing)
    leave_the_field(page)
    expect(page.locator("#saved")).to_contain_text("Inte sparat")
    expect(page.locator("#saved")).to_have_class(re.compile("failed"))
    expect(page.locator("main textarea[name=text]")).to_have_value(TYPED)


def test_two_presses_act_once(page_as: Pages, world: World, section: Section, fresh: Fresh) -> None:
    page = page_as(world.larserik)
    page.goto(f"/stycken/{section.text.blocks[2].id}/forslag")
    page.locator("main textarea[name=text]").fill(TYPED)
    page.get_by_label("Varför?").fill("Tydligare.")
    page.get_by_role("button", name="Skicka förslaget").dblclick()
    expect(page.locator("#besked")).to_contain_text("förslag")
    fresh()
    assert db.session.scalar(sa.select(sa.func.count(Suggestion.id))) == 1


def test_the_same_form_sent_from_two_places_acts_once(
    page_as: Pages, world: World, section: Section, fresh: Fresh
) -> None:
    first = page_as(world.larserik, js=False)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/stycken/{section.text.blocks[2].id}/forslag")
    for name in ("once", "opened"):
        value = first.locator(f"#main form [name={name}]").input_value()
        second.locator(f"#main form [name={name}]").evaluate("(el, to) => { el.value = to }", value)
    for page in (first, second):
        page.locator("main textarea[name=text]").fill(TYPED)
        page.get_by_label("Varför?").fill("Tydligare.")
        page.get_by_role("button", name="Skicka förslaget").click()
    expect(first.locator("#besked")).to_contain_text("Tack!")
    expect(second.locator("#besked")).to_contain_text("Det var redan gjort.")
    fresh()
    assert db.session.scalar(sa.select(sa.func.count(Suggestion.id))) == 1


def test_two_tabs_never_overwrite_each_other(
    page_as: Pages, world: World, writing: str, section: Section, fresh: Fresh
) -> None:
    first = page_as(world.birgitta)
    second = first.context.new_page()
    second.goto(writing)
    begin_to_write(first, writing, "Resorna ska ersättas av staten.")
    begin_to_write(second, writing, "Resorna ska ersättas av regionen.")
    for page in (first, second):
        page.get_by_role("button", name=SAVE).click()
        page.wait_for_load_state()
    expect(second.locator("h1")).to_contain_text("hann spara före dig")
    expect(second.locator("main")).to_contain_text("Resorna ska ersättas av regionen.")
    assert standing(section, fresh)[2] == "Resorna ska ersättas av staten."


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_back_keeps_what_was_typed(js: bool, page_as: Pages, world: World, writing: str) -> None:
    page = page_as(world.birgitta, js=js)
    page.goto(writing)
    page.locator("main textarea[name=text]").fill(TYPED)
    page.get_by_role("link", name="Min sida").first.click()
    page.wait_for_url("**/min-sida")
    page.go_back()
    box = page.locator("main textarea[name=text]")
    if box.input_value() != TYPED:
        page.get_by_role("button", name="Hämta tillbaka").click()
    expect(box).to_have_value(TYPED)


def test_a_draft_that_meets_a_new_text_is_told(
    page_as: Pages, world: World, writing: str, section: Section
) -> None:
    mine, theirs = page_as(world.birgitta), page_as(world.kerstin)
    mine.goto(writing)
    begin_to_write(theirs, writing, "Resorna ska ersättas av staten, säger Kerstin.")
    theirs.get_by_role("button", name=SAVE).click()
    expect(theirs.locator("#besked")).to_contain_text("sparad")
    mine.locator("main textarea[name=text]").fill(TYPED)
    leave_the_field(mine)
    expect(mine.locator("#saved")).to_contain_text("Kerstin har sparat en ny text under tiden")


def test_signing_out_takes_the_copies_along(page_as: Pages, world: World, writing: str) -> None:
    page = page_as(world.birgitta)
    page.route("**/utkast", lambda route: route.fulfill(status=200, body=""))
    begin_to_write(page, writing)
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('ideell:')).length")
        == 1
    )
    page.goto("/min-sida")
    page.locator("main form[data-sign-out] button").click()
    page.wait_for_url("**/")
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('ideell:'))") == []
    )


@pytest.mark.usefixtures("failing")
def test_a_draft_of_somebody_signed_out_elsewhere_is_not_called_saved(
    page_as: Pages, world: World, writing: str
) -> None:
    page = page_as(world.birgitta)
    with page.expect_response(re.compile("/narvaro$")):
        begin_to_write(page, writing)
    begin_as_reader(False)
    db.session.execute(sa.update(LoginSession).values(ended_at=sa.func.now()))
    db.session.commit()
    begin_as_reader(True)
    leave_the_field(page)
    expect(page.locator("#saved")).to_contain_text("Inte sparat")
    expect(page.locator("main textarea[name=text]")).to_have_value(TYPED)
