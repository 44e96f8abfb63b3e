"""The demo: an invented umbrella, its members and three consultations."""

from __future__ import annotations


def fill() -> None:
    """Write the demo content into an empty database."""
