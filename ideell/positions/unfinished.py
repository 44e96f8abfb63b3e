"""Input that somebody began to write and has not saved: offered back where it was left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from ideell.consultations.models import Consultation, SourceNode
from ideell.foundation.access import find_visible
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.keep import left_at
from ideell.foundation.questions import Asked
from ideell.positions.models import Contribution, Gathering

MOST = 20
LONGEST = 160

# Where input is written: what the form is about, and how its consultation is found.
PLACES: dict[str, tuple[type, str, Callable[[Any], Consultation]]] = {
    "positions.contribute": (Consultation, "consultation_id", lambda about: about),
    "positions.contribute_on": (SourceNode, "source_node_id", lambda about: about.consultation),
    "positions.change": (Contribution, "contribution_id", lambda about: about.consultation),
    "positions.contribute_in": (Gathering, "gathering_id", lambda about: about.consultation),
    "positions.compose_voice": (Gathering, "gathering_id", lambda about: about.consultation),
    "positions.merge_drafts": (Contribution, "contribution_id", lambda about: about.consultation),
}

_left = left_at(PLACES, MOST)


@dataclass(frozen=True)
class Unfinished:
    """A form that was left: what it began with, when, and the way back to it."""

    consultation: Consultation
    excerpt: str
    saved_at: datetime
    url: str


def left_by(actor: Actor, *, before: datetime) -> Asked:
    """Return the question whether `actor` left anything unsaved before a moment."""
    return _left.asked(user_id=actor.user_id, before=before)


def unfinished_input(actor: Actor, *, before: datetime | None = None) -> list[Unfinished]:
    """Return what `actor` left unsaved (before a moment), the newest first."""
    rows = _left.rows(user_id=actor.user_id, before=before or now())
    newest = {row.place: row for row in reversed(rows)}
    return [found for row in newest.values() if (found := _unfinished(row, actor))]


def place_of_draft(place: str, about: Any, *further: int) -> str:
    """Return the address of the form about a thing, and about a part of the report in it."""
    parts = {"node": further[0]} if further else {}
    return url_for(place, **{PLACES[place][1]: about.id, **parts})


def _unfinished(kept: Any, actor: Actor) -> Unfinished | None:
    place, *numbers = kept.place.split(":")
    number, *further = map(int, numbers)
    model, _key, consultation_of = PLACES[place]
    about = find_visible(model, number, actor)
    text = " ".join(str(kept.fields.get("text", "")).split())
    if about is None or not text:
        return None
    excerpt = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
    url = place_of_draft(place, about, *further)
    return Unfinished(consultation_of(about), excerpt, kept.saved_at, url)
