"""What waits for those who suggested something, and for those who agreed with it."""

from __future__ import annotations

from textwrap import shorten

import sqlalchemy as sa

from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Asked, Select, question
from ideell.foundation.statements import given_numbers
from ideell.foundation.text import plain
from ideell.foundation.waiting import Waiting, source
from ideell.writing.earlier_wordings import EarlierWording
from ideell.writing.hosting import host_of
from ideell.writing.suggestions import OPEN_STATES, Suggestion, Support

MOST = 10
MINUTES = 5
LONGEST_GIST = 70


def _waits_for(actor: Actor) -> Asked | None:
    return None if actor.is_stranger else _found.asked()


@source(_waits_for)
def to_look_over(actor: Actor) -> list[Waiting]:
    """Return the person's own suggestions that no longer fit the text, and those that were sent
    again since the person agreed with them; the newest first, while the texts take suggestions.
    """
    numbers = [row.id for row in _found.rows(actor)]
    found = [one for one in _things.things(numbers=numbers) if host_of(one).may_suggest(actor)]
    return [_own(one) if one.author_id == actor.user_id else _agreed(one) for one in found]


@question
def _found(reader: Actor) -> Select:
    mine = (Suggestion.author_id == reader.user_id) & (Suggestion.state == "review_needed")
    again = sa.exists().where(
        EarlierWording.suggestion_id == Support.suggestion_id,
        EarlierWording.ended_by == "sent_again",
        EarlierWording.ended_at > Support.at,
    )
    theirs = sa.select(Support.suggestion_id).where(
        Support.user_id == reader.user_id,
        Support.stance == "agrees",
        Support.ended_at.is_(None),
        again,
    )
    changed = Suggestion.id.in_(theirs) & Suggestion.state.in_(OPEN_STATES)
    return (
        sa.select(Suggestion.id)
        .where(mine | changed, Suggestion.visible_to(reader))
        .order_by(Suggestion.id.desc())
        .limit(MOST)
    )


@question
def _things() -> Select:
    mine = Suggestion.id.in_(given_numbers("numbers"))
    found = sa.select(Suggestion).where(mine).options(*Suggestion.gate_options())
    return found.order_by(Suggestion.id.desc())


def _own(suggestion: Suggestion) -> Waiting:
    return Waiting(
        title=_(
            "Se över ditt förslag till %(number)s: %(gist)s",
            number=suggestion.block.label,
            gist=_gist(suggestion),
        ),
        sentence=_("Texten har ändrats sedan du skrev det.")
        if suggestion.block.removed_at is None
        else _("Stycket är borttaget, men ditt förslag finns kvar."),
        url=_where_to_look(suggestion),
        action=_("Se över"),
        minutes=MINUTES,
    )


def _where_to_look(suggestion: Suggestion) -> str:
    """A move has no words to look over: it is withdrawn, or made anew, where it stands."""
    if suggestion.op == "move":
        return _on_its_card(suggestion)
    return f"/forslag/{suggestion.id}/oversyn"


def _agreed(suggestion: Suggestion) -> Waiting:
    return Waiting(
        title=_(
            "Läs om förslaget till %(number)s: %(gist)s",
            number=suggestion.block.label,
            gist=_gist(suggestion),
        ),
        sentence=_(
            "%(name)s har ändrat det sedan ni höll med. Håller ni med fortfarande?",
            name=suggestion.author.name,
        ),
        url=_on_its_card(suggestion),
        action=_("Läs förslaget"),
        minutes=MINUTES,
    )


def _on_its_card(suggestion: Suggestion) -> str:
    return f"{host_of(suggestion).place.reviewing}#suggestion-{suggestion.id}"


def _gist(suggestion: Suggestion) -> str:
    """What is suggested, in so few words that one knows it from the others."""
    if suggestion.op == "remove":
        return _("ta bort stycket")
    if suggestion.op == "move":
        return _("flytta stycket")
    changes = suggestion.in_words.get("items") or []
    if suggestion.op == "replace" and changes:
        first = str(changes[0]).removesuffix(".")
        return shorten(first[:1].lower() + first[1:], LONGEST_GIST, placeholder=" …")
    return f"”{shorten(plain(suggestion.text), LONGEST_GIST, placeholder=' …')}”"
