"""The 290 municipalities and the regions they lie in (SCB's codes; the county comes first)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ideell.people.directory import without_marks

LIST = Path(__file__).with_name("municipalities.csv")
SHORTEST = 2
ENDINGS = (" kommuns", " kommun", " stad")


class Municipality(NamedTuple):
    """A municipality by SCB's four digits; the first two are its county, and so its region."""

    code: str
    name: str

    @property
    def region_code(self) -> str:
        """Return the county code, by which a region is known."""
        return self.code[:2]


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Return all of them in the order of their codes."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return tuple(Municipality(row["code"], row["name"]) for row in rows)


def municipalities_like(typed: str) -> list[Municipality]:
    """Return those whose names begin as typed: å, ä and ö as letters of their own when they fit."""
    wanted = typed.casefold().strip()
    for ending in ENDINGS:
        wanted = wanted.removesuffix(ending)
    if len(wanted) < SHORTEST:
        return []
    found = [one for one in municipalities() if one.name.casefold().startswith(wanted)]
    bare = without_marks(wanted)
    return found or [one for one in municipalities() if without_marks(one.name).startswith(bare)]
