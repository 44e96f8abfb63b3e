"""Holding a text while something is done to it: by one person at a time, and while it is open.

A host may be closed while somebody's save is on its way. Whoever changes a text holds its row
first, and asks the host then; whoever moves the host from one state to another holds the row
first too. So neither passes the other unseen.
"""

from __future__ import annotations

from collections.abc import Sequence

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken, Stale
from ideell.writing.hosting import host_of
from ideell.writing.merge import Conflict
from ideell.writing.models import Revision, Text


class Closed(RuleBroken):
    """The host does not allow it, or no longer."""


class Collided(Stale):
    """Two people changed the same words. Nothing was saved; `conflicts` hold both texts.

    Where a view has no page that shows both, it is answered as every refusal: the sentence,
    and what was typed.
    """

    def __init__(self, conflicts: Sequence[Conflict], head: Revision) -> None:
        super().__init__(
            _("Någon annan ändrade samma ord före dig. Inget sparades. Läs om och försök igen.")
        )
        self.conflicts = tuple(conflicts)
        self.head_id = head.id


def hold(text: Text) -> None:
    """Keep the text from others until the transaction ends, and see everything as it stands now.

    On SQLite the whole transaction of somebody who writes is alone from its first statement. On
    PostgreSQL the row is locked, and what was read before that is read again, so that nobody
    acts on what was true a moment ago.
    """
    if db.session.get_bind().dialect.name != "sqlite":
        db.session.flush()
        db.session.expire_all()
        db.session.refresh(text, with_for_update=True)


def hold_to_write(text: Text, *, by: Actor) -> None:
    """Hold the text; raises `Closed` when `by` may not write in it."""
    hold(text)
    if not host_of(text).may_write(by):
        raise Closed(_("Texten går inte att ändra längre. Be en moderator öppna den igen."))


def hold_to_decide(text: Text, *, by: Actor) -> None:
    """Hold the text; raises `Closed` when `by` may not decide on suggestions to it."""
    hold(text)
    if not host_of(text).may_decide(by):
        raise Closed(_("Texten går inte att ändra längre. Be en moderator öppna den igen."))


def hold_to_suggest(text: Text, *, by: Actor) -> None:
    """Hold the text; raises `Closed` when `by` may not suggest changes to it."""
    hold(text)
    if not host_of(text).may_suggest(by):
        raise Closed(_("Texten tar inte emot förslag längre."))


def hold_to_comment(text: Text, *, by: Actor) -> None:
    """Hold the text; raises `Closed` when `by` may not comment on it."""
    hold(text)
    if not host_of(text).may_comment(by):
        raise Closed(_("Texten tar inte emot kommentarer längre."))
