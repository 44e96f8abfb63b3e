"""Reading the demo's written content, with its days counted from the first start."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from ideell.foundation.clock import STOCKHOLM

FOLDER = Path(__file__).resolve().parent / "content"


def content(name: str) -> dict[str, Any]:
    """Return one of the demo's JSON files."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def day_at(start: date, days: int) -> date:
    """Return the day so many days after (or, negative, before) the first start."""
    return start + timedelta(days=days)


def moment_at(start: date, written: str) -> datetime:
    """Return the moment of "-12 14:31": so many days from the start, at a Swedish clock time."""
    days, _space, clock_time = written.partition(" ")
    day = day_at(start, int(days))
    return datetime.combine(day, time.fromisoformat(clock_time), STOCKHOLM).astimezone(UTC)
