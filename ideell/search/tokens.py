"""From a text to the words it is found by: as written, as stems, without marks, from the end.

Both databases index what is said here, so that they find the same. Every word is kept as it is
written, small letters. Beside it stand *forms* (its Swedish stem, the parts of a number) and
*loose* forms: `~malmo` for Malmö, and `<garidb` by which "bidrag" finds "statsbidrag".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from snowballstemmer import stemmer

from ideell.search.stopwords import STOPWORDS

VERSION = 1
"""Counted up when the same text is indexed otherwise; `flask search rebuild` then has work."""

LONGEST_WORD = 60
MOST_WORDS = 20_000  # of one thing; PostgreSQL holds a megabyte, some three times as much
SHORTEST_STEM = 3  # what is shorter is no word to inflect
SHORTEST_TAIL = 4  # "bidrag" is looked for at the end of words, "ort" is not
UNLIKE_ITS_MARKS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "a"})

# 4:3b, 5.3.1, 2025:96, 2026/00412; or letters; or digits.
_WORD = re.compile(
    r"\d+(?:[:/.]\d+)+(?:[a-zåäö](?![^\W\d_]))?|[^\W\d_]+|\d+(?:[a-zåäö](?!\w))?", re.I
)
_stem, _lock = stemmer("swedish"), Lock()


class Words(NamedTuple):
    """What one thing is found by: four texts of words with spaces between."""

    heading: str = ""
    body: str = ""
    forms: str = ""
    loose: str = ""


class Place(NamedTuple):
    """A word of a text, in small letters, and where it stands there."""

    word: str
    start: int
    end: int


def places(text: str) -> list[Place]:
    """Return the words of a text and where they stand; `text` is composed (NFC)."""
    return [
        Place(found[0].casefold()[:LONGEST_WORD], found.start(), found.end())
        for found in _WORD.finditer(text)
    ]


def words(text: str) -> list[str]:
    """Return the words of a text in their order, in small letters."""
    composed = unicodedata.normalize("NFC", text)
    return [place.word for place in places(composed)]


def words_of(heading: str, body: str) -> Words:
    """Return what a thing with this heading and body is found by."""
    above, below = words(heading), words(body)[:MOST_WORDS]
    kinds = sorted({*above, *below})
    forms = {form for word in kinds for form in forms_of(word)}
    loose = {form for word in kinds for form in loose_of(word)}
    return Words(" ".join(above), " ".join(below), _listed(forms), _listed(loose))


def _listed(forms: Iterable[str]) -> str:
    return " ".join(sorted(forms))


@lru_cache(50_000)
def stem(word: str) -> str:
    """Return the Swedish stem of a word; numbers and words that inflect nothing are their own."""
    if word in STOPWORDS or len(word) < SHORTEST_STEM or is_number(word):
        return word
    with _lock:  # the stemmer works in one place of its own
        return str(_stem.stemWord(word))


def is_number(word: str) -> bool:
    """Tell whether a word is a number of some kind: 5, 5.3, 4:3b, 2026/00412."""
    return word[:1].isdigit()


def forms_of(word: str) -> set[str]:
    """Return the other forms that a word is found by: its stem, or the parts of a number."""
    if is_number(word):
        return set(re.split(r"[:/.]", word)) - {word}
    return {stem(word)} - {word}


def loose_of(word: str) -> set[str]:
    """Return the loose forms: without marks, and read from the end."""
    if is_number(word):
        return set()
    tails = {tail(one) for one in (word, stem(word)) if len(one) > SHORTEST_TAIL}
    bare = without_marks(word)
    return tails | ({f"~{bare}"} if bare != word else set())


def tail(word: str) -> str:
    """Return the word as it is found from its end."""
    return f"<{word[::-1]}"


def without_marks(word: str) -> str:
    """Return a word without rings, dots and accents: malmö → malmo."""
    plain = unicodedata.normalize("NFD", word.translate(UNLIKE_ITS_MARKS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
