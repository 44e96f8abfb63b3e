"""The sentence of a text in which the words stand, as pieces to show: marked or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ideell.search.asking import Term, Way
from ideell.search.tokens import Place, places

LONGEST = 240  # characters of a sentence that are shown
BEFORE = 80  # of them at most before the first marked word
LOOKED_IN = 200_000  # characters of a long text

_END = r"[.!?…](?=\s+[A-Z\u00c0-\u00de])"  # a sign, and a capital letter after it
_SENTENCE = re.compile(rf"[^\n]*?(?:{_END}|\n|$)")


class Piece(NamedTuple):
    """Some letters, marked when they are what was looked for."""

    text: str
    is_marked: bool = False


def excerpt(text: str, terms: Sequence[Term]) -> list[Piece]:
    """Return the sentence that holds the most of what was looked for, with the words marked."""
    composed = unicodedata.normalize("NFC", text[:LOOKED_IN]).strip()
    best, most = next(_sentences(composed), ""), 0
    for sentence in _sentences(composed):
        score = _found_in(sentence, terms)
        if score > most:
            best, most = sentence, score
    return _shortened(best, _spans(best, terms))


def marked(text: str, terms: Sequence[Term]) -> list[Piece]:
    """Return the whole text as pieces, with what was looked for marked."""
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    return _pieces(line, _spans(line, terms), 0, len(line))


def _sentences(text: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(text):
        if sentence := found[0].strip():
            yield sentence


def _found_in(sentence: str, terms: Sequence[Term]) -> int:
    standing = places(sentence)
    return sum(bool(_spans_of(standing, term)) for term in terms)


def _spans(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    standing = places(text)
    found = sorted({span for term in terms for span in _spans_of(standing, term)})
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _spans_of(standing: Sequence[Place], term: Term) -> list[tuple[int, int]]:
    if term.is_phrase:
        return _spans_of_phrase(standing, term.ways[0].words)
    return [(one.start, one.end) for one in standing if _finds(term.ways, one.word)]


@lru_cache(20_000)
def _finds(ways: tuple[Way, ...], word: str) -> bool:
    return any(way.finds(word) for way in ways)


def _spans_of_phrase(standing: Sequence[Place], phrase: tuple[str, ...]) -> list[tuple[int, int]]:
    many = len(phrase)
    return [
        (standing[at].start, standing[at + many - 1].end)
        for at in range(len(standing) - many + 1)
        if all(standing[at + step].word == word for step, word in enumerate(phrase))
    ]


def _shortened(sentence: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return the part of a long sentence around the first marked word, cut between words."""
    if len(sentence) <= LONGEST:
        return _pieces(sentence, spans, 0, len(sentence))
    first = spans[0][0] if spans else 0
    start = 0 if first <= BEFORE else sentence.find(" ", first - BEFORE, first) + 1
    start = start or (first if first > BEFORE else 0)
    end = start + LONGEST
    if end < len(sentence):
        space = sentence.rfind(" ", start, end)
        end = max(space if space > start else end, spans[0][1] if spans else 0)
    kept = _pieces(sentence, spans, start, end)
    before = [Piece("… ")] if start else []
    after = [Piece(" …")] if end < len(sentence) else []
    return [*before, *kept, *after]


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Piece]:
    found: list[Piece] = []
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        found += [Piece(text[at:first]), Piece(text[first:last], is_marked=True)]
        at = last
    return [piece for piece in [*found, Piece(text[at:end])] if piece.text]
