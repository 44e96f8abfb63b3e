"""Who may search: everybody, each in what they may open."""

from __future__ import annotations

from ideell.foundation.actor import Actor


def may_search(actor: Actor) -> bool:
    """Everybody: members in what is open to them, strangers in what is published."""
    return True
