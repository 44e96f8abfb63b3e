"""S11: accounts are neither found out nor mimicked."""

from __future__ import annotations

import re
from unittest import mock

from ideell.foundation.rules import RuleBroken
from ideell.people import sign_in
from tests.promises.mimicry import accepted_mimics
from tests.promises.outcome import Outcome
from tests.promises.signing_in import Browser, ask_for_code
from tests.promises.town import Town, standing

ANNA, NOBODY, PAUSED = "anna.ek@example.se", "ingen.alls@example.se", "paul.paus@example.se"


def s11(*, full: bool) -> Outcome:
    """Known and unknown addresses get one answer; look-alikes of an address are no new person."""
    with standing() as town:
        faults = _told_apart(town)
        tried, mimics = accepted_mimics(town, full=full)
        with (
            mock.patch.object(sign_in, "Nobody", _refuse),
            mock.patch.object(sign_in, "count_attempt", return_value=None),
        ):
            red = _told_apart(town)
    return Outcome(
        figure=f"{len(faults)} differences, {len(mimics)} of {tried} look-alikes taken",
        faults=[*faults, *mimics],
        control=f"with 'no such address' as answer, {len(red)} differences",
        control_is_red=bool(red),
    )


def _refuse() -> None:
    raise RuleBroken("no such address")


def _told_apart(town: Town) -> list[str]:
    """Return how the answers to a known and to an unknown address differ."""
    seen = []
    for email in (ANNA, NOBODY, PAUSED):
        browser = Browser(town)
        asked = ask_for_code(browser, email)
        page = browser.get("/logga-in/kod")
        wrong = browser.post("/logga-in/kod", {"code": "000000"})
        answers = [
            (answer.status_code, answer.headers.get("Location"), _plain(answer.text, email))
            for answer in (asked, page, wrong)
        ]
        rows = {table: len(found) for table, found in town.snapshot.rows().items()}
        seen.append((answers, rows))
        town.snapshot.restore()
    return [
        f"{other} is told from {ANNA}"
        for other, answer in zip((NOBODY, "a paused person"), seen[1:], strict=True)
        if answer != seen[0]
    ]


def _plain(text: str, email: str) -> str:
    without = re.sub(r'name="(?:csrf_token|once)" value="[^"]*"', "", text)
    return without.replace(email, "…")
