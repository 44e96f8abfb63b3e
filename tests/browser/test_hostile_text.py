"""Text that wants to be code is shown as the text it is."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.hostile_text import s5


def test_what_people_write_never_runs(browser: Browser) -> None:
    outcome = s5(full=False, browser=browser)
    assert outcome.holds, outcome.line("S5") + outcome.explained()
