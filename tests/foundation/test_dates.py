"""Dates, numbers and Swedish order, as people write and read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from ideell.foundation import clock, dates
from ideell.foundation.sorting import slug, sort_key

pytestmark = pytest.mark.once

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # a Monday, twelve o'clock in Stockholm


@pytest.fixture(autouse=True)
def on_a_monday():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("1/12", date(2026, 12, 1)),
        ("1.12", date(2026, 12, 1)),
        ("1/12-2027", date(2027, 12, 1)),
        ("1 dec", date(2026, 12, 1)),
        ("den 1 december", date(2026, 12, 1)),
        ("1. dec. 2027", date(2027, 12, 1)),
        ("7 jan", date(2027, 1, 7)),  # the nearest one
        ("7 oktober", date(2026, 10, 7)),
        ("  I  Går ", date(2026, 11, 22)),
        ("idag", date(2026, 11, 23)),
        ("i morgon", date(2026, 11, 24)),
        ("31/2", None),
        ("0/0", None),
        ("1 xyz", None),
        ("snart", None),
        ("2026-13-01", None),
        ("9999999-01-01", None),
    ],
)
def test_a_date_is_understood_as_people_write_it(typed: str, meant: date | None) -> None:
    assert dates.understand_date(typed) == meant


def test_a_date_is_shown_in_words() -> None:
    assert dates.long_date(date(2026, 12, 1)) == "tisdag 1 december"
    assert dates.long_date(date(2027, 1, 7)) == "torsdag 7 januari 2027"
    assert dates.long_date(date(2026, 12, 1), year=True) == "tisdag 1 december 2026"
    assert dates.short_date(date(2026, 12, 1)) == "1 dec"
    assert dates.short_date(date(2027, 1, 7)) == "7 jan 2027"
    assert dates.letter_date(date(2026, 1, 7)) == "den 7 januari 2026"
    assert dates.month(date(2026, 5, 7)) == "maj"


def test_near_days_have_names() -> None:
    assert [dates.day_name(clock.today() + timedelta(days=n)) for n in (-1, 0, 1)] == [
        "i går", "i dag", "i morgon",
    ]  # fmt: skip
    assert dates.day_name(date(2026, 12, 1)) == "tisdag 1 december"


def test_a_moment_is_shown_by_the_clock_in_stockholm() -> None:
    assert dates.clock_time(NOON) == "12.00"
    assert dates.moment_in_words(NOON) == "i dag 12.00"
    assert dates.moment_in_words(NOON.replace(tzinfo=None)) == "i dag 12.00"


@pytest.mark.parametrize(
    ("days", "said"),
    [(-3, "3 dagar försenat"), (-1, "1 dag försenat"), (0, "sista dagen i dag"),
     (1, "1 dag kvar"), (21, "21 dagar kvar"), (-2524, "2\u00a0524 dagar försenat")],
)  # fmt: skip
def test_days_left_are_told(days: int, said: str) -> None:
    assert dates.days_left(clock.today() + timedelta(days=days)) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "en minut"), (60, "en minut"), (61, "två minuter"), (300, "fem minuter"),
     (3_600, "en timme"), (7_200, "två timmar"), (86_400, "till i morgon")],
)  # fmt: skip
def test_a_wait_is_told_in_words(seconds: int, said: str) -> None:
    assert dates.wait_in_words(seconds) == said


def test_numbers_are_swedish() -> None:
    assert dates.number(1234.5) == "1\u00a0234,5"
    assert dates.number_in_words(7) == "sju"
    assert dates.number_in_words(13) == "13"
    assert dates.file_size(180_000) == "180\u00a0kB"
    assert dates.file_size(1) == "1\u00a0kB"
    assert dates.file_size(4_100_000) == "4,1\u00a0MB"


def test_names_stand_in_swedish_order() -> None:
    names = ["Ödeshög", "Ängsö", "Åre", "Zinkgruvan", "Eslöv", "Épernay", "Wien", "Vara", "Århus"]
    assert sorted(names, key=sort_key) == [
        "Épernay", "Eslöv", "Vara", "Wien", "Zinkgruvan", "Åre", "Århus", "Ängsö", "Ödeshög",
    ]  # fmt: skip


def test_a_decomposed_letter_sorts_as_the_composed_one() -> None:
    assert sort_key("A\u030are") == sort_key("Åre")
    assert sort_key("Müller & Co.") == "myller  co"


def test_a_name_becomes_a_plain_one_for_files() -> None:
    assert slug("Körbygden i Ängsö, 2026!") == "korbygden-i-angso-2026"
    assert slug("—") == ""


@pytest.mark.parametrize("day", [date(2026, 2, 3), date(2026, 11, 23), date(2027, 5, 1)])
def test_a_date_in_a_field_is_swedish_and_read_back_as_the_same(day: date) -> None:
    assert dates.understand_date(dates.written_date(day)) == day
    assert dates.written_date(date(2027, 5, 1)) == "1 maj 2027"
