"""The internal plan: dates counted back from the official deadline (design: domain 1.11).

Pure. A date on a day off moves to the working day before; one that has passed becomes today
and is marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ideell.consultations.holidays import working_day_before


class Column(StrEnum):
    """Which column of the plan is used, by how much time there is."""

    NORMAL = "normal"
    SHORT = "short"
    VERY_SHORT = "very_short"


SHORT_BELOW = 61
VERY_SHORT_BELOW = 31
NORMAL_FROM = 80

# Days before the deadline in the three columns; None: not in that column; "0" of the first
# row in the last column means the same day as the plan is made.
OFFSETS: Mapping[str, tuple[int | None, int | None, int | None]] = {
    "decide": (80, 30, None),
    "questions_out": (70, 28, 14),
    "meeting": (60, 20, None),
    "contributions_due": (45, 14, 7),
    "draft_ready": (30, 9, 5),
    "suggestions_due": (21, 8, 4),
    "locked": (17, 7, 3),
    "endorse_due": (10, 4, 2),
    "board": (7, 2, 1),
    "submitted": (2, 1, 0),
}
KEYS = tuple(OFFSETS)

IN_TRACK: Mapping[str, frozenset[str]] = {
    "large": frozenset(KEYS),
    "small": frozenset({"decide", "contributions_due", "draft_ready", "board", "submitted"}),
    "notice": frozenset(),
}
"""A smaller answer has no rounds, review or sign-on unless they are switched on; a
consultation that is only passed on has no answer and so no plan."""


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """One internal date: its key, the day, and whether its own day had passed."""

    key: str
    due_on: date
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The dates in order, the column they were taken from and the days there were."""

    column: Column
    days: int
    dates: tuple[PlannedDate, ...]


def column_for(days: int) -> Column:
    """Return the column for so many days left to the deadline.

    The table leaves 61 to 79 days open. They use the normal column: only its first dates have
    passed and become today, every later one stands, and members get 16 days or more for their
    input. The short column would leave the first month idle and give them half the time.
    """
    if days < VERY_SHORT_BELOW:
        return Column.VERY_SHORT
    return Column.SHORT if days < SHORT_BELOW else Column.NORMAL


def is_squeezed(days: int) -> bool:
    """Tell whether the normal column is used although it begins earlier than today."""
    return SHORT_BELOW <= days < NORMAL_FROM


def planned(deadline: date, *, today: date, track: str) -> Plan | None:
    """Return the plan for a deadline, or None: it has passed, or the track has no answer."""
    keys = IN_TRACK[track]
    days = (deadline - today).days
    if days < 0 or not keys:
        return None
    column = column_for(days)
    place = tuple(Column).index(column)
    rows = ((key, offsets[place]) for key, offsets in OFFSETS.items() if key in keys)
    dates = [_dated(key, offset, deadline, today) for key, offset in rows]
    return Plan(column, days, tuple(item for item in dates if _is_in(item.key, column)))


def _is_in(key: str, column: Column) -> bool:
    return not (key == "meeting" and column is Column.VERY_SHORT)


def _dated(key: str, offset: int | None, deadline: date, today: date) -> PlannedDate:
    if offset is None:  # "same day"
        return PlannedDate(key, today)
    day = working_day_before(deadline - timedelta(days=offset))
    return PlannedDate(key, max(day, today), is_late=day < today)
