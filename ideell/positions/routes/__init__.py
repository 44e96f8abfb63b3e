"""The pages of input (inspel) and of joint stances."""

from __future__ import annotations

from ideell.positions.routes import drafts, moves, reading, stances, writing
from ideell.positions.routes.blueprint import bp

__all__ = ["bp", "drafts", "moves", "reading", "stances", "writing"]
