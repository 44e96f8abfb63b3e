"""Proposed acts: the headings "Förslag till lag om …" and the chapter that holds them."""

from __future__ import annotations

import re

STATUTE = re.compile(
    r"Förslag(?:et)? till (?:lag|förordning|föreskrifter|ändring(?:ar)? i|tilläggsbestämmelse)"
    r"|(?:Lag|Förordning) \(\d{4}:\d{1,5}\) om ändring i",
    re.I,
)
CHAPTER = re.compile(r"(?:författnings|lag)förslag(?:en)?|lagtext(?:en)?", re.I)
COMMENTARY = re.compile(r"författningskommentar|kommentar(?:en)? till", re.I)


def is_statute(heading: str) -> bool:
    """Whether the heading names a proposed act."""
    return bool(STATUTE.match(heading))


def holds_statutes(heading: str) -> bool:
    """Whether the heading is the one that the proposed acts stand under."""
    return bool(CHAPTER.match(heading))


def comments_statutes(heading: str) -> bool:
    """Whether the acts below this heading are explained there, not proposed."""
    return bool(COMMENTARY.search(heading))
