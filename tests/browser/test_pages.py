"""Every page before the answer in every state, for eyes, keys, phones and screen readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from werkzeug.routing import Rule

from tests.browser import looking
from tests.browser.conftest import ROOT
from tests.browser.judging import Judge, hold_against
from tests.browser.states import (
    BEFORE_THE_ANSWER,
    DOWNLOADS,
    FILES,
    REDIRECTS,
    STATES,
    Download,
    State,
)
from tests.browser.town import Town

TEMPLATES = ROOT / "templates"
DIST = ROOT / "ideell" / "static" / "dist"


@pytest.mark.parametrize("state", BEFORE_THE_ANSWER, ids=lambda state: state.name)
def test_a_page_is_fit_for_everybody(
    state: State, show: Callable[..., Page], town: Town, axe: Judge
) -> None:
    faults = hold_against(show(state), state, town, axe)
    assert not faults, "\n".join(faults)


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
    assert pages - {state.template for state in STATES} == set()


def test_every_address_is_reached(town: Town) -> None:
    known = town.app.url_map.bind("127.0.0.1")
    reached = set()
    for place in [*STATES, *DOWNLOADS, *REDIRECTS, *FILES]:
        path = place.path(town).partition("?")[0]
        if path != "/finns-inte" and place.status != 405:
            reached.add(known.match(path, method="GET")[0])
    asked = {rule.endpoint for rule in town.app.url_map.iter_rules() if is_a_page(rule)}
    assert asked - reached == set()


def is_a_page(rule: Rule) -> bool:
    """Tell whether people can go there."""
    return "GET" in (rule.methods or set()) and rule.endpoint != "static"


@pytest.mark.parametrize("download", [*DOWNLOADS, *REDIRECTS], ids=lambda one: one.name)
def test_what_is_no_page_answers(
    download: Download, town: Town, demo_context: BrowserContext
) -> None:
    demo_context.clear_cookies()
    if download.who:
        demo_context.add_cookies([town.cookie(download.who)])  # type: ignore[list-item]  # because playwright types it closer
    answer = demo_context.request.get(download.path(town), max_redirects=0)
    assert answer.status == download.status
