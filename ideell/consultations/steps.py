"""The six steps of the work with their dates, as the workspace shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ideell.consultations.panels import STEPS
from ideell.foundation.dates import month, short_date
from ideell.foundation.language import gettext as _

LAST_DAYS = {
    "read": ("contributions_due", "meeting", "questions_out"),
    "write": ("suggestions_due", "draft_ready"),
    "review": ("locked",),
    "stand": ("board", "endorse_due"),
}
"""The milestone that ends a step; the first that the plan has."""

STEP_OF_STATE = {"active": "read", "submitted": "followup", "followup": "followup"}


@dataclass(frozen=True, slots=True)
class Phase:
    """One step: what it is called, when it is, and done, now or later."""

    title: str
    when: str
    state: str


def titles() -> dict[str, str]:
    """Return what the steps are called."""
    return {
        "read": _("Läsa"),
        "write": _("Skriva"),
        "review": _("Granska"),
        "stand": _("Ta ställning"),
        "submit": _("Lämna in"),
        "followup": _("Följa upp"),
    }


def phases(
    days: Mapping[str, date], deadline: date | None, *, state: str, step: str | None
) -> list[Phase]:
    """Return the steps; `days` are the milestones by key, `step` what the answer says.

    A step that the plan has no date for is left out, but for the last two.
    """
    now = None if state == "closed" else (step or STEP_OF_STATE.get(state))
    ends = {name: _end_of(name, days) for name in LAST_DAYS}
    shown = [name for name in STEPS if name not in LAST_DAYS or ends[name] or not days]
    place = len(shown) if state == "closed" else (shown.index(now) if now in shown else -1)
    found, begin = [], None
    for number, name in enumerate(shown):
        end = deadline if name == "submit" else ends.get(name)
        at = "now" if number == place else ("done" if number < place else "later")
        found.append(Phase(titles()[name], _when(name, at, begin, end), at))
        begin = end + timedelta(days=1) if end else None
    return found


def span(first: date, last: date) -> str:
    """Return "4–10 dec", "30 nov–3 dec", "16 jan–8 feb 2027" or "3 dec"."""
    if first >= last:
        return short_date(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_date(last)}"
    begins = f"{first.day} {month(first)}" if first.year == last.year else short_date(first)
    return f"{begins}–{short_date(last)}"


def _end_of(name: str, days: Mapping[str, date]) -> date | None:
    return next((days[key] for key in LAST_DAYS[name] if key in days), None)


def _when(name: str, at: str, begin: date | None, end: date | None) -> str:
    if at == "done":
        return _("Klart")
    if end is None:
        return _("Nu") if at == "now" else (_("Efter svaret") if name == "followup" else "")
    if name == "submit":
        return _("Senast %(day)s", day=short_date(end))
    if at == "now":
        return _("Nu, till %(day)s", day=short_date(end))
    return span(begin, end) if begin else _("Till %(day)s", day=short_date(end))
