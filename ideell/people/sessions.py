"""Signed-in devices and sign-in codes: server-side rows, so that signing out is real."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.people.models import Organisation, User

REMEMBERED = timedelta(days=90)
SHORT = timedelta(hours=12)
CODE_MINUTES = 15
CODE_TRIES = 5


def digest(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


class LoginSession(Identity, Model):
    """One signed-in browser. A copied cookie dies with its row."""

    __tablename__ = "login_sessions"

    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    acting_org_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"))
    device: Mapped[str] = mapped_column(sa.String(120), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    acting_org: Mapped[Organisation | None] = relationship()

    token = ""
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Tell whether the row still lets its person in."""
        return self.ended_at is None and self.expires_at > now() and self.user.may_sign_in

    def get_id(self) -> str:
        """Return what the signed cookie carries: the token, never the row's number."""
        return self.token

    @staticmethod
    def visible_to(actor: object) -> sa.ColumnElement[bool]:
        """A person sees their own devices."""
        return LoginSession.user_id == getattr(actor, "user_id", None)

    @classmethod
    def begin(cls, user: User, *, remembered: bool, device: str) -> LoginSession:
        """Sign a person in on a browser."""
        token = secrets.token_urlsafe(32)
        lasts = REMEMBERED if remembered else SHORT
        row = cls(
            user_id=user.id,
            token_hash=digest(token),
            device=device_name(device),
            expires_at=now() + lasts,
        )
        row.token = token
        db.session.add(row)
        return row

    @classmethod
    def of_token(cls, token: str) -> LoginSession | None:
        """Return the live row of a cookie's token, or None."""
        row = db.session.scalar(sa.select(cls).where(cls.token_hash == digest(token)))
        if row is None or not row.is_active:
            return None
        row.token = token
        return row

    @classmethod
    def end_all(cls, user_id: int, *, but: int | None = None) -> None:
        """Sign a person out everywhere, or everywhere but on one device."""
        db.session.execute(
            sa.update(cls)
            .where(cls.user_id == user_id, cls.ended_at.is_(None), cls.id != (but or 0))
            .values(ended_at=now())
        )


BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
    "Mac OS": "Mac", "Linux": "Linux",
}  # fmt: skip


def device_name(agent: str) -> str:
    """Return "Firefox, Windows" of what a browser calls itself; empty when it says neither."""
    named = (
        next((name for mark, name in table.items() if mark in agent), "")
        for table in (BROWSERS, SYSTEMS)
    )
    return ", ".join(name for name in named if name)


class SignInCode(Identity, Model):
    """A six-digit code sent by mail: single use, a quarter of an hour, one browser."""

    __tablename__ = "sign_in_codes"

    email_key: Mapped[str] = mapped_column(sa.String(254), index=True)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    browser_hash: Mapped[str] = mapped_column(sa.String(64), index=True)
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_open(self) -> bool:
        """Tell whether the code may still be tried."""
        fresh = self.made_at > now() - timedelta(minutes=CODE_MINUTES)
        return self.used_at is None and self.tries < CODE_TRIES and fresh

    def fits(self, typed: str) -> bool:
        """Tell whether the typed code is this one."""
        return hmac.compare_digest(self.code_hash, digest(f"{self.browser_hash}:{typed}"))


class Attempt(Identity, Model):
    """One counted try, so that guessing is limited across workers and restarts."""

    __tablename__ = "attempts"
    __table_args__ = (sa.Index("ix_attempts_counted", "kind", "key", "at"),)

    kind: Mapped[str] = mapped_column(sa.String(30))
    key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


def attempts_made(kind: str, key: str, *, within: timedelta) -> int:
    """Return how many tries were counted in the time given."""
    number = db.session.scalar(
        sa.select(sa.func.count())
        .select_from(Attempt)
        .where(Attempt.kind == kind, Attempt.key == digest(key), Attempt.at > now() - within)
    )
    return int(number or 0)


def count_attempt(kind: str, key: str, *, most: int, within: timedelta) -> bool:
    """Count a try, on its own; tell whether it is within `most` tries in the time given."""
    db.session.add(Attempt(kind=kind, key=digest(key)))
    db.session.commit()
    return attempts_made(kind, key, within=within) <= most
