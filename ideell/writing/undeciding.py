"""Taking a decision on a suggestion back."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.writing.holding import hold_to_decide
from ideell.writing.models import Revision
from ideell.writing.suggesting import reopen
from ideell.writing.suggestions import Suggestion
from ideell.writing.versions import take_back


def undo_acceptance(suggestion: Suggestion, *, deed: Deed, by: Actor) -> None:
    """Let the block say again what it said before, and open the suggestion again.

    Raises `RuleBroken` when something builds on it (the sentence says who wrote), or when one
    may no longer decide.
    """
    hold_to_decide(suggestion.host_text, by=by)
    made = deed.details.get("revision")
    if made is not None:
        take_back(db.session.get_one(Revision, made), by=by)
    reopen([suggestion])


def undo_part(suggestion: Suggestion, *, deed: Deed, by: Actor) -> None:
    """Let the block say what it said before a part of a suggestion was accepted."""
    hold_to_decide(suggestion.host_text, by=by)
    take_back(db.session.get_one(Revision, deed.details["revision"]), by=by)


def undo_decline(suggestion: Suggestion, *, deed: Deed, by: Actor) -> None:
    """Open declined suggestions again, planned on the text as it stands."""
    hold_to_decide(suggestion.host_text, by=by)
    others = db.session.scalars(
        sa.select(Suggestion).where(
            Suggestion.text_id == suggestion.text_id,
            Suggestion.id.in_(deed.details.get("others", [])),
        )
    ).all()
    reopen([suggestion, *(other for other in others if other.state == "declined")])
