"""The corpus in a real Chromium: nothing runs, nothing is fetched from elsewhere or changed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.promises.outcome import Outcome
from tests.promises.planting import plant
from tests.promises.town import Town, standing
from tests.serving import ROOT, free_port, in_thread

FOUND = ROOT / ".cache" / "browser.json"
BATCH = 40
# A vector that runs calls alert; prompt and confirm as well.
HOOK = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print"]) {
  window[name] = (said) => { window.__ran.push(name + ": " + said); };
}
"""
PATIENCE = 10_000
# What a page tells by itself while it is looked at: who is here, and how far one has read.
TOLD = re.compile(r"/(narvaro|lasning)$")


def known() -> bool:
    """Tell whether `make setup` has found a browser."""
    return FOUND.is_file()


@contextmanager
def opened() -> Iterator[Any]:
    """Give a Chromium."""
    from playwright.sync_api import sync_playwright

    found = json.loads(FOUND.read_text())
    os.environ.update(found["driver"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found["program"],
            args=found["arguments"],
            env={**os.environ, **found["environment"]},
        )
        yield browser
        browser.close()


def look(vectors: list[str]) -> Outcome:
    """Open every page that shows a vector; then each vector bare, as the control."""
    port = free_port()
    with standing(base_address=f"http://127.0.0.1:{port}") as town, opened() as browser:
        with in_thread(town.app, port) as address:
            pages, faults = _open_all(town, browser, address, vectors)
        fired = sum(_fires(browser, vector) for vector in vectors)
    return Outcome(
        figure=f"{len(faults)} ran, fetched or changed on {pages} pages",
        faults=faults,
        control=f"{fired} of {len(vectors)} ran",
        control_is_red=fired > len(vectors) / 50,
    )


def _open_all(town: Town, browser: Any, address: str, vectors: list[str]) -> tuple[int, list[str]]:
    faults: list[str] = []
    opened_pages = 0
    context = browser.new_context(base_url=address)
    name, _, value = town.people["moderator"].cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": address}])
    context.add_init_script(HOOK)
    fetched: list[str] = []
    sent: list[str] = []
    context.on("request", lambda request: fetched.append(request.url))

    def keep_back(route: Any) -> None:
        """Let nothing be sent; what may be is told apart afterwards."""
        if route.request.method == "GET":
            route.continue_()
        else:
            sent.append(route.request.url)
            route.abort()

    context.route("**/*", keep_back)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for start in range(0, len(vectors), BATCH):
        for path in plant(town, vectors[start : start + BATCH]):
            if "/hamta/" in path:
                continue
            town.snapshot.changed()
            page.goto(path, wait_until="load")
            opened_pages += 1
            faults += [f"{path} ran {said}" for said in page.evaluate("window.__ran || []")]
            if town.snapshot.changed():
                faults.append(f"{path} changed something by being looked at")
        town.snapshot.restore()
    faults += [f"fetched {url}" for url in fetched if not url.startswith(address)]
    faults += [f"sent {url}" for url in sent if not TOLD.search(url)]
    context.close()
    return opened_pages, faults


def _fires(browser: Any, vector: str) -> bool:
    """Tell whether a vector runs on a bare page, without our cleaning and our policy."""
    context = browser.new_context(offline=True)
    context.add_init_script(HOOK)
    page = context.new_page()
    page.set_default_timeout(2_000)
    try:
        page.set_content(f"<!doctype html><body>{vector}</body>", wait_until="commit")
        page.wait_for_timeout(15)
        return bool(page.evaluate("(window.__ran || []).length"))
    except Exception:  # a vector that leads away or never ends has not run
        return False
    finally:
        context.close()
