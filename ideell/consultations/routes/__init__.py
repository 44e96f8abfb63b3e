"""The pages of this room."""

from __future__ import annotations

from ideell.consultations.routes import correcting, dates, index, moves, outline, sources, workspace
from ideell.consultations.routes.blueprint import bp

__all__ = ["bp", "correcting", "dates", "index", "moves", "outline", "sources", "workspace"]
