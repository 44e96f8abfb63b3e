"""The one clock. Times are stored in UTC and shown in Stockholm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


_as_of: ContextVar[datetime | None] = ContextVar("ideell_as_of", default=None)


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return _as_of.get() or datetime.now(UTC)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment`: so the demo can lay out a history that looks lived."""
    token = _as_of.set(moment)
    try:
        yield
    finally:
        _as_of.reset(token)


def local(moment: datetime) -> datetime:
    """Return `moment` as a clock in Stockholm shows it; naive values are UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(STOCKHOLM)


def today() -> date:
    """Return the date in Stockholm."""
    return local(now()).date()


def yesterday() -> date:
    """Return the date in Stockholm the day before."""
    return today() - timedelta(days=1)


def closes_at(day: date) -> datetime:
    """Return the UTC moment at which `day` is over in Stockholm.

    "Senast den 7 januari" counts to 23.59 that day, Swedish time: the first moment that is
    too late is midnight after it, whatever the clock change does to the length of the day.
    """
    midnight = datetime.combine(day + timedelta(days=1), time(0), tzinfo=STOCKHOLM)
    return midnight.astimezone(UTC)


def is_open(day: date, at: datetime | None = None) -> bool:
    """Tell whether something due on `day` may still be done at `at` (default now)."""
    return (at or now()) < closes_at(day)
