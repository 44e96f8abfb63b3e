"""The pages of who is who, and of how the office looks after it."""

from __future__ import annotations

from ideell.people.routes import links, memberships, organisations, persons
from ideell.people.routes.blueprint import bp

__all__ = ["bp", "links", "memberships", "organisations", "persons"]
