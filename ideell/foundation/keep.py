"""What is stored before the rest of a request may fail: typed text, and that an act was done.

Every form carries a number of its own (`once`). Under it, and the form's place, stands what was
typed, committed before any check, so that no refusal, error or crash loses a word; and the same
row remembers that the act was done, in the act's own transaction, so that a form sent twice acts
once. A number that comes with a form of another place is another form's.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.foundation.questions import Question, Select, question

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
    key, saved_at = {"user_id": user_id, "once": once, "place": place}, now()
    if not _write("fields", "saved_at", **key, fields=dict(fields), saved_at=saved_at):
        done = _acted_on(**key)
        if not anew or done.fields == dict(fields):
            return None
        done.fields, done.saved_at, done.done_at = dict(fields), saved_at, None
    db.session.commit()
    return saved_at


def claim(user_id: int, once: str, place: str) -> None:
    """Mark the form as acted on within the act's transaction.

    Raises `AlreadyDone` when it was. The unique number makes two at once take turns: the
    second waits for the first and then finds it done.
    """
    key, moment = {"user_id": user_id, "once": once, "place": place}, now()
    if not _write("done_at", **key, fields={}, saved_at=moment, done_at=moment):
        raise AlreadyDone


def latest(user_id: int, place: str) -> KeptForm | None:
    """Return the person's newest unfinished form at `place`, or None."""
    kept: KeptForm | None = _latest.thing(user_id=user_id, place=place)
    return kept


@question
def _latest() -> Select:
    mine = (
        KeptForm.user_id == sa.bindparam("user_id"),
        KeptForm.place == sa.bindparam("place"),
        KeptForm.done_at.is_(None),
    )
    return sa.select(KeptForm).where(*mine).order_by(KeptForm.saved_at.desc()).limit(1)


def left_at(views: Iterable[str], most: int, *sooner: sa.ColumnElement[bool]) -> Question:
    """The question what a person left unfinished in the forms of these views, the newest first.

    It is asked with `user_id` and `before`, a moment; what one of the conditions in `sooner` is
    true of counts as left at once.
    """
    at = [KeptForm.place.startswith(f"{view}:", autoescape=True) for view in views]
    left = (
        sa.select(KeptForm.place, KeptForm.fields, KeptForm.saved_at)
        .where(
            KeptForm.user_id == sa.bindparam("user_id"),
            KeptForm.done_at.is_(None),
            sa.or_(KeptForm.saved_at <= sa.bindparam("before"), *sooner),
            sa.or_(*at),
        )
        .order_by(KeptForm.saved_at.desc(), KeptForm.id.desc())
        .limit(most)
    )
    return question(lambda: left)


def forget_old() -> int:
    """Delete forms acted on long ago and drafts past their time; returns how many."""
    done = KeptForm.done_at < now() - timedelta(days=30)
    abandoned = KeptForm.saved_at < now() - timedelta(days=KEPT_DAYS)
    return rows_changed(sa.delete(KeptForm).where(done | abandoned))


def _write(*changed: str, **row: Any) -> bool:
    """Add the row of a form instance, or change these columns of it, unless it was acted on.

    Tells whether it was written. One statement: of two requests at once the second waits for
    the first, and meets the row as it left it.
    """
    statement = _writing(db.session.get_bind().dialect.name, changed)
    return bool(db.session.connection().execute(statement, row).rowcount)


@cache
def _writing(dialect: str, changed: tuple[str, ...]) -> Any:
    insert: Any = (postgresql if dialect == "postgresql" else sqlite).insert(KeptForm.__table__)
    written = insert.on_conflict_do_update(
        index_elements=["user_id", "once", "place"],
        set_={name: insert.excluded[name] for name in changed},
        where=KeptForm.__table__.c.done_at.is_(None),
    )
    return written.inline().execution_options(preserve_rowcount=True)


def _acted_on(**key: Any) -> KeptForm:
    """The row as it stands now; what `_write` met and left is held until the transaction ends."""
    mine = sa.select(KeptForm).filter_by(**key).execution_options(populate_existing=True)
    return db.session.scalars(mine).one()
