"""A real Chromium, watched, on the real application with the invented town in it.

`page_as(world.anna)` gives a page of a signed-in person, `page_as(None)` a stranger's.
Every page is watched: a console error, a violation of the content policy, a script error, a
dialog or a request to anywhere else fails the test, unless it says `watch.allow("…")`.

What a test reads from the database it reads as a reader, so that it never makes the server
wait; `fresh()` first, to see what the server wrote.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from ideell import create_app
from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.foundation.database import reading
from ideell.people.models import User
from tests.browser import looking
from tests.browser.builders import build_answer
from tests.browser.signing import signed_in
from tests.browser.states import State
from tests.browser.town import Town, demo_town
from tests.browser.watching import Watch
from tests.conftest import settings_for
from tests.serving import free_port, in_thread
from tests.world import World, build_world

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FOUND = ROOT / ".cache" / "browser.json"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
HEIGHTS = {1280: 800, 390: 844, 320: 568}
PATIENCE = 10_000  # milliseconds

ANSWERS = (400, 401, 403, 404, 405, 409, 413, 422, 429, 500)  # all of them pages in words
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
RUN_AXE = """async (tags) => {
  const late = new Promise((_, refuse) => setTimeout(refuse, 30000, new Error("axe is late")));
  const options = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]};
  const found = await Promise.race([axe.run(document, options), late]);
  const line = (rule, node) =>
    `${rule.id} (${rule.impact}): ${rule.help} at ${node.target.join(" ")}: ${node.html}`;
  return found.violations.flatMap((rule) => rule.nodes.map((node) => line(rule, node)));
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def port() -> int:
    """The port that the application believes it is reached at, and is."""
    return free_port()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Flask]:
    """The application on a database of its own, at the address that the browser uses."""
    folder = tmp_path_factory.mktemp("ideell-browser")
    app = create_app(settings_for(folder, base_address=f"http://127.0.0.1:{port}"))
    with app.app_context():
        db.drop_all()
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def server(app: Flask, port: int) -> Iterator[str]:
    """The application, served; gives its address."""
    with in_thread(app, port) as address:
        yield address


@pytest.fixture
def world(context: Flask) -> Iterator[World]:
    """The invented town; after it is built, the test only reads unless it says otherwise."""
    world = build_world()
    db.session.commit()
    with reading():
        yield world
        db.session.rollback()


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The demo on a server of its own, filled once."""
    with demo_town(tmp_path_factory.mktemp("ideell-demo")) as town:
        yield town


@pytest.fixture
def town(demo_server: Town) -> Iterator[Town]:
    """The demo, looked at only: `town.cookie("birgitta")`, `town.one(Consultation, …)`."""
    with demo_server.app.app_context(), reading():
        yield demo_server
        db.session.rollback()


@pytest.fixture(scope="session")
def demo_watch(demo_server: Town) -> Watch:
    """What must not happen while the demo is looked at."""
    watch = Watch(demo_server.address)
    watch.allow(*(f"status of {code} " for code in ANSWERS))
    return watch


@pytest.fixture(scope="session")
def demo_context(
    browser: Browser, demo_server: Town, demo_watch: Watch
) -> Iterator[BrowserContext]:
    """One browser window for all states; each begins with the cookie of its person."""
    context = watched_context(browser, demo_server.address, demo_watch)
    yield context
    context.close()


@pytest.fixture
def show(
    town: Town, demo_context: BrowserContext, demo_watch: Watch
) -> Iterator[Callable[..., Page]]:
    """`show(state)` gives a page in that state; what the browser complained of fails the test."""
    page = demo_context.new_page()

    def open_it(state: State, width: int = 1280) -> Page:
        demo_context.clear_cookies()
        if state.who:
            demo_context.add_cookies([town.cookie(state.who, state.hat)])  # type: ignore[list-item]  # because playwright types it closer
        looking.resize(page, width)
        town.shown.clear()
        page.goto(state.path(town))
        if state.then:
            state.then(page, town)
        return page

    demo_watch.problems.clear()
    yield open_it
    page.close()
    assert not demo_watch.unexpected(), "\n".join(demo_watch.unexpected())


@pytest.fixture
def fresh() -> Callable[[], None]:
    """Forget what was read: the next look at the database sees what the server wrote."""

    def forget() -> None:
        db.session.rollback()
        db.session.expire_all()

    return forget


@pytest.fixture(scope="session")
def known_browser() -> dict[str, Any]:
    """How to start the browser that `make setup` found."""
    if not FOUND.is_file():
        pytest.fail("No browser is known here: run make setup, which finds or fetches one.")
    known: dict[str, Any] = json.loads(FOUND.read_text())
    return known


@pytest.fixture(scope="session")
def playwright_driver(known_browser: dict[str, Any]) -> Iterator[Playwright]:
    """Playwright's driver, on a Node that runs here."""
    os.environ.update(known_browser["driver"])
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright, known_browser: dict[str, Any]) -> Iterator[Browser]:
    """One Chromium per worker."""
    browser = playwright_driver.chromium.launch(
        executable_path=known_browser["program"],
        args=known_browser["arguments"],
        env={**os.environ, **known_browser["environment"]},
    )
    yield browser
    browser.close()


@pytest.fixture
def watch(server: str) -> Iterator[Watch]:
    """What must not happen while this test drives the browser."""
    watch = Watch(server)
    yield watch
    assert not watch.unexpected(), "\n".join(watch.unexpected())


def watched_context(
    browser: Browser,
    address: str,
    watch: Watch,
    *,
    width: int = 1280,
    dark: bool = False,
    js: bool = True,
    **more: Any,
) -> BrowserContext:
    """Return a browser window of its own, for the server at `address`, under watch."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": HEIGHTS.get(width, 800)},
        color_scheme="dark" if dark else "light",
        java_script_enabled=js,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        reduced_motion="reduce",
        **more,
    )
    context.set_default_timeout(PATIENCE)
    watch.over(context)
    return context


@pytest.fixture
def new_context(
    browser: Browser, server: str, watch: Watch
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes watched browser contexts: `new_context(width=390, dark=True, js=False)`.

    More words go to Playwright as they are, e.g. `forced_colors="active"`.
    """
    made: list[BrowserContext] = []

    def make(**settings: Any) -> BrowserContext:
        context = watched_context(browser, server, watch, **settings)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page_as(
    app: Flask, world: World, server: str, new_context: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    """Gives pages of people: `page_as(world.anna, width=390)`, `page_as(None)` of a stranger.

    Takes what `new_context` takes, and `org=` for the hat that is worn.
    """

    def make(person: User | None, *, org: Any = None, **context_settings: Any) -> Page:
        context = new_context(**context_settings)
        if person is not None:
            context.add_cookies([{**signed_in(app, person, org), "url": server}])
        return context.new_page()

    return make


@pytest.fixture
def no_js(page_as: Callable[..., Page]) -> Callable[..., Page]:
    """As `page_as`, in a browser that runs no scripts."""
    return lambda person, **settings: page_as(person, js=False, **settings)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)` gives what axe-core holds against the page as it stands, a line each."""
    source = AXE.read_text(encoding="utf-8")

    def judge(page: Page) -> list[str]:
        page.evaluate(source)
        found: list[str] = page.evaluate(RUN_AXE, AXE_TAGS)
        return found

    return judge


@pytest.fixture
def section(world: World) -> Section:
    """An answer's section with three blocks."""
    return build_answer(world)


@pytest.fixture
def writing(section: Section) -> str:
    """Where the third block is written."""
    return f"/stycken/{section.text.blocks[2].id}/skriv"
