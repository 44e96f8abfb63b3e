"""How far a person has read in a thing that grows: a discussion, a document's versions.

Kept as the number of the last part that was seen. Written when a page says so, by POST only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import put
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.foundation.questions import Question, Select, question
from ideell.foundation.statements import given_numbers


class ReadPosition(Identity, Model):
    """The last part of a thing that a person has seen, and when."""

    __tablename__ = "read_positions"
    __table_args__ = (sa.UniqueConstraint("user_id", "thing_kind", "thing_id"),)

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    thing_kind: Mapped[str] = mapped_column(sa.String(40))
    thing_id: Mapped[int]
    last_part_id: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


def last_seen(actor: Actor, kind: str, thing_id: int) -> int:
    """Return the number of the last part that `actor` has seen; 0 when nothing was."""
    row = _last_seen.row(actor, kind=kind, thing_id=thing_id)
    return 0 if row is None else int(row.last_part_id)


def has_read(kind: str, thing_id: int, last_part_id: int, *, by: Actor) -> None:
    """Take note that `by` has seen a thing up to a part; one never reads backwards."""
    whose = {"user_id": by.user_id, "thing_kind": kind, "thing_id": thing_id}
    seen = {"last_part_id": last_part_id, "at": now()}
    put(ReadPosition, whose, seen, where=ReadPosition.last_part_id < last_part_id)


def unread(
    kind: str, part: Any, of: Any, shown: Callable[[Actor], sa.ColumnElement[bool]]
) -> Question:
    """The question how many parts are new to a reader in each of many things.

    `part` is the model of the parts and `of` its column with the thing's number; `shown` says
    which parts count (those of others, that stand). It is asked with `numbers` and gives rows of
    (number of the thing, how many, the first of them); things with nothing new are left out.
    """

    @question
    def new_parts(reader: Actor) -> Select:
        mine = sa.and_(
            ReadPosition.user_id == reader.user_id,
            ReadPosition.thing_kind == kind,
            ReadPosition.thing_id == of,
        )
        return (
            sa.select(of, sa.func.count().label("many"), sa.func.min(part.id).label("first"))
            .outerjoin(ReadPosition, mine)
            .where(
                of.in_(given_numbers("numbers")),
                part.id > sa.func.coalesce(ReadPosition.last_part_id, 0),
                shown(reader),
            )
            .group_by(of)
        )

    return new_parts


@question
def _last_seen(reader: Actor) -> Select:
    return sa.select(ReadPosition.last_part_id).where(
        ReadPosition.user_id == reader.user_id,
        ReadPosition.thing_kind == sa.bindparam("kind"),
        ReadPosition.thing_id == sa.bindparam("thing_id"),
    )
