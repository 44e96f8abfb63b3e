"""Deeds: every change of state leaves one, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.language import _
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.foundation.rules import Followed, RuleBroken

UNDO_DAYS = 30


class Deed(Identity, Model):
    """Somebody did something to a thing, for an organisation, at a time, for a reason."""

    __tablename__ = "deeds"
    __table_args__ = (sa.Index("ix_deeds_thing", "thing_kind", "thing_id", "at"),)

    tag: Mapped[str] = mapped_column(sa.String(60), index=True)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    acting_org_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[str] = mapped_column(sa.String(10), default="web")
    thing_kind: Mapped[str] = mapped_column(sa.String(40))
    thing_id: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    roles: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # what the doer was then
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    undoes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deeds.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[Any] = relationship("User")
    acting_org: Mapped[Any] = relationship("Organisation")

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """See one's own deeds; whoever may undo others' finds them through the thing."""
        return sa.false() if actor.is_stranger else Deed.user_id == actor.user_id

    @property
    def can_be_undone(self) -> bool:
        """Tell whether there is a way back: known for its tag, not taken, not too old."""
        return (
            self.tag in kinds.of(kinds.named(self.thing_kind)).undo
            and self.undone_at is None
            and self.at > now() - timedelta(days=UNDO_DAYS)
        )

    def undo(self, *, by: Actor, way: Callable[..., Any] | None = None) -> Deed:
        """Take the deed back by its thing's own verb, or by `way`.

        Raises `RuleBroken` when it was taken back already, is too old, when its doer no
        longer acts as then, or when something builds on it (the verb says what; `Followed`
        where a page can show both).
        """
        model = kinds.named(self.thing_kind)
        if not self.can_be_undone or not self._take_back():
            raise RuleBroken(
                _("Det går inte att ångra det här. Det är redan ångrat eller för gammalt.")
            )
        self._refuse_other_hat(by)
        thing = db.session.get(model, self.thing_id)
        take_back = way or kinds.of(model).undo[self.tag]
        try:
            take_back(thing, deed=self, by=by)
        except Followed as followed:
            followed.deed_id = followed.deed_id or self.id
            raise
        return record(by, f"{self.tag}.undone", thing, undoes=self)

    def refuse_when_followed(self, *tags: str) -> None:
        """Raise `RuleBroken` when one of these was done to the thing later, and still holds."""
        later = (
            sa.select(Deed.id)
            .where(Deed.thing_kind == self.thing_kind, Deed.thing_id == self.thing_id)
            .where(Deed.id > self.id, Deed.tag.in_(tags), Deed.undone_at.is_(None))
        )
        if db.session.scalar(later.limit(1)) is not None:
            raise RuleBroken(
                _("Det har ändrats efter dig, så det går inte att ångra. Rätta i stället.")
            )

    def _take_back(self) -> bool:
        """Mark the deed as undone; of two at once only one succeeds."""
        taken = (Deed.id == self.id) & Deed.undone_at.is_(None)
        return bool(rows_changed(sa.update(Deed).where(taken).values(undone_at=now())))

    def _refuse_other_hat(self, by: Actor) -> None:
        """Undoing asks for the same organisation and the same roles as doing did."""
        if self.acting_org is not None and self.acting_org_id != by.org_id:
            name = self.acting_org.name
            raise RuleBroken(
                _("Du gjorde det för %(name)s. Byt till den högst upp på sidan först.", name=name)
            )
        if not set(self.roles) <= by.roles:
            raise RuleBroken(
                _("Du har inte längre den uppgift som behövdes för det. Fråga kansliet.")
            )


def deed_of(thing: Any, tag: str) -> Deed | None:
    """Return the latest deed of this kind that was done to a thing."""
    mine = (Deed.thing_kind == type(thing).__name__, Deed.thing_id == thing.id, Deed.tag == tag)
    return db.session.scalar(sa.select(Deed).where(*mine).order_by(Deed.id.desc()).limit(1))


def record(
    by: Actor, tag: str, thing: Any, *, reason: str = "", undoes: Deed | None = None, **details: Any
) -> Deed:
    """Leave a deed in the current transaction and return it.

    `tag` names thing and act ("suggestion.accepted"); `details` are plain values that the
    undo or the log needs, never typed text.
    """
    if thing.id is None:
        db.session.flush()
    deed = Deed(
        tag=tag,
        user_id=by.user_id,
        acting_org_id=by.org_id,
        on_behalf=by.on_behalf,
        roles=sorted(by.roles),
        channel=by.channel,
        thing_kind=type(thing).__name__,
        thing_id=thing.id,
        reason=reason,
        details=details,
        undoes_id=undoes.id if undoes else None,
    )
    db.session.add(deed)
    db.session.flush()
    return deed
