"""The front page's place in the header."""

from __future__ import annotations

from ideell.foundation import kinds
from ideell.foundation.language import lazy


def introduce() -> None:
    """Let the overview stand first."""
    kinds.register_room(lazy("Översikt"), "home.front", "/", place=0)
