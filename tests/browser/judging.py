"""One page in one state, held against everything a page is held against."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser import looking
from tests.browser.states import STATES, State
from tests.browser.town import Town

FIRST_OF_TEMPLATE = {state.template: state.name for state in reversed(STATES)}

Judge = Callable[[Page], list[str]]


def hold_against(page: Page, state: State, town: Town, axe: Judge) -> list[str]:
    """Return every fault of a page: its words, its size, its places, its keys, its theme."""
    if town.template() != state.template:
        return [f"{town.template()} instead of {state.template}"]
    faults = looking.shell(page) + axe(page) + looking.geometry(page)
    weight = looking.packed(page.content().encode())
    most = looking.LONG_PAGE_MOST if state.is_long else looking.PAGE_MOST
    if weight > most:
        faults.append(f"{weight} bytes of HTML, gzip")
    if FIRST_OF_TEMPLATE[state.template] == state.name:
        faults += in_the_other_theme_and_widths(page, axe)
        looking.resize(page, 1280)
        faults += looking.tab_order(page)
    return faults


def in_the_other_theme_and_widths(page: Page, axe: Judge) -> list[str]:
    """Return what axe-core finds in the dark and on phones."""
    faults: list[str] = []
    for width, scheme in ((1280, "dark"), (390, "light"), (320, "dark")):
        looking.resize(page, width)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # because they are words
        faults += [f"{scheme} at {width}: {fault}" for fault in axe(page)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return faults
