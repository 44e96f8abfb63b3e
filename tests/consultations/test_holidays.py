"""Days off in Sweden."""

from __future__ import annotations

from datetime import date

import pytest

from ideell.consultations.holidays import days_off, easter, is_working_day, working_day_before

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1818, 3, 22), (1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2024, 3, 31), (2025, 4, 20),
     (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2038, 4, 25), (2049, 4, 18), (2076, 4, 19)],
)  # fmt: skip
def test_easter_falls_where_the_almanac_has_it(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_a_year_has_its_red_days_and_three_eves() -> None:
    red = {date(2026, *day) for day in [
        (1, 1), (1, 6), (4, 3), (4, 5), (4, 6), (5, 1), (5, 14), (5, 24), (6, 6), (6, 20),
        (10, 31), (12, 25), (12, 26),
    ]}  # fmt: skip
    eves = {date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31)}
    assert days_off(2026) == red | eves


def test_midsummer_and_all_saints_move_within_their_weeks() -> None:
    assert date(2025, 6, 21) in days_off(2025)
    assert date(2025, 11, 1) in days_off(2025)
    assert date(2027, 6, 26) in days_off(2027)
    assert date(2027, 11, 6) in days_off(2027)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),  # a Monday stays
        (date(2026, 11, 22), date(2026, 11, 20)),  # Sunday
        (date(2026, 4, 6), date(2026, 4, 2)),  # Easter Monday, back over Good Friday
        (date(2027, 1, 1), date(2026, 12, 30)),  # over New Year's Eve into the year before
        (date(2026, 12, 27), date(2026, 12, 23)),  # over the whole Christmas
    ],
)
def test_a_day_off_leads_to_the_working_day_before(day: date, before: date) -> None:
    assert working_day_before(day) == before
    assert is_working_day(before)
