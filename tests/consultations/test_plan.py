"""The plan, counted back from the deadline."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.consultations.holidays import is_working_day
from ideell.consultations.plan import (
    IN_TRACK,
    KEYS,
    Column,
    column_for,
    is_squeezed,
    planned,
)
from ideell.demo.content_files import content
from ideell.foundation import clock
from tests.consultations.builders import real_file

MONDAY = date(2026, 8, 31)


def days_of(deadline: date, today: date, track: str = "large") -> dict[str, date]:
    plan = planned(deadline, today=today, track=track)
    assert plan is not None
    return {item.key: item.due_on for item in plan.dates}


def test_the_normal_plan_has_ten_dates_before_a_deadline_far_away() -> None:
    assert days_of(date(2026, 12, 15), MONDAY) == {
        "decide": date(2026, 9, 25),  # D−80 is a Saturday: a day off
        "questions_out": date(2026, 10, 6),
        "meeting": date(2026, 10, 16),
        "contributions_due": date(2026, 10, 30),  # D−45 is All Saints' Day
        "draft_ready": date(2026, 11, 13),
        "suggestions_due": date(2026, 11, 24),
        "locked": date(2026, 11, 27),
        "endorse_due": date(2026, 12, 4),
        "board": date(2026, 12, 8),
        "submitted": date(2026, 12, 11),
    }


def test_the_short_plan_keeps_every_step_in_a_month() -> None:
    days = days_of(MONDAY + timedelta(days=45), MONDAY)
    assert list(days) == list(KEYS)
    assert days["contributions_due"] == date(2026, 10, 1)
    assert days["submitted"] == date(2026, 10, 14)


def test_the_very_short_plan_decides_today_and_has_no_meeting() -> None:
    days = days_of(MONDAY + timedelta(days=15), MONDAY)
    assert days["decide"] == MONDAY
    assert "meeting" not in days
    assert days["submitted"] == MONDAY + timedelta(days=15)


@pytest.mark.parametrize(
    ("days", "column"),
    [(0, Column.VERY_SHORT), (30, Column.VERY_SHORT), (31, Column.SHORT), (60, Column.SHORT),
     (61, Column.NORMAL), (79, Column.NORMAL), (80, Column.NORMAL), (400, Column.NORMAL)],
)  # fmt: skip
def test_the_days_left_choose_the_column(days: int, column: Column) -> None:
    assert column_for(days) is column


def test_between_61_and_79_days_the_normal_plan_is_squeezed() -> None:
    assert [days for days in range(50, 100) if is_squeezed(days)] == list(range(61, 80))
    plan = planned(MONDAY + timedelta(days=65), today=MONDAY, track="large")
    assert plan is not None
    late = {item.key: item.due_on for item in plan.dates if item.is_late}
    assert late == {"decide": MONDAY, "questions_out": MONDAY}
    inputs = next(item for item in plan.dates if item.key == "contributions_due")
    assert (inputs.due_on - MONDAY).days >= 16  # the short column would give 14, at the end


def test_a_date_that_has_passed_becomes_today_and_is_marked() -> None:
    plan = planned(date(2026, 9, 2), today=MONDAY, track="large")
    assert plan is not None
    late = {item.key for item in plan.dates if item.is_late}
    assert late == {
        "questions_out",
        "contributions_due",
        "draft_ready",
        "suggestions_due",
        "locked",
    }
    assert all(item.due_on >= MONDAY for item in plan.dates)


def test_a_deadline_on_a_sunday_is_met_on_the_friday() -> None:
    assert days_of(date(2026, 9, 20), MONDAY)["submitted"] == date(2026, 9, 18)


def test_a_smaller_track_has_fewer_dates_and_a_notice_none() -> None:
    small = days_of(date(2026, 12, 15), MONDAY, "small")
    assert set(small) == IN_TRACK["small"]
    assert planned(date(2026, 12, 15), today=MONDAY, track="notice") is None


def test_a_deadline_that_has_passed_has_no_plan() -> None:
    assert planned(MONDAY - timedelta(days=1), today=MONDAY, track="large") is None
    assert planned(MONDAY, today=MONDAY, track="large") is not None


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(0, 400))
def test_every_plan_is_in_order_on_working_days_and_before_the_deadline(
    today: date, days: int
) -> None:
    deadline = today + timedelta(days=days)
    plan = planned(deadline, today=today, track="large")
    assert plan is not None
    dates = [item.due_on for item in plan.dates]
    assert dates == sorted(dates)
    assert all(today <= day <= max(deadline, today) for day in dates)
    assert all(is_working_day(item.due_on) or item.due_on == today for item in plan.dates)


def test_a_deadline_lasts_to_midnight_in_stockholm() -> None:
    cases = [json.loads(line) for line in
             real_file("hostile/given/deadlines.jsonl").read_text().splitlines()]  # fmt: skip
    whole_days = [case for case in cases if case["local"].endswith("T23:59")]
    assert len(whole_days) > 20
    for case in whole_days:
        day = date.fromisoformat(case["local"][:10])
        closes = datetime.fromisoformat(case["closes_utc"])
        assert clock.closes_at(day) == closes, case["why"]
        assert clock.is_open(day, datetime.fromisoformat(case["last_ok_utc"]))
        assert not clock.is_open(day, datetime.fromisoformat(case["first_late_utc"]))


@pytest.mark.parametrize(
    ("day", "closes"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),  # 23 hours long
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),  # 25 hours long
        (date(2028, 2, 29), datetime(2028, 2, 29, 23, tzinfo=UTC)),
    ],
)
def test_the_days_of_the_clock_change_end_at_their_own_midnight(
    day: date, closes: datetime
) -> None:
    assert clock.closes_at(day) == closes
    assert clock.is_open(day, closes - timedelta(microseconds=1))
    assert not clock.is_open(day, closes)


@pytest.mark.parametrize("today", [date(2026, 3, 28), date(2026, 10, 24), date(2028, 2, 28)])
def test_a_plan_over_a_clock_change_counts_days_not_hours(today: date) -> None:
    plan = planned(today + timedelta(days=45), today=today, track="large")
    assert plan is not None
    assert plan.days == 45
    last = plan.dates[-1].due_on
    assert (today + timedelta(days=44) - last).days <= 4  # only days off lie between


def test_the_dates_of_the_demo_stand_in_the_order_of_the_plan() -> None:
    for case in content("consultations")["consultations"]:
        days = (case["deadline_versions"][0]["deadline_in_days"]) - case["added_in_days"]
        plan = planned(MONDAY + timedelta(days=days), today=MONDAY, track=case["track"])
        assert plan is not None
        dated = {row["key"]: row["before_deadline"] for row in case["milestones"]}
        before = [
            dated.get(one.key, (MONDAY + timedelta(days=days) - one.due_on).days)
            for one in plan.dates
        ]
        assert before == sorted(before, reverse=True), case["key"]
