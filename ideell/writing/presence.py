"""Who is writing where: a lease that a form renews while it stands open.

Design: ux §4, Presence. It is told in words and never blocks. A lease is gone two minutes after
the form last gave a sign: an autosave, or a word once a minute from a form that stands still.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.dates import clock_time
from ideell.foundation.language import gettext as _
from ideell.foundation.language import in_a_row
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.foundation.questions import Select, question
from ideell.people.models import User, first_name
from ideell.writing.models import Block, PartOfText, Text

LEASE = timedelta(minutes=2)


class Presence(Identity, PartOfText, Model):
    """A person's lease on a block; without a block, on a new one in the text.

    The same form open in two windows may leave two rows of a person: they say the same.
    """

    __tablename__ = "presences"

    block_id: Mapped[int | None] = mapped_column(sa.ForeignKey("blocks.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Writer(NamedTuple):
    """Somebody else who is writing, where, and since when."""

    block_id: int | None
    user_id: int
    first_name: str
    since: str


def renew(text: Text, block: Block | None, *, by: Actor) -> bool:
    """Let a lease that `by` holds go on; returns whether there was one."""
    lease = sa.update(Presence).where(*_leases(text, block, by), _lasts())
    return bool(rows_changed(lease.values(seen_at=now())))


def sign(text: Text, block: Block | None, *, by: Actor) -> None:
    """Say that `by` is writing here: a lease begins, or goes on. What has run out is let go."""
    if renew(text, block, by=by):
        return
    db.session.execute(sa.delete(Presence).where(Presence.text_id == text.id, sa.not_(_lasts())))
    db.session.add(
        Presence(text_id=text.id, block_id=block.id if block else None, user_id=by.user_id)
    )


def leave(text: Text, block: Block | None, *, by: Actor) -> None:
    """Say that `by` is not writing here any longer."""
    db.session.execute(sa.delete(Presence).where(*_leases(text, block, by)))


# Where one can ask who is writing: the number comes with the question.
PLACES = {
    "text_id": Presence.text_id == sa.bindparam("text_id"),
    "block_id": Presence.block_id == sa.bindparam("block_id"),
    "adding_to": (Presence.text_id == sa.bindparam("adding_to")) & Presence.block_id.is_(None),
}


def writers_in(actor: Actor, **place: int) -> list[Writer]:
    """Return who else is writing now, in the order in which they began.

    `place` is a `text_id`, a `block_id`, or the text that new blocks are `adding_to`.
    """
    (name,) = place
    rows = WRITING[name].rows(actor, **place, since=lasting_since())
    return [_writer(*row) for row in rows]


def lasting_since() -> datetime:
    """Return the moment after which a lease must have given a sign to last now."""
    return now() - LEASE


def _writing(place: sa.ColumnElement[bool], reader: Actor) -> Select:
    began = sa.func.min(Presence.began_at)
    return (
        sa.select(Presence.block_id, Presence.user_id, User.name, began)
        .join(User, User.id == Presence.user_id)
        .where(place, of_others(reader))
        .group_by(Presence.block_id, Presence.user_id, User.name)
        .order_by(began, Presence.user_id)
    )


WRITING = {name: question(partial(_writing, place)) for name, place in PLACES.items()}


def of_others(reader: Actor) -> sa.ColumnElement[bool]:
    """Return the condition of leases that others hold and that last (since `since`)."""
    return (Presence.seen_at > sa.bindparam("since")) & (Presence.user_id != reader.user_id)


def in_words(writers: Iterable[Writer]) -> str:
    """Return "Lars-Erik skriver här sedan 14.29"; "" when nobody does."""
    those = list(writers)
    if not those:
        return ""
    names = in_a_row(one.first_name for one in those)
    if len(those) == 1:
        return _("%(name)s skriver här sedan %(time)s", name=names, time=those[0].since)
    return _("%(names)s skriver här", names=names)


def by_block(writers: Iterable[Writer]) -> dict[int | None, str]:
    """Return what to say at each block; under None, of those who write new ones."""
    found: dict[int | None, list[Writer]] = {}
    for writer in writers:
        found.setdefault(writer.block_id, []).append(writer)
    return {block_id: in_words(those) for block_id, those in found.items()}


def _writer(block_id: int | None, user_id: int, name: str, began_at: datetime) -> Writer:
    return Writer(block_id, user_id, first_name(name), clock_time(began_at))


def _leases(text: Text, block: Block | None, by: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    where: Any = Presence.block_id == (block.id if block else None)
    return (Presence.text_id == text.id, where, Presence.user_id == by.user_id)


def _lasts() -> sa.ColumnElement[bool]:
    return Presence.seen_at > lasting_since()
