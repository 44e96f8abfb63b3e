"""Counted tries, so that guessing is limited across workers and restarts."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.people.digests import digest

KEPT = timedelta(days=2)  # longer than any limit looks back


class TooMany(Exception):
    """Too many tries; `seconds` is when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too many tries")
        self.seconds = seconds


class Attempt(Identity, Model):
    """One counted try."""

    __tablename__ = "attempts"
    __table_args__ = (sa.Index("ix_attempts_counted", "kind", "key", "at"),)

    kind: Mapped[str] = mapped_column(sa.String(30))
    key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


def count_attempt(kind: str, key: str, *, most: int, within: timedelta) -> Attempt:
    """Count a try before it is made; raises `TooMany` when it is one too many.

    The try is committed first and counted then, so that of many at once never more than
    `most` get through. A refused try is taken out again: who waits as long as we said gets in.
    """
    attempt = Attempt(kind=kind, key=digest(key))
    db.session.add(attempt)
    db.session.commit()
    counted = sa.and_(Attempt.kind == kind, Attempt.key == attempt.key, Attempt.at > now() - within)
    times = db.session.scalars(sa.select(Attempt.at).where(counted).order_by(Attempt.at)).all()
    if len(times) <= most:
        return attempt
    db.session.delete(attempt)
    db.session.commit()
    opens = times[len(times) - 1 - most] + within
    raise TooMany(max(1, int((opens - now()).total_seconds()) + 1))


def forget_attempts() -> int:
    """Delete the tries that no limit looks back to; returns how many."""
    old = Attempt.at < now() - KEPT
    return rows_changed(sa.delete(Attempt).where(old))
