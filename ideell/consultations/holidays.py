"""Swedish days off, and the working day before one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache


def easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon = (19 * golden + century - leap_centuries - (8 * century + 13) // 25 + 15) % 30
    leaps, since_leap = divmod(in_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - moon - since_leap) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def days_off(year: int) -> frozenset[date]:
    """Return the days of `year`, besides Saturdays and Sundays, when nobody works.

    Public holidays by lagen (1989:253) om allmänna helgdagar, and the three eves that
    semesterlagen (1977:480) counts as Sundays: Midsummer, Christmas and New Year.
    """
    sunday = easter(year)
    fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]
    moving = [sunday + timedelta(days=step) for step in (-2, 0, 1, 39, 49)]
    midsummer = _first_saturday(date(year, 6, 20))
    all_saints = _first_saturday(date(year, 10, 31))
    named = [midsummer - timedelta(days=1), midsummer, all_saints]
    return frozenset([*(date(year, month, day) for month, day in fixed), *moving, *named])


def is_working_day(day: date) -> bool:
    """Tell whether people are at work on `day`."""
    return day.weekday() < 5 and day not in days_off(day.year)


def working_day_before(day: date) -> date:
    """Return `day` when it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def _first_saturday(start: date) -> date:
    return start + timedelta(days=(5 - start.weekday()) % 7)
