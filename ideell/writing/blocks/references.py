"""Links and footnotes put into a text by the words that they belong to, for who knows no marks."""

from __future__ import annotations

import re

from ideell.foundation.language import _

ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


class NotPut(ValueError):
    """It cannot be put there; the message says why, to the reader."""


def put_in(text: str, words: str, *, address: str = "", note: str = "") -> str:
    """Return the text with a link on the words, a footnote after them, or both.

    Of words that stand in several places the first is meant. Raises `NotPut`.
    """
    words = words.strip()
    found = text.find(words) if words else -1
    if found < 0:
        raise NotPut(_("Orden finns inte i texten. Skriv dem precis som de står där."))
    linked = f"[{words}]({_checked(address)})" if address.strip() else words
    noted = f"{linked}^[{_one_line(note)}]" if note.strip() else linked
    if noted == words:
        raise NotPut(_("Skriv en adress eller en fotnot."))
    return text[:found] + noted + text[found + len(words) :]


def _checked(address: str) -> str:
    address = address.strip()
    if not ADDRESS.match(address):
        address = f"https://{address}"
    if not ADDRESS.fullmatch(address) or set(address) & set('<>"()'):
        raise NotPut(_("Adressen går inte att använda. Kopiera den från webbläsaren."))
    return address


def _one_line(note: str) -> str:
    """A note is one line without brackets of its own, which would end it too early."""
    return " ".join(note.split()).replace("[", "(").replace("]", ")")
