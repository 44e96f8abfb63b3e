"""The six steps with their dates."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from ideell.consultations.plan import planned
from ideell.consultations.steps import phases, span

DEADLINE = date(2026, 12, 15)


def days(track: str = "large") -> dict[str, date]:
    plan = planned(DEADLINE, today=date(2026, 8, 31), track=track)
    assert plan is not None
    return {item.key: item.due_on for item in plan.dates}


@pytest.fixture(autouse=True)
def _in_november() -> object:
    with time_machine.travel("2026-11-03T12:00:00+00:00"):
        yield


def test_each_step_says_when_it_is() -> None:
    found = phases(days(), DEADLINE, state="active", step="write")
    assert [(one.title, one.when, one.state) for one in found] == [
        ("Läsa", "Klart", "done"),
        ("Skriva", "Nu, till 24 nov", "now"),
        ("Granska", "25–27 nov", "later"),
        ("Ta ställning", "28 nov–8 dec", "later"),
        ("Lämna in", "Senast 15 dec", "later"),
        ("Följa upp", "Efter svaret", "later"),
    ]


def test_before_the_work_begins_all_steps_are_ahead() -> None:
    found = phases(days(), DEADLINE, state="triage", step=None)
    assert {one.state for one in found} == {"later"}
    assert found[0].when == "Till 30 okt"


@pytest.mark.parametrize(
    ("state", "now"), [("active", "Läsa"), ("submitted", "Följa upp"), ("followup", "Följa upp")]
)
def test_the_state_tells_the_step_when_no_answer_does(state: str, now: str) -> None:
    found = phases(days(), DEADLINE, state=state, step=None)
    assert [one.title for one in found if one.state == "now"] == [now]


def test_a_closed_consultation_has_done_it_all() -> None:
    found = phases(days(), DEADLINE, state="closed", step="write")
    assert {one.state for one in found} == {"done"}


def test_a_smaller_track_leaves_out_the_review() -> None:
    found = phases(days("small"), DEADLINE, state="active", step="read")
    assert [one.title for one in found] == [
        "Läsa",
        "Skriva",
        "Ta ställning",
        "Lämna in",
        "Följa upp",
    ]


def test_without_dates_the_steps_stand_alone() -> None:
    found = phases({}, None, state="active", step="write")
    assert [one.when for one in found] == ["Klart", "Nu", "", "", "", "Efter svaret"]


def test_spans_are_short() -> None:
    assert span(date(2026, 12, 4), date(2026, 12, 10)) == "4–10 dec"
    assert span(date(2026, 11, 30), date(2026, 12, 3)) == "30 nov–3 dec"
    assert span(date(2026, 12, 3), date(2026, 12, 3)) == "3 dec"
    assert span(date(2099, 1, 16), date(2099, 2, 8)) == "16 jan–8 feb 2099"
