"""Text cut into words, spaces and punctuation, as a reader of Swedish would cut it.

Cutting is lossless (``"".join(tokens(text)) == text``) and takes time in proportion to the text:
no alternative of the pattern can be tried twice over the same characters. Groups are atomic, as
repetitions that never give back match wrongly before Python 3.11.5 (its issue 106052).
"""

import re
from functools import lru_cache

_LETTERS = r"[^\W_]"
# Combining accents, soft hyphens and joiners belong to the word that they stand in.
_WORD = rf"{_LETTERS}+(?>(?:[\u0300-\u036f\u00ad\u200b-\u200d]+{_LETTERS}*)*)"
_SPACED_ABBREVIATIONS = (
    r"(?:t\.[ \u00a0]ex|bl\.[ \u00a0]a|m\.[ \u00a0]m|m\.[ \u00a0]fl|s\.[ \u00a0]k|f\.[ \u00a0]d"
    r"|d\.[ \u00a0]v\.[ \u00a0]s|p\.[ \u00a0]g\.[ \u00a0]a|fr\.[ \u00a0]o\.[ \u00a0]m"
    r"|t\.[ \u00a0]o\.[ \u00a0]m|o\.[ \u00a0]s\.[ \u00a0]v)\."
)
_TOKEN = re.compile(
    rf"""
      \s+
    | https?://[^\s<>]*[^\s<>.,;:!?)\]”\"’»*]            # an address is one word
    | \d{{1,3}}(?>(?:[ \u00a0\u202f]\d{{3}})+)(?:,\d+)?(?!{_LETTERS})   # 15 000, 1 200,50
    | \d+(?>(?:[.,:/–-]\d+)*)(?!{_LETTERS})              # 1,5  2025:96  5.2.1  2026-11-23
    | (?>(?:[^\W\d_]{{1,3}}\.){{2,}})                    # t.ex.  bl.a.  fr.o.m.
    | {_SPACED_ABBREVIATIONS}
    | {_WORD}(?>(?:[-‑'’:]{_WORD})*)(?:-(?=[\s,]|\Z))?   # SOU:s  e-post  riks- och länsnivå
    | [^\s\w\x00-\x7f–—―‐‑”“„»«’‘‚…·•§°]+                # emoji and other signs in one piece
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_SENTENCE_END = re.compile(r"[.!?…]+[”\"’')\]]*\s+|\n+")
# A full stop after one of these seldom ends a sentence.
_ABBREVIATED = (
    "kap nr ca resp prop bet dr prof inkl exkl jfr dnr dir kl dvs osv art tel s st ev ex forts"
)
_NOT_AN_END = frozenset(_ABBREVIATED.split())


def tokens(text: str) -> list[str]:
    """Cut a text into words, spaces and punctuation; joined again they are the text."""
    return list(cut_texts(text)) if len(text) < _REMEMBERED else _TOKEN.findall(text)


_REMEMBERED = 4_000


@lru_cache(maxsize=32)
def cut_texts(text: str) -> tuple[str, ...]:
    """The base of many suggestions is cut once, not once for each of them."""
    return tuple(_TOKEN.findall(text))


def is_space(token: str) -> bool:
    """Whether the token is nothing but white space."""
    return token.isspace()


def is_word(token: str) -> bool:
    """Whether the token says something: a word, a number, an address, a sign such as an emoji."""
    return token[0].isalnum() or token[0] > "\u20cf"


def words(text: str) -> list[str]:
    """The words of a text, in order, without spaces and punctuation."""
    return [token for token in tokens(text) if is_word(token)]


def has_words(text: str, wanted: int) -> bool:
    """Whether the text holds at least so many words; reads no further than it needs."""
    found = 0
    for match in _TOKEN.finditer(text):
        found += is_word(match[0])
        if found >= wanted:
            return True
    return wanted <= 0


def sentences(text: str) -> list[str]:
    """Cut a text into sentences, each with the space that follows it; joined they are the text.

    A full stop after an abbreviation, or before a small letter, does not end a sentence.
    """
    parts: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.end() < len(text) and _ends_a_sentence(text, match):
            parts.append(text[start : match.end()])
            start = match.end()
    if start < len(text):
        parts.append(text[start:])
    return parts


def _ends_a_sentence(text: str, match: re.Match[str]) -> bool:
    if match[0][0] == "\n":
        return True
    if text[match.end()].islower():
        return False
    before = text[max(0, match.start() - 8) : match.start()]
    return re.split(r"\W", before)[-1].lower() not in _NOT_AN_END


def lines(text: str) -> list[str]:
    """Cut a text at its line breaks, each line with its break; joined they are the text."""
    return text.splitlines(keepends=True) if "\r" in text else re.findall(r"[^\n]*\n+|[^\n]+", text)
