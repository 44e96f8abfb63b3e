"""The watch sees what it is there to see: each of these must be able to go red."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.browser.watching import Watch
from tests.world import World

POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}
PLAIN: dict[str, str] = {}
CASES = {
    "console error: lost": ("<script>console.error('lost')</script>", PLAIN),
    "script error: ": ("<script>missing.thing()</script>", PLAIN),
    "dialog alert: boo": ("<script>alert('boo')</script>", PLAIN),
    "foreign request: https://elsewhere.example/x.png": (
        "<img src='https://elsewhere.example/x.png' alt=''>",
        PLAIN,
    ),
    "content policy: script-src-elem inline": ("<script>1</script>", POLICY),
    "content policy: style-src-attr inline": ("<p style='color:red'>x</p>", POLICY),
}


def show(context: BrowserContext, body: str, headers: dict[str, str]) -> Page:
    page = context.new_page()

    def answer(route: Route) -> None:
        if "elsewhere" in route.request.url:
            route.abort()
        else:
            html = f"<!doctype html><title>x</title>{body}"
            route.fulfill(body=html, content_type="text/html", headers=headers)

    page.route("**/*", answer)
    page.goto("/made-up")
    page.wait_for_timeout(100)
    return page


@pytest.mark.parametrize("seen", CASES)
def test_the_watch_notes(
    seen: str, new_context: Callable[..., BrowserContext], watch: Watch
) -> None:
    body, headers = CASES[seen]
    show(new_context(), body, headers)
    assert any(seen in problem for problem in watch.problems), watch.problems
    watch.allow(*watch.problems)


def test_a_quiet_page_is_held_against_nobody(
    new_context: Callable[..., BrowserContext], watch: Watch
) -> None:
    show(new_context(), "<h1>x</h1><script>1</script>", PLAIN)
    assert watch.problems == []


def test_axe_finds_what_is_wrong(
    new_context: Callable[..., BrowserContext], axe: Callable[[Page], list[str]]
) -> None:
    page = show(new_context(), "<main><h1>x</h1><input name='q'></main>", POLICY)
    assert any(found.startswith("label ") for found in axe(page)), axe(page)


def test_without_scripts_none_runs(new_context: Callable[..., BrowserContext]) -> None:
    page = show(new_context(js=False), "<h1>x</h1><script>document.title='ran'</script>", PLAIN)
    assert page.title() == "x"


def test_a_page_is_that_of_the_person_asked_for(page_as: Callable[..., Page], world: World) -> None:
    mine, strangers = page_as(world.anna), page_as(None)
    mine.goto("/min-sida")
    strangers.goto("/min-sida")
    assert world.anna.name in mine.content()
    assert "/logga-in" in strangers.url
