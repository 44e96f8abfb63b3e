"""One example of every thing, room by room."""

from __future__ import annotations

from tests.promises.examples import (
    alliances,
    consultations,
    discussions,
    documents,
    drafting,
    people,
    positions,
    writing,
)

__all__ = [
    "alliances",
    "consultations",
    "discussions",
    "documents",
    "drafting",
    "people",
    "positions",
    "writing",
]
