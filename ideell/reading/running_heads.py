"""Page headers and page numbers that were left in the text when the pages were taken away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ideell.reading.cleaning import plain, without_marks

SERIES = re.compile(r"\b(?:SOU|Ds|Prop\.|Skr\.|Dir\.|Bet\.)\s?(?:\d{4}(?:/\d{2})?:?\d{0,4})?")
LONGEST = 200
OFTEN = 3


def shape(line: str) -> str:
    """Return what is the same in every header of a chapter; "" when it names no series."""
    if len(line) > LONGEST or not SERIES.search(line):
        return ""
    text = plain(without_marks(line))
    found = SERIES.search(text)
    if not found or (found.start() > 0 and found.end() < len(text.rstrip(" 0123456789"))):
        return ""
    rest = text[: found.start()] + text[found.end() :]
    return "".join(c for c in rest if c.isalpha()).casefold() or "series"


def is_page_number(line: str) -> bool:
    """Whether the line is nothing but a page number."""
    return line.strip().isdecimal() and len(line.strip()) <= 4


def running_heads(lines: Iterable[str]) -> frozenset[str]:
    """Return the shapes that stand on several pages: they are headers, not text."""
    counted = Counter(filter(None, map(shape, lines)))
    return frozenset(form for form, times in counted.items() if times >= OFTEN)
