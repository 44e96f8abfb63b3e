"""The discussions about a thing, as its own page lists them."""

from __future__ import annotations

from typing import Any

from ideell.discussions.listing import threads_about
from ideell.foundation.about import subject_of
from ideell.foundation.actor import Actor


def panel_about(thing: Any, actor: Actor, most: int = 5) -> dict[str, Any] | None:
    """Return what `discussions/_panel.html` shows; None for whoever belongs nowhere."""
    if actor.org_id is None:
        return None
    start_url = f"/diskussioner/ny?om={subject_of(thing).mark}"
    return {"rows": threads_about(thing, actor, most), "start_url": start_url}
