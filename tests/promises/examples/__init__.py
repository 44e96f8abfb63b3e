"""One example of every thing, room by room."""

from __future__ import annotations

from tests.promises.examples import consultations, people, positions

__all__ = ["consultations", "people", "positions"]
