"""Dates and numbers as Swedes write and read them (CLDR by Babel; design: domain 4.3)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from ideell.foundation import clock
from ideell.foundation.language import _, current_language, ngettext

NBSP = "\u00a0"
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def long_date(day: date, *, year: bool | None = None) -> str:
    """Return "tisdag 1 december", with the year when it is not this one."""
    with_year = day.year != clock.today().year if year is None else year
    return _formatted(day, "EEEE d MMMM y" if with_year else "EEEE d MMMM", current_language())


def short_date(day: date) -> str:
    """Return "1 dec"; the year only when it is not this one."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    return text if day.year == clock.today().year else f"{text} {day.year}"


def written_date(day: date) -> str:
    """Return "1 dec 2026", as a field shows a date: `understand_date` reads it back as the same."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month(day: date) -> str:
    """Return "dec", as under the number of a day in a list of dates."""
    return MONTHS[day.month - 1]


def letter_date(day: date) -> str:
    """Return "den 7 januari 2026", as in a letter."""
    return _("den %(date)s", date=_formatted(day, "d MMMM y", current_language()))


@lru_cache(1_000)
def _formatted(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, language)


def day_name(day: date) -> str:
    """Return "i dag", "i går", "i morgon", or the date in words."""
    match (day - clock.today()).days:
        case -1:
            return _("i går")
        case 0:
            return _("i dag")
        case 1:
            return _("i morgon")
    return long_date(day)


def clock_time(moment: datetime) -> str:
    """Return "14.32", Swedish time."""
    return clock.local(moment).strftime("%H.%M")


def moment_in_words(moment: datetime) -> str:
    """Return "i dag 14.32" or "tisdag 1 december 14.32"."""
    return _moment_in_words(moment, clock.today(), current_language())


@lru_cache(10_000)  # a long page says hundreds
def _moment_in_words(moment: datetime, _today: date, _language: str) -> str:
    here = clock.local(moment)
    return f"{day_name(here.date())} {here:%H.%M}"


def days_left(day: date) -> str:
    """Return "21 dagar kvar", "sista dagen i dag" or "3 dagar försenat"."""
    left = (day - clock.today()).days
    if left < 0:
        return ngettext(
            "%(num)s dag försenat", "%(many)s dagar försenat", -left, many=number(-left)
        )
    if left == 0:
        return _("sista dagen i dag")
    return ngettext("%(num)s dag kvar", "%(many)s dagar kvar", left, many=number(left))


def wait_in_words(seconds: int) -> str:
    """Return how long to wait, rounded up: "fem minuter", "en timme", "till i morgon"."""
    if seconds > 12 * 3600:
        return _("till i morgon")
    if seconds > 50 * 60:
        hours = -(-seconds // 3600)
        return ngettext("en timme", "%(many)s timmar", hours, many=number_in_words(hours))
    minutes = max(1, -(-seconds // 60))
    return ngettext("en minut", "%(many)s minuter", minutes, many=number_in_words(minutes))


def number_in_words(count: int) -> str:
    """Return one to twelve in letters, as in running text; other numbers in digits."""
    words = _("noll ett två tre fyra fem sex sju åtta nio tio elva tolv").split()
    return words[count] if 0 <= count < len(words) else number(count)


def number(value: float) -> str:
    """Return a number with Swedish decimal comma and thin groups."""
    return _number(value, current_language())


@lru_cache(10_000)  # the same small ones stand on every page
def _number(value: float, language: str) -> str:
    return str(format_decimal(value, locale=language))


def file_size(octets: int) -> str:
    """Return "180 kB" or "4,1 MB" (powers of ten, as Swedish systems show)."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}{NBSP}kB"
    return f"{number(round(octets / 1_000_000, 1))}{NBSP}MB"


_WORDS = {"i går": -1, "igår": -1, "i dag": 0, "idag": 0, "i morgon": 1, "imorgon": 1}
_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})(?:[-/ .](?P<y>\d{4}))?"),
    re.compile(r"(?:den )?(?P<d>\d{1,2})\.? (?P<name>[a-z]{3})[a-z]*\.?(?: (?P<y>\d{4}))?"),
)


def understand_date(typed: str) -> date | None:
    """Return the date a person means by 23/11, 2026-11-23, "23 nov" or "i går", else None.

    Without a year it is the one nearest to today.
    """
    text = " ".join(typed.lower().split())
    if text in _WORDS:
        return clock.today() + timedelta(days=_WORDS[text])
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _date_of(found.groupdict())
    return None


def _date_of(parts: dict[str, str | None]) -> date | None:
    name = parts.get("name")
    if name is not None and name not in MONTHS:
        return None
    month = MONTHS.index(name) + 1 if name else int(parts["m"] or 0)
    today = clock.today()
    year_typed = parts.get("y")
    years = [int(year_typed)] if year_typed else [today.year + step for step in (-1, 0, 1)]
    days = [day for year in years if (day := _real(year, month, int(parts["d"] or 0)))]
    return min(days, key=lambda day: abs((day - today).days), default=None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
