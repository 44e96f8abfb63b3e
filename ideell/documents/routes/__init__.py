"""The pages of shared documents."""

from __future__ import annotations

from ideell.documents.routes import (
    changing,
    index,
    keeping,
    showing,
    taking_out,
    uploading,
    written,
)
from ideell.documents.routes.blueprint import bp

__all__ = ["bp", "changing", "index", "keeping", "showing", "taking_out", "uploading", "written"]
