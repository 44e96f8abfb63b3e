"""Numbers of headings: "5.2.1 Rubrik", "Bilaga 2", and numbers thrown into the line."""

from __future__ import annotations

import re

from ideell.reading.cleaning import without_leaders
from ideell.reading.limits import LINE_CHARACTERS

NUMBER_FIRST = re.compile(
    r"(\d{1,3}(?:\. ?\d{1,3}){0,6})\.?(?:\s+|$)(?!(?:[a-z] )?§|kap\.|%|procent\b)"
)
NAMED_FIRST = re.compile(
    r"((?:Bilaga|Bilagor|Appendix|Del|Avdelning)\s+(?:\d{1,3}|[A-ZIVX]{1,4})\b)\.?:?\s*", re.I
)
CHAPTER_WORD = re.compile(r"(?:Kapitel|Kap\.|Avsnitt)\s+(?=\d)", re.I)
NUMBER_INSIDE = re.compile(r" (\d{1,3}(?:\.\d{1,3}){1,6}) (?=[A-ZÅÄÖÉ”])")
PLAIN_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,6}")


def split_number(text: str) -> tuple[str, str]:
    """Return the number of a heading and its words: "5.2.1 Rubrik" → ("5.2.1", "Rubrik").

    The number may stand inside the line when a two-line heading was scrambled on its way
    out of a PDF: "utbildningsval 5.3.6 STEM och kloka" → ("5.3.6", "STEM och kloka
    utbildningsval"). Without a number the first of the pair is "".
    """
    text = without_leaders(text)
    if len(text) > LINE_CHARACTERS:
        return "", text
    text = CHAPTER_WORD.sub("", text, count=1) if text[:1] in "KkAa" else text
    if found := NUMBER_FIRST.match(text):
        return found.group(1).replace(" ", ""), text[found.end() :].strip(" –-:\t")
    if found := NAMED_FIRST.match(text):
        return found.group(1).capitalize(), text[found.end() :].strip(" –-:\t")
    return _unscrambled(text)


def _unscrambled(text: str) -> tuple[str, str]:
    found = NUMBER_INSIDE.search(text)
    if not found or not text[:1].islower():
        return "", text
    end_of_heading = without_leaders(text[: found.start()])
    return found.group(1), f"{text[found.end() :]} {end_of_heading}"


def parts(number: str) -> tuple[int, ...]:
    """Return (5, 2, 1) for "5.2.1"; nothing for "", "Bilaga 1" and the like."""
    if not PLAIN_NUMBER.fullmatch(number):
        return ()
    return tuple(int(part) for part in number.split("."))
