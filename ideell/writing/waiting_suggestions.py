"""What waits for those who suggested something, and for those who agreed with it."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.kinds import Waiting
from ideell.foundation.language import gettext as _
from ideell.writing.earlier_wordings import EarlierWording
from ideell.writing.hosting import host_of
from ideell.writing.suggestions import OPEN_STATES, Suggestion, Support

MOST = 5
MINUTES = 5


def to_look_over(actor: Actor) -> list[Waiting]:
    """Return the person's own suggestions that no longer fit the text, while it takes any."""
    mine = (Suggestion.author_id == actor.user_id) & (Suggestion.state == "review_needed")
    return [
        Waiting(
            title=_("Se över ditt förslag till %(number)s", number=one.block.label),
            sentence=_("Texten har ändrats sedan du skrev det."),
            url=_where_to_look(one),
            action=_("Se över"),
            minutes=MINUTES,
        )
        for one in _found(actor, mine)
    ]


def changed_since_agreed(actor: Actor) -> list[Waiting]:
    """Return the suggestions that were sent again since the person agreed with them."""
    again = sa.exists().where(
        EarlierWording.suggestion_id == Support.suggestion_id,
        EarlierWording.ended_by == "sent_again",
        EarlierWording.ended_at > Support.at,
    )
    agrees = (Support.stance == "agrees") & Support.ended_at.is_(None)
    theirs = sa.select(Support.suggestion_id).where(Support.user_id == actor.user_id, agrees, again)
    changed = Suggestion.id.in_(theirs) & Suggestion.state.in_(OPEN_STATES)
    return [
        Waiting(
            title=_("Läs om förslaget till %(number)s", number=one.block.label),
            sentence=_(
                "%(name)s har ändrat det sedan ni höll med. Håller ni med fortfarande?",
                name=one.author.name,
            ),
            url=f"{host_of(one).place.reviewing}#suggestion-{one.id}",
            action=_("Läs förslaget"),
            minutes=MINUTES,
        )
        for one in _found(actor, changed)
    ]


def _where_to_look(suggestion: Suggestion) -> str:
    """A move has no words to look over: it is withdrawn, or made anew, where it stands."""
    if suggestion.op == "move":
        return f"{host_of(suggestion).place.reviewing}#suggestion-{suggestion.id}"
    return f"/forslag/{suggestion.id}/oversyn"


def _found(actor: Actor, condition: sa.ColumnElement[bool]) -> Sequence[Suggestion]:
    """The suggestions in texts that still take suggestions, the newest first."""
    if actor.is_stranger:
        return []
    rows = db.session.scalars(
        sa.select(Suggestion)
        .where(condition, Suggestion.visible_to(actor))
        .options(*Suggestion.gate_options())
        .order_by(Suggestion.id.desc())
        .limit(MOST)
    ).all()
    return [one for one in rows if host_of(one).may_suggest(actor)]
