"""Swedish order: a–z å ä ö, stored as a key so that both databases sort alike."""

from __future__ import annotations

import unicodedata

_LAST = {"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"}
_LIKE = {"ü": "y", "đ": "d", "ð": "d", "ß": "ss", "þ": "th"}


def sort_key(name: str) -> str:
    """Return a plain string whose code point order is the Swedish order of names.

    å, ä and ö follow z; é counts as e and ü as y; case and punctuation do not count; v and w
    are letters of their own (Svenska Akademien since 2006).
    """
    composed = unicodedata.normalize("NFC", name.casefold())
    return "".join(_key(letter) for letter in composed).strip()


def _key(letter: str) -> str:
    if letter in _LAST:
        return _LAST[letter]
    if letter in _LIKE:
        return _LIKE[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isalnum() or base == " " else ""


def slug(name: str) -> str:
    """Return the name for file names and addresses: å, ä → a, ö → o, spaces to dashes."""
    plain = unicodedata.normalize("NFD", name.casefold())
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in plain if c.isascii())
    return "-".join(part for part in kept.split("-") if part)
