"""Diarienummer: kept as typed, understood only to help (design: domain 1.3)."""

from __future__ import annotations

import re

PREFIXES = ("Ku", "S", "U", "Fi", "Ju", "KN", "LI", "A", "Fö", "UD", "N", "M", "I")
STATE_NUMBER = re.compile(rf"(?:{'|'.join(PREFIXES)})\d{{4}}/\d{{3,5}}(?:/[A-ZÅÄÖ]{{1,4}})?")
_CASES = {prefix.casefold(): prefix for prefix in PREFIXES}
_LOOSE = re.compile(r"([A-Za-zÅÄÖåäö]{1,2})(\d{4}/\d{3,5}(?:/[A-Za-zÅÄÖåäö]{1,4})?)")


def numbers_of(typed: str) -> list[str]:
    """Return the numbers of a text with one on each line; nothing typed is refused."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def usual_form(number: str) -> str | None:
    """Return how a ministry would write `number`, when it wrote almost so, else None.

    "FI 2025/00031" is most likely Fi2025/00031. Regional and municipal numbers look quite
    different and get no hint.
    """
    tight = "".join(number.split())
    found = _LOOSE.fullmatch(tight)
    if found is None or found[1].casefold() not in _CASES:
        return None
    usual = _CASES[found[1].casefold()] + found[2].upper()
    return usual if usual != number and STATE_NUMBER.fullmatch(usual) else None


def match_key(number: str) -> str:
    """Return what two spellings of one number have in common."""
    return "".join(number.split()).casefold()
