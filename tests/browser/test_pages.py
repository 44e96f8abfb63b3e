"""Every page in every state, in a real browser: for eyes, keys, phones and screen readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.routing import Rule

from tests.browser import looking
from tests.browser.conftest import ROOT, watched_context
from tests.browser.states import DOWNLOADS, ELSEWHERE, STATES, State
from tests.browser.town import Town
from tests.browser.watching import Watch

TEMPLATES = ROOT / "templates"
DIST = ROOT / "ideell" / "static" / "dist"
IN_WORDS = {401, 403, 404, 405, 400, 409, 413, 422, 429, 500}
FIRST_OF_TEMPLATE = {state.template: state.name for state in reversed(STATES)}

Judge = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def demo_watch(demo_server: Town) -> Watch:
    """What must not happen while the demo is looked at."""
    watch = Watch(demo_server.address)
    watch.allow(*(f"status of {code} " for code in IN_WORDS))
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


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_page_is_fit_for_everybody(
    state: State, show: Callable[..., Page], town: Town, axe: Judge
) -> None:
    page = show(state)
    assert town.template() == state.template
    faults = looking.shell(page) + axe(page) + looking.geometry(page)
    weight = looking.packed(page.content().encode())
    most = looking.LONG_PAGE_MOST if state.is_long else looking.PAGE_MOST
    if weight > most:
        faults.append(f"{weight} bytes of HTML, gzip")
    if FIRST_OF_TEMPLATE[state.template] == state.name:
        faults += in_the_other_theme_and_widths(page, axe)
        looking.resize(page, 1280)
        faults += looking.tab_order(page)
    assert not faults, "\n".join(faults)


def in_the_other_theme_and_widths(page: Page, axe: Judge) -> list[str]:
    """Return what axe-core finds in the dark and on phones."""
    faults: list[str] = []
    for width, scheme in ((1280, "dark"), (390, "light"), (320, "dark")):
        looking.resize(page, width)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # because they are words
        faults += [f"{scheme} at {width}: {fault}" for fault in axe(page)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return faults


@pytest.mark.parametrize("path", ["/", "/logga-in"])
def test_the_first_view_is_light(path: str, show: Callable[..., Page]) -> None:
    page = show(State("first view", "", "", path))
    assert looking.first_view(page, DIST) <= looking.FIRST_VIEW_MOST


def test_every_page_has_a_state() -> None:
    pages = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if not path.name.startswith("_")
        and path.relative_to(TEMPLATES).parts[0] not in {"layouts", "components"}
    }
    assert pages - {state.template for state in STATES} - set(ELSEWHERE) == set()


def test_every_address_is_reached(town: Town) -> None:
    known = town.app.url_map.bind("127.0.0.1")
    reached = set()
    for place in [*STATES, *DOWNLOADS]:
        path = place.path(town).partition("?")[0]
        if path != "/finns-inte" and place.status != 405:
            reached.add(known.match(path, method="GET")[0])
    asked = {rule.endpoint for rule in town.app.url_map.iter_rules() if is_a_page(rule)}
    assert asked - reached == set()


def is_a_page(rule: Rule) -> bool:
    """Tell whether people can go there."""
    return "GET" in (rule.methods or set()) and rule.endpoint != "static"


@pytest.mark.parametrize("download", DOWNLOADS, ids=lambda one: str(one.at)[:30])
def test_what_is_no_page_answers(download: object, town: Town, demo_context: BrowserContext) -> None:
    demo_context.clear_cookies()
    if download.who:  # type: ignore[attr-defined]
        demo_context.add_cookies([town.cookie(download.who)])  # type: ignore[attr-defined]
    answer = demo_context.request.get(download.path(town), max_redirects=0)  # type: ignore[attr-defined]
    assert answer.status == download.status  # type: ignore[attr-defined]
