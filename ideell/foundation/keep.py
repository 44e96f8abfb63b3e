"""What is stored before the rest of a request may fail: typed text, and that an act was done.

Every form carries a number of its own (`once`). Under it, and the form's place, stands what was
typed, committed before any check, so that no refusal, error or crash loses a word; and the same
row remembers that the act was done, in the act's own transaction, so that a form sent twice acts
once. A number that comes with a form of another place is another form's.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.models import Identity, Model, UtcDateTime

KEPT_DAYS = 730


class KeptForm(Identity, Model):
    """What one person typed into one form instance, and whether it was acted on."""

    __tablename__ = "kept_forms"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "once", "place"),
        sa.Index("ix_kept_forms_user_place", "user_id", "place", "done_at"),
    )

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    once: Mapped[str] = mapped_column(sa.String(64))
    place: Mapped[str] = mapped_column(sa.String(120))
    fields: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AlreadyDone(Exception):
    """The form was sent before and acted on."""


def new_once() -> str:
    """Return the number of a new form instance."""
    return secrets.token_urlsafe(18)


def keep_typed(
    user_id: int, once: str, place: str, fields: Mapping[str, Any], *, anew: bool = False
) -> datetime | None:
    """Store what was typed, on its own, before the act is tried.

    Returns when it was saved, or None when the form was acted on already: its text is in the
    product then, and a late autosave must not bring it back. With `anew` (a form that is
    sent, not autosaved) other words than those acted on are an act of their own: somebody
    went back to the form, wrote on, and sent it again.
    """
    kept = _kept_or_new(user_id, once, place)
    if kept.done_at is not None:
        if not anew or kept.fields == dict(fields):
            return None
        kept.done_at = None
    kept.fields = dict(fields)
    kept.saved_at = now()
    db.session.commit()
    return kept.saved_at


def claim(user_id: int, once: str, place: str) -> KeptForm:
    """Mark the form as acted on within the act's transaction.

    Raises `AlreadyDone` when it was. The unique number makes two at once take turns: the
    second waits for the first and then finds it done.
    """
    kept = _kept(user_id, once, place)
    if kept is None:
        kept = KeptForm(user_id=user_id, once=once, place=place, fields={})
        db.session.add(kept)
    elif kept.done_at is not None:
        raise AlreadyDone
    kept.done_at = now()
    try:
        db.session.flush()
    except sa.exc.IntegrityError as error:
        db.session.rollback()
        raise AlreadyDone from error
    return kept


def latest(user_id: int, place: str) -> KeptForm | None:
    """Return the person's newest unfinished form at `place`, or None."""
    return db.session.scalar(
        sa.select(KeptForm)
        .where(KeptForm.user_id == user_id, KeptForm.place == place, KeptForm.done_at.is_(None))
        .order_by(KeptForm.saved_at.desc())
        .limit(1)
    )


def forget_old() -> int:
    """Delete forms acted on long ago and drafts past their time; returns how many."""
    done = KeptForm.done_at < now() - timedelta(days=30)
    abandoned = KeptForm.saved_at < now() - timedelta(days=KEPT_DAYS)
    return rows_changed(sa.delete(KeptForm).where(done | abandoned))


def _kept_or_new(user_id: int, once: str, place: str) -> KeptForm:
    """Return the row of a form instance; two requests at once get the same one."""
    kept = _kept(user_id, once, place)
    if kept is not None:
        return kept
    kept = KeptForm(user_id=user_id, once=once, place=place, fields={})
    db.session.add(kept)
    try:
        db.session.flush()
    except sa.exc.IntegrityError:
        db.session.rollback()
        return db.session.scalars(_row_of(user_id, once, place)).one()
    return kept


def _row_of(user_id: int, once: str, place: str) -> sa.Select[KeptForm]:
    """The row as it stands now: what this request read before its own commit may be overtaken."""
    mine = (KeptForm.user_id == user_id, KeptForm.once == once, KeptForm.place == place)
    return sa.select(KeptForm).where(*mine).execution_options(populate_existing=True)


def _kept(user_id: int, once: str, place: str) -> KeptForm | None:
    return db.session.scalar(_row_of(user_id, once, place).with_for_update())
