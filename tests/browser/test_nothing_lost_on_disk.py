"""Nobody loses a word when the disk is full or cannot be written, or when one reloads too soon."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page, Route, expect

from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.writing.models import Block, Revision
from tests.browser.builders import TEXTS
from tests.browser.watching import Watch
from tests.world import World

Fresh = Callable[[], None]
Pages = Callable[..., Page]
TYPED = " ".join(f"Resa {number} ska ersättas fullt ut." for number in range(150))  # over one page
SAVE = "Spara texten"


def standing(section: Section, fresh: Fresh) -> list[str]:
    """Return the texts of the blocks as they stand on the server."""
    fresh()
    found = sa.select(Block.text).where(Block.text_id == section.text_id)
    return list(db.session.scalars(found.order_by(Block.position)))


@pytest.fixture(params=["max_page_count=1", "query_only=ON"], ids=["full", "read-only"])
def bad_disk(
    app: Flask, watch: Watch, request: pytest.FixtureRequest
) -> Callable[[], AbstractContextManager[None]]:
    """Within `bad_disk()` the database has no room for one more page, or cannot be written."""
    watch.allow("status of 503", "Error Code 503 from")

    def set_pragma(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA {request.param}")

    @contextmanager
    def bad() -> Iterator[None]:
        db.session.rollback()
        db.engine.dispose()
        with closing(sqlite3.connect(str(db.engine.url.database))) as own:
            own.execute("VACUUM")  # what earlier tests wrote has left room
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # and the file is as small as that
        sa.event.listen(db.engine, "connect", set_pragma)
        db.engine.dispose()  # a form that stands open may have asked meanwhile
        try:
            yield
        finally:
            sa.event.remove(db.engine, "connect", set_pragma)
            db.engine.dispose()

    return bad


def test_what_a_bad_disk_refused_is_sent_again_with_one_press(
    page_as: Pages, world: World, writing: str, section: Section, fresh: Fresh, bad_disk: Any
) -> None:
    page = page_as(world.birgitta)
    page.goto(writing)
    with bad_disk():
        page.locator("main textarea[name=text]").fill(TYPED)
        page.get_by_role("button", name=SAVE).click()
        expect(page.locator("h1")).to_have_text("Det du skickade kom inte fram")
        expect(page.locator("main textarea")).to_have_value(TYPED)
    assert standing(section, fresh) == list(TEXTS)
    page.get_by_role("button", name="Skicka igen").click()
    expect(page.locator("#besked")).to_contain_text("sparad")
    assert standing(section, fresh)[2] == TYPED


def test_a_draft_that_a_bad_disk_refused_waits_in_the_browser(
    page_as: Pages, world: World, writing: str, bad_disk: Any
) -> None:
    page = page_as(world.birgitta)
    page.goto(writing)
    box = page.locator("main textarea[name=text]")
    with bad_disk():
        box.fill(TYPED)
        with page.expect_response(re.compile("/utkast$")) as answered:
            page.keyboard.press("Tab")
        assert answered.value.status == 503
        expect(page.locator("#saved")).to_contain_text("Inte sparat")
        page.reload()
        expect(box).to_have_value(TEXTS[2])
        page.get_by_role("button", name="Hämta tillbaka").click()
        expect(box).to_have_value(TYPED)


@pytest.fixture
def held_back(watch: Watch) -> tuple[Callable[[Page], None], list[Route]]:
    """Lets what a page sends when one saves go no further; gives it."""
    watch.allow("ERR_ABORTED", "ERR_FAILED")
    sent: list[Route] = []

    def hold(route: Route) -> None:
        sent.append(route) if route.request.method == "POST" else route.continue_()

    return lambda page: page.route("**/skriv", hold), sent


def press_save(page: Page, path: str, sent: list[Route], *, drafts: bool = True) -> Route:
    """Type, press save, and return what is on its way; a draft has arrived before, or never."""
    page.goto(path)
    if not drafts:
        page.route("**/utkast", lambda route: route.abort())
    page.locator("main textarea[name=text]").fill(TYPED)
    if drafts:
        with page.expect_response(re.compile("/utkast$")):
            page.keyboard.press("Tab")
    page.get_by_role("button", name=SAVE).click(no_wait_after=True)
    while not sent:
        page.wait_for_timeout(20)
    return sent[0]


def reload_instead(page: Page, save: Route) -> None:
    """Load the page anew, so that the browser waits for the save no longer."""
    with page.expect_event("requestfailed"):
        save.abort("aborted")
    page.reload()


@pytest.mark.parametrize("drafts", [True, False], ids=["draft kept", "no draft"])
def test_a_reload_before_the_save_arrives_gives_the_text_back(
    page_as: Pages,
    world: World,
    writing: str,
    section: Section,
    fresh: Fresh,
    held_back: Any,
    drafts: bool,
) -> None:
    hold, sent = held_back
    page = page_as(world.birgitta)
    hold(page)
    reload_instead(page, press_save(page, writing, sent, drafts=drafts))
    assert standing(section, fresh) == list(TEXTS)
    if not drafts:
        page.get_by_role("button", name="Hämta tillbaka").click()
    expect(page.locator("main textarea[name=text]")).to_have_value(TYPED)
    page.unroute("**/skriv")
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#besked")).to_contain_text("sparad")
    assert standing(section, fresh)[2] == TYPED


def test_a_reload_before_the_answer_arrives_finds_the_text_saved_once(
    page_as: Pages, world: World, writing: str, section: Section, fresh: Fresh, held_back: Any
) -> None:
    hold, sent = held_back
    page = page_as(world.birgitta)
    hold(page)
    save = press_save(page, writing, sent)
    save.fetch(max_redirects=0)  # it arrives, and its answer goes nowhere
    reload_instead(page, save)
    expect(page.locator("main textarea[name=text]")).to_have_value(TYPED)
    assert standing(section, fresh)[2] == TYPED
    assert db.session.scalar(sa.select(sa.func.count(Revision.id))) == 2
