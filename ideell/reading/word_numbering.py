"""The numbers that Word counts itself: they stand in no text and must be counted again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ideell.reading.word_styles import child, local, number, value

PLACE = re.compile(r"%([1-9])")
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(slots=True)
class Level:
    """How one level of a list is counted and written."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""


@dataclass(slots=True)
class Counter:
    """A list and how far it has been counted."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document, in document order."""

    def __init__(self, root: Any | None) -> None:
        """Read `numbering.xml`."""
        self.counters: dict[str, Counter] = {}
        if root is None:
            return
        kinds = {
            value(e, "abstractNumId"): Counter({n: _level(x) for n, x in _levels(e)})
            for e in root
            if local(e) == "abstractNum"
        }
        for element in root:
            if local(element) == "num":
                counter = kinds.get(value(child(element, "abstractNumId")))
                if counter:
                    self.counters[value(element, "numId") or ""] = counter

    def next(self, numbering: tuple[str, int] | None) -> tuple[str, bool]:
        """Return the number of the next paragraph of a list, and whether it is a list at all."""
        counter = self.counters.get(numbering[0]) if numbering else None
        if counter is None or numbering is None or numbering[0] == "0":
            return "", False
        place = numbering[1]
        level = counter.levels.get(place, Level())
        if level.form in ("bullet", "none"):
            return "", True
        counter.counts[place] = counter.counts.get(place, level.start - 1) + 1
        for deeper in [other for other in counter.counts if other > place]:
            del counter.counts[deeper]
        return PLACE.sub(lambda found: _written(counter, int(found[1]) - 1), level.pattern), True


def _levels(element: Any) -> list[tuple[int, Any]]:
    return [(number(value(e, "ilvl")) or 0, e) for e in element if local(e) == "lvl"]


def _level(element: Any) -> Level:
    start = number(value(child(element, "start")))
    form = value(child(element, "numFmt")) or "decimal"
    return Level(1 if start is None else start, form, (value(child(element, "lvlText")) or "")[:40])


def _written(counter: Counter, place: int) -> str:
    level = counter.levels.get(place, Level())
    count = counter.counts.get(place, level.start)
    if level.form in ("upperLetter", "lowerLetter") and 1 <= count <= 26:
        letter = chr(ord("A") + count - 1)
        return letter if level.form == "upperLetter" else letter.lower()
    if level.form in ("upperRoman", "lowerRoman") and 1 <= count < 40:
        roman = _roman(count)
        return roman if level.form == "upperRoman" else roman.lower()
    return str(count)


def _roman(count: int) -> str:
    written = ""
    for worth, letters in ROMAN:
        while count >= worth:
            written, count = written + letters, count - worth
    return written
