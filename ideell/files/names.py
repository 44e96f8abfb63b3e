"""File names from outside, made safe to keep, to show and to send back."""

from __future__ import annotations

import unicodedata

LONGEST = 120
FALLBACK = "fil"
FORBIDDEN = frozenset("<>:\"/\\|?*%;=`$'")
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
SAFE_CATEGORIES = ("L", "N", "P", "S", "M")


def safe_name(typed: str | None) -> str:
    """Return a file name without path, control and direction marks, at most 120 characters.

    Letters of every language stay. The ending is kept when the name is cut. A name that is
    nothing, only dots, or reserved on Windows gets a plain one.
    """
    composed = unicodedata.normalize("NFC", typed or "").replace("\\", "/")
    last = composed.rpartition("/")[2]
    kept = "".join(c if _may_stay(c) else " " for c in last)
    name = " ".join(kept.split()).strip(". -")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    if not stem or stem.split(".")[0].strip().casefold() in RESERVED:
        stem = f"{FALLBACK}-{stem}".rstrip("-") if stem else FALLBACK
    return _cut(stem.strip(), ending)


def _cut(stem: str, ending: str) -> str:
    tail = f".{ending}" if ending and len(ending) <= 12 else ""
    whole = stem if tail or not ending else f"{stem}.{ending}"
    return whole[: LONGEST - len(tail)].rstrip(". ") + tail


def _may_stay(character: str) -> bool:
    if character in FORBIDDEN:
        return False
    return character == " " or unicodedata.category(character)[0] in SAFE_CATEGORIES
