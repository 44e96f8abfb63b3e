"""What organisations say of a suggestion: that they agree, or that they do not and why.

One organisation has one stance per suggestion. Saying something else replaces it, and can be
taken back; what was said before is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.writing.blocks import tidy
from ideell.writing.holding import hold_to_suggest
from ideell.writing.suggestions import Suggestion, Support

LONGEST_WORD = 300


class Over(RuleBroken):
    """The suggestion is decided or withdrawn: there is nothing left to say of it."""


@dataclass(frozen=True)
class Says:
    """What an organisation says: "agrees" or "disagrees", and its word."""

    stance: str
    word: str = ""


def support(suggestion: Suggestion, *, by: Actor) -> Deed:
    """Let the organisation agree with a suggestion, or no longer."""
    _hold(suggestion, by)
    known = stance_of(suggestion, by.org_id)
    agrees = known is not None and known.stance == "agrees"
    return _say(suggestion, known, None if agrees else Says("agrees"), by=by)


def join(suggestion: Suggestion, why: str, *, by: Actor) -> Deed:
    """Stand behind a suggestion instead of sending the same: `why` goes along as its word.

    Raises `Over` when it is decided already.
    """
    _hold(suggestion, by)
    return _say(suggestion, stance_of(suggestion, by.org_id), Says("agrees", tidy(why)), by=by)


def keep_supporting(suggestion: Suggestion, *, by: Actor) -> Deed:
    """Say that the organisation agrees with the suggestion as it stands now, too."""
    _hold(suggestion, by)
    known = stance_of(suggestion, by.org_id)
    return _say(suggestion, known, Says("agrees", known.word if known else ""), by=by)


def oppose(suggestion: Suggestion, word: str, *, by: Actor) -> Deed:
    """Say that the organisation does not agree, in a word to those who decide.

    Raises `RuleBroken` without a word, `Over` when the suggestion is decided already.
    """
    if not tidy(word):
        raise RuleBroken(_("Skriv med några ord varför ni inte håller med."))
    _hold(suggestion, by)
    return _say(suggestion, stance_of(suggestion, by.org_id), Says("disagrees", tidy(word)), by=by)


def stance_of(suggestion: Suggestion, organisation_id: int | None) -> Support | None:
    """Return what an organisation says of a suggestion today, or None."""
    return db.session.scalar(
        sa.select(Support).where(
            Support.suggestion_id == suggestion.id,
            Support.organisation_id == organisation_id,
            Support.ended_at.is_(None),
        )
    )


def undo_stance(suggestion: Suggestion, *, deed: Deed, by: Actor) -> None:
    """Let the organisation say again what it said before.

    Refused when it has said something else since, or when suggesting is over.
    """
    _hold(suggestion, by)
    known = stance_of(suggestion, by.org_id)
    if (known.id if known else None) != deed.details["made"]:
        raise RuleBroken(_("Ni har sagt något annat sedan dess, så det går inte att ångra."))
    _end(known)
    before = db.session.get(Support, deed.details["before"]) if deed.details["before"] else None
    if before is not None:
        before.ended_at = None
    _seen_anew(suggestion)


def _hold(suggestion: Suggestion, by: Actor) -> None:
    hold_to_suggest(suggestion.host_text, by=by)
    if not suggestion.is_open:
        raise Over(_("Förslaget är redan avgjort."))


def _say(suggestion: Suggestion, known: Support | None, said: Says | None, *, by: Actor) -> Deed:
    _end(known)
    made = None
    if said is not None:
        made = Support(
            suggestion_id=suggestion.id,
            organisation_id=by.org_id,
            user_id=by.user_id,
            stance=said.stance,
            word=said.word,
        )
        db.session.add(made)
    _seen_anew(suggestion)
    tag = {"agrees": "supported", "disagrees": "opposed"}[said.stance] if said else "unsupported"
    before, after = known.id if known else None, made.id if made else None
    return record(by, f"suggestion.{tag}", suggestion, before=before, made=after)


def _end(known: Support | None) -> None:
    if known is not None:
        known.ended_at = now()
        db.session.flush()


def _seen_anew(suggestion: Suggestion) -> None:
    db.session.flush()
    db.session.expire(suggestion, ["supports"])
