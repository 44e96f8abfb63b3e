"""One example of every thing, room by room."""

from __future__ import annotations

from tests.promises.examples import (
    consultations,
    documents,
    drafting,
    people,
    positions,
    writing,
)

__all__ = ["consultations", "documents", "drafting", "people", "positions", "writing"]
