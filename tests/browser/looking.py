# ruff: noqa: E501  # because scripts for the browser stand here
"""What is held against a page as it stands: each function gives a line for each fault."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

WIDTHS = (1280, 390, 320)
HEIGHTS = {1280: 800, 390: 844, 320: 568}
PAGE_MOST = 12_000  # bytes of HTML, gzip
LONG_PAGE_MOST = 60_000  # of a section with 200 blocks
FIRST_VIEW_MOST = 40_000  # bytes of everything, gzip
TAB_STOPS = 80

SIDEWAYS = """() => {
  const root = document.scrollingElement, wide = innerWidth;
  if (root.scrollWidth <= wide) return [];
  const scrolls = (el) => { for (; el; el = el.parentElement)
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(el).overflowX)) return true; };
  return [...document.body.querySelectorAll("*")]
    .filter((el) => el.getBoundingClientRect().right > wide + 1 && !scrolls(el.parentElement))
    .slice(0, 3).map((el) => `wider than the window (${root.scrollWidth} of ${wide}): ${el.outerHTML.slice(0, 120)}`)
    .concat([`sideways scroll at ${wide}`]);
}"""

# WCAG 2.5.8: 24 × 24 px, but for links in the run of a text.
SMALL_TARGETS = """() => {
  const seen = (el) => el.checkVisibility({visibilityProperty: true}) && !el.closest(".visually-hidden, .skip");
  const size = (el) => { const box = el.getBoundingClientRect(); return Math.min(box.width, box.height); };
  const inText = (el) => el.matches("a") && getComputedStyle(el).display === "inline";
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((el) => seen(el) && !inText(el) && size(el) < 24 && !(el.labels?.[0] && size(el.labels[0]) >= 24))
    .map((el) => `target of ${size(el).toFixed(1)} px: ${el.outerHTML.slice(0, 120)}`);
}"""

FOCUS = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  if (!el.matches(":focus-visible")) return {what: el.outerHTML.slice(0, 120), fault: "focus is not shown"};
  const shown = (el) => { const style = getComputedStyle(el);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none"; };
  const ring = shown(el) || [...el.parentElement.children, el.parentElement, el.closest("li, label, .choice, .task-list > li") || el]
    .some((near) => near.contains(el) && shown(near)) || ["::before", "::after"].some((part) => {
      const style = getComputedStyle(el, part); return style.outlineStyle !== "none" && style.content !== "none"; });
  const box = el.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  if (!el.dataset.stop) el.dataset.stop = Math.random();
  return {what: el.outerHTML.slice(0, 120), stop: el.dataset.stop,
          fault: !ring ? "no focus ring" : !inside ? "focus outside the window" : ""};
}"""

TYPOGRAPHY = """() => {
  const own = document.querySelector("main").cloneNode(true);
  own.querySelectorAll(".prose, blockquote, textarea, .message, pre, code").forEach((el) => el.remove());
  const text = own.innerText || own.textContent;
  return [...text.matchAll(/.{0,30}(undefined|None|\\bnull\\b|%\\(|\\{\\{|\\{time\\}| ,|\\.\\.(?!\\.)).{0,30}/g)].map((m) => `odd words: ${m[0]}`);
}"""


def resize(page: Page, width: int) -> None:
    """Give the window another width."""
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})


def geometry(page: Page) -> list[str]:
    """Return what is too wide or too small to hit, at every width."""
    faults: list[str] = []
    for width in WIDTHS:
        resize(page, width)
        found = [*page.evaluate(SIDEWAYS), *page.evaluate(SMALL_TARGETS)]
        faults += [f"at {width}: {fault}" for fault in found]
    resize(page, WIDTHS[0])
    return faults


def shell(page: Page) -> list[str]:
    """Return what is wrong with language, title, heading and words."""
    faults = list(page.evaluate(TYPOGRAPHY))
    if page.locator("html").get_attribute("lang") not in {"sv", "en"}:
        faults.append("the page does not say its language")
    headings = page.locator("h1")
    if headings.count() != 1:
        return [*faults, f"{headings.count()} h1"]
    title = page.title().removeprefix("Fel: ")
    heading = " ".join((headings.text_content() or "").split())
    if not " ".join(title.split()).startswith(heading):
        faults.append(f"title {title!r} but heading {heading!r}")
    return faults


def tab_order(page: Page) -> list[str]:
    """Walk the page by Tab; every stop must be seen, and there must be a way through."""
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    faults, stops = [], set()
    for _ in range(TAB_STOPS):
        page.keyboard.press("Tab")
        here: dict[str, Any] | None = page.evaluate(FOCUS)
        if here is None or here["stop"] in stops:
            break
        stops.add(here["stop"])
        if here["fault"]:
            faults.append(f"{here['fault']}: {here['what']}")
    if not stops:
        faults.append("nothing can be reached by Tab")
    return faults


def packed(content: bytes) -> int:
    """Return how many bytes go over the line."""
    return len(gzip.compress(content, 6))


def first_view(page: Page, dist: Path) -> int:
    """Return the bytes of the page and everything it needs, gzip."""
    names = {Path(url).name.partition("#")[0] for url in page.evaluate(
        "performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)"
        ".filter((path) => path.startsWith('/static/'))"
    )}  # fmt: skip
    files = sum(len((dist / f"{name}.gz").read_bytes()) for name in names)
    return files + packed(page.content().encode())
