"""The pages of input (inspel) and of joint stances."""

from __future__ import annotations

from ideell.positions.routes import (
    choosing,
    drafts,
    gatherings,
    moves,
    reading,
    stances,
    voice,
    writing,
)
from ideell.positions.routes.blueprint import bp

__all__ = [
    "bp", "choosing", "drafts", "gatherings", "moves", "reading", "stances", "voice", "writing",
]  # fmt: skip
