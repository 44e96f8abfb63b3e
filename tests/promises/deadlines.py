"""R10: deadlines are exact: a day lasts to its midnight in Stockholm, whatever the clocks do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ideell.foundation import clock
from tests.promises.outcome import Outcome
from tests.promises.vectors import GIVEN, lines_of

LAST_MINUTE = "T23:59"

# Day → the first moment that is too late, worked out by hand from the law on summer time.
BY_HAND = {
    "2026-01-07": "2026-01-07T23:00",
    "2026-03-28": "2026-03-28T23:00",  # the evening before summer time
    "2026-03-29": "2026-03-29T22:00",  # 23 hours long
    "2026-06-30": "2026-06-30T22:00",
    "2026-10-24": "2026-10-24T22:00",
    "2026-10-25": "2026-10-25T23:00",  # 25 hours long
    "2026-12-31": "2026-12-31T23:00",
    "2028-02-28": "2028-02-28T23:00",
    "2028-02-29": "2028-02-29T23:00",  # leap day
}

Closing = Callable[[date], datetime]


@dataclass(frozen=True)
class Case:
    """A day and the moment at which it is over."""

    day: date
    closes: datetime


def r10(*, full: bool) -> Outcome:
    """Try every case: the last moment that counts and the first that does not."""
    cases = all_cases(full=full)
    faults = wrong(cases, clock.closes_at)
    red = wrong(cases, closes_by_utc)
    return Outcome(
        figure=f"{len(faults)} of {len(cases)} wrong",
        faults=faults,
        control=f"with midnight in UTC, {len(red)} wrong",
        control_is_red=len(red) > len(cases) / 2,
    )


def all_cases(*, full: bool) -> list[Case]:
    """Return the cases made by hand, and those of the shared table that name a whole day.

    The table's other rows close in the middle of a day, which no deadline here does.
    """
    found = {
        Case(date.fromisoformat(day), datetime.fromisoformat(closes).replace(tzinfo=UTC))
        for day, closes in BY_HAND.items()
    }
    if full and (GIVEN / "deadlines.jsonl").exists():
        found |= {
            Case(
                date.fromisoformat(line["local"].partition("T")[0]),
                datetime.fromisoformat(line["closes_utc"]),
            )
            for line in lines_of("deadlines")
            if line["local"].endswith(LAST_MINUTE)
        }
    return sorted(found, key=lambda case: case.day)


def wrong(cases: list[Case], closes_at: Closing) -> list[str]:
    """Return the cases in which a moment falls on the wrong side."""
    instant = timedelta(microseconds=1)
    return [
        f"{case.day}: closes {closes_at(case.day)}, not {case.closes}"
        for case in cases
        if closes_at(case.day) != case.closes
        or not _is_open(case.day, case.closes - instant, closes_at)
        or _is_open(case.day, case.closes, closes_at)
    ]


def _is_open(day: date, at: datetime, closes_at: Closing) -> bool:
    return clock.is_open(day, at) if closes_at is clock.closes_at else at < closes_at(day)


def closes_by_utc(day: date) -> datetime:
    """The control: a day that ends at midnight in Greenwich."""
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=UTC)
