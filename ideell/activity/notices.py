"""Telling somebody of something, and following a thing.

A notice is for one person: mentioned, hidden with a reason, asked for a receipt. It waits on the
overview until it is read. What it says is registered by the room it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, contains_eager, mapped_column, relationship

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import LARGEST_NUMBER, put, rows_changed
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.foundation.questions import Asked, Select, question
from ideell.foundation.seen_through import find_seen
from ideell.foundation.waiting import Waiting, source

MOST = 20
MANY = 200  # asked for at a time once the newest did not suffice


class Notice(Identity, Model):
    """A person is told of something that was done, about a thing."""

    __tablename__ = "notices"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "deed_id"),
        sa.Index("ix_notices_unread", "user_id", "read_at"),
        sa.Index("ix_notices_thing", "thing_kind", "thing_id"),
    )

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    deed_id: Mapped[int] = mapped_column(sa.ForeignKey("deeds.id"), index=True)
    tag: Mapped[str] = mapped_column(sa.String(60))  # what one is told: "post.mentioned"
    thing_kind: Mapped[str] = mapped_column(sa.String(40))
    thing_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    deed: Mapped[Deed] = relationship()

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """One's own."""
        return sa.false() if actor.is_stranger else Notice.user_id == actor.user_id


class Following(Identity, Model):
    """A person follows a thing, or has said that they no longer do."""

    __tablename__ = "followings"
    __table_args__ = (sa.UniqueConstraint("user_id", "thing_kind", "thing_id"),)

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    thing_kind: Mapped[str] = mapped_column(sa.String(40))
    thing_id: Mapped[int]
    is_on: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


Saying = Callable[[Any, Notice], "Waiting | None"]

_sayings: dict[str, tuple[type, Saying]] = {}


def say(tag: str, model: type, saying: Saying) -> None:
    """Let notices of this tag, about things of this kind, be said by `saying(thing, notice)`.

    It returns the waiting item, or None when there is nothing more to tell.
    """
    _sayings[tag] = (model, saying)


def tell(people: Iterable[int], deed: Deed, tag: str, thing: Any) -> None:
    """Let people, by number, know of a deed about a thing; each once, and never its doer.

    What they were told before under the same tag, of the same thing, is thereby old.
    """
    told = sorted(set(people) - {deed.user_id})
    about = {"thing_kind": type(thing).__name__, "thing_id": thing.id}
    before = sa.update(Notice).filter_by(tag=tag, read_at=None, **about)
    db.session.execute(before.where(Notice.user_id.in_(told)).values(read_at=now()))
    for user_id in told:
        db.session.add(Notice(user_id=user_id, deed_id=deed.id, tag=tag, **about))


def read(things: Iterable[tuple[str, int]], *, by: Actor, tag: str | None = None) -> int:
    """Take note that `by` has read what was told of these things, by kind and number."""
    named = [
        sa.and_(Notice.thing_kind == kind, Notice.thing_id == number) for kind, number in things
    ]
    if not named:
        return 0
    unread = sa.and_(Notice.user_id == by.user_id, Notice.read_at.is_(None), sa.or_(*named))
    told = sa.true() if tag is None else Notice.tag == tag
    return rows_changed(sa.update(Notice).where(unread, told).values(read_at=now()))


def read_among(kind: str, numbers: Any, *, by: Actor) -> int:
    """Take note that `by` has read what was told of things of one kind; `numbers` may be a
    question for them.
    """
    mine = sa.and_(Notice.user_id == by.user_id, Notice.read_at.is_(None))
    these = sa.and_(Notice.thing_kind == kind, Notice.thing_id.in_(numbers))
    return rows_changed(sa.update(Notice).where(mine, these).values(read_at=now()))


def _told(actor: Actor) -> Asked | None:
    return None if actor.is_stranger else _unread.asked(before=LARGEST_NUMBER, most=1)


@source(_told)
def waiting_notices(actor: Actor) -> list[Waiting]:
    """Return what a person was told and has not read, the newest first, `MOST` at the most.

    What has nothing to tell any more is passed over, however much of it there is: the post that
    is hidden may be shown again.
    """
    items: list[Waiting] = []
    before, most = LARGEST_NUMBER, MOST
    while most:
        told = _unread.things(actor, before=before, most=most)
        items += _said(told, actor)
        is_all = len(told) < most or len(items) >= MOST
        before, most = (0, 0) if is_all else (told[-1].id, MANY)
    return items[:MOST]


def _said(told: Sequence[Notice], actor: Actor) -> list[Waiting]:
    """What each of these notices says, where it still says something."""
    told = [one for one in told if one.tag in _sayings]
    models = {_sayings[one.tag][0] for one in told}
    found = find_seen([(one.thing_kind, one.thing_id) for one in told], models, actor)
    things = [(found.get((one.thing_kind, one.thing_id)), one) for one in told]
    said = [_sayings[one.tag][1](thing, one) for thing, one in things if thing is not None]
    return [item for item in said if item is not None]


@question
def _unread(reader: Actor) -> Select:
    return (
        sa.select(Notice)
        .join(Notice.deed)
        .where(
            Notice.user_id == reader.user_id,
            Notice.read_at.is_(None),
            Notice.id < sa.bindparam("before"),
            Deed.undone_at.is_(None),
        )
        .options(contains_eager(Notice.deed).joinedload(Deed.user))
        .order_by(Notice.id.desc())
        .limit(sa.bindparam("most"))
    )


def follow(kind: str, thing_id: int, *, by: Actor, again: bool = True) -> None:
    """Follow a thing. Without `again` nothing happens to who once said that they no longer do."""
    _set(kind, thing_id, by, is_on=True, where=None if again else sa.false())


def unfollow(kind: str, thing_id: int, *, by: Actor) -> None:
    """Follow a thing no longer; kept, so that taking part again does not bring it back."""
    _set(kind, thing_id, by, is_on=False)


def follows(actor: Actor, kind: str, thing_id: int) -> bool:
    """Tell whether `actor` follows a thing."""
    known = _followed.row(actor, kind=kind, thing_id=thing_id)
    return known is not None and bool(known.is_on)


@question
def _followed(reader: Actor) -> Select:
    return sa.select(Following.is_on).where(
        Following.user_id == reader.user_id,
        Following.thing_kind == sa.bindparam("kind"),
        Following.thing_id == sa.bindparam("thing_id"),
    )


def _set(kind: str, thing_id: int, by: Actor, *, is_on: bool, where: Any = None) -> None:
    whose = {"user_id": by.user_id, "thing_kind": kind, "thing_id": thing_id}
    put(Following, whose, {"is_on": is_on, "at": now()}, where)
