"""Who may take a deed back."""

from __future__ import annotations

from ideell.activity.models import Deed
from ideell.foundation.actor import Actor


def may_undo(actor: Actor, deed: Deed) -> bool:
    """Whoever did it may take it back."""
    return deed.user_id == actor.user_id
