"""The pages of alliances and regions."""

from __future__ import annotations

from ideell.alliances.routes import contacts, regions, rooms
from ideell.alliances.routes.blueprint import bp

__all__ = ["bp", "contacts", "regions", "rooms"]
