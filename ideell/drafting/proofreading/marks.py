"""What a proof-reader strikes with the pen: empty blocks, double spaces; and too many pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ideell.drafting.proofreading.shape import Draft, Finding, Limits
from ideell.writing.tokens import words

WORDS_ON_A_PAGE = 400
"""About so many words fill a page of the letter with its headings (Word and PDF, 11 points)."""

NEAR = 30  # characters in which to look for the words beside a slip
# Looked for from the signs themselves, so that it takes time in proportion to the text.
_DOUBLE = re.compile(r"(?<=\S)[ \t\u00a0]{2,}(?=\S)|(?<=\S) [,;:.!?](?=\s|$)|[,;]{2,}")


def slips(draft: Draft, _limits: Limits) -> Iterator[Finding]:
    """Find blocks with nothing in them, and spaces that are too many."""
    for part, passage in draft.passages():
        if not passage.said.strip(" \t\n-–—.*"):
            yield Finding("empty", part.id, passage)
        for match in _DOUBLE.finditer(passage.text):
            yield Finding("spaces", part.id, passage, _around(passage.text, match))


def _around(text: str, match: re.Match[str]) -> str:
    """What was found, with the nearest words before and after it."""
    before = text[max(0, match.start() - NEAR) : match.start()].split(" ")
    after = text[match.end() : match.end() + NEAR].split(" ")
    return " ".join(f"{' '.join(before[-2:])}{match[0]}{' '.join(after[:2])}".split())


def length(draft: Draft, limits: Limits) -> Iterator[Finding]:
    """Find an answer over its goal, and a summary over a page."""
    total = 0
    for part in draft.parts:
        count = sum(len(words(passage.said)) for passage in part.passages)
        total += count
        if part.role == "summary" and count > WORDS_ON_A_PAGE:
            yield Finding("summary", part.id, None, "", str(pages(count)))
    if draft.parts and pages(total) > limits.pages:
        yield Finding("pages", draft.parts[0].id, None, "", str(pages(total)))


def pages(count: int) -> int:
    """Return how many pages so many words fill, at least one."""
    return max(1, -(-count // WORDS_ON_A_PAGE))
