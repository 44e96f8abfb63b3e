"""The pages of this room."""

from __future__ import annotations

from ideell.consultations.routes import dates, index, moves, workspace
from ideell.consultations.routes.blueprint import bp

__all__ = ["bp", "dates", "index", "moves", "workspace"]
