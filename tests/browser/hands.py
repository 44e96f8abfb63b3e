"""People at work: by the keys alone, by pointing, and in a browser that runs no scripts.

The same walk is walked by each of them; only how a thing is reached and pressed differs.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

MOST_TABS = 250
ACTIVE = "document.activeElement"


class Hands:
    """Somebody who points and types; scripts or not, the page must do."""

    has_keys = False

    def __init__(self, page: Page, *, js: bool) -> None:
        self.page = page
        self.js = js

    def go(self, path: str) -> None:
        """Open a page by its address, as from a mail."""
        self.page.goto(path)

    def press(self, name: str, *, within: str = "main", first: bool = False) -> None:
        """Press a button or a link by its words."""
        self._activate(self.find(name, within, first=first))

    def find(self, name: str, within: str = "main", *, first: bool = False) -> Locator:
        """Return the one button or link whose words are or begin with `name`."""
        words = re.compile(rf"^\s*{re.escape(name)}(\s*$|[\s:,(].*)", re.DOTALL)
        area = self.page.locator(within)
        found = area.get_by_role("button", name=words).or_(area.get_by_role("link", name=words))
        return found.first if first else found

    def write(self, label: str, text: str, *, within: str = "main") -> None:
        """Type into the field with this label, in place of what stands there."""
        self._fill(self.field(label, within), text)

    def field(self, label: str, within: str = "main") -> Locator:
        """Return the field with this label."""
        return self.page.locator(within).get_by_label(label, exact=True)

    def choose(self, label: str, *, within: str = "main") -> None:
        """Choose a radio button or tick a box."""
        words = re.compile(rf"^\s*{re.escape(label)}")
        self._tick(self.page.locator(within).get_by_label(words).first)

    def select(self, label: str, option: str, *, within: str = "main") -> None:
        """Choose in a list."""
        self._select(self.field(label, within), option)

    def bring(self, label: str, path: Path) -> None:
        """Choose a file; the window for it belongs to the browser."""
        self.field(label).set_input_files(path)

    def said(self, *words: str) -> None:
        """The status region says it, and nobody is left on an empty page."""
        for one in words:
            expect(self.page.locator("#besked")).to_contain_text(one)

    def sees(self, *words: str) -> None:
        """The page shows it."""
        for one in words:
            expect(self.page.locator("main")).to_contain_text(one)

    def undo(self) -> None:
        """Take back what the status region says was done."""
        self.press("Ångra", within="#besked")
        self.said("Ångrat.")

    def _activate(self, found: Locator) -> None:
        found.click()

    def _fill(self, found: Locator, text: str) -> None:
        found.fill(text)

    def _tick(self, found: Locator) -> None:
        found.check()

    def _select(self, found: Locator, option: str) -> None:
        found.select_option(label=option)


class Keys(Hands):
    """Somebody who never points: Tab, arrows, Enter and Space."""

    has_keys = True

    def _reach(self, found: Locator) -> None:
        """Tab from where the focus is, once around the page, until it is there."""
        expect(found).to_have_count(1)
        found.evaluate("(el) => { window.wanted = el; }")
        if self.page.evaluate(f"{ACTIVE} === window.wanted"):
            return
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(
                f"{ACTIVE} === window.wanted || (window.wanted.type === 'radio'"
                f" && {ACTIVE}?.type === 'radio' && {ACTIVE}.name === window.wanted.name"
                f" && {ACTIVE}.form === window.wanted.form)"
            ):
                return
        raise AssertionError(f"Tab never reaches {found}")

    def _activate(self, found: Locator) -> None:
        self._reach(found)
        moves = self.page.evaluate(
            "() => { window.stayed = true;"
            " return document.activeElement.matches('a[href]:not([hx-get])'); }"
        )
        self.page.keyboard.press("Enter")
        if moves:
            self.page.wait_for_load_state()
            return
        self.page.wait_for_timeout(50)
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function(
            "() => !document.querySelector('[aria-busy=true], .htmx-request')"
        )
        if self.page.evaluate("window.stayed === true"):
            with_focus = f"() => {ACTIVE} !== document.body"
            self.page.wait_for_function(with_focus, timeout=2000)  # never on the empty page

    def _fill(self, found: Locator, text: str) -> None:
        self._reach(found)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def _tick(self, found: Locator) -> None:
        self._reach(found)
        if found.get_attribute("type") == "checkbox":
            if not found.is_checked():
                self.page.keyboard.press("Space")
        else:
            for _ in range(30):
                if found.is_checked():
                    break
                self.page.keyboard.press("ArrowDown")
            if not found.is_checked():
                self.page.keyboard.press("Space")
        expect(found).to_be_checked()

    def _select(self, found: Locator, option: str) -> None:
        self._reach(found)
        self.page.keyboard.type(option)
        expect(found.locator("option:checked")).to_have_text(option)
