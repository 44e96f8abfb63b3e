"""Signed-in devices: server-side rows, so that signing out is real."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.people.digests import digest
from ideell.people.models import Organisation, User

REMEMBERED = timedelta(days=90)
SHORT = timedelta(hours=12)
KEPT = timedelta(days=365)  # how long we remember who was signed in where (design: domain 4.2)


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

    @property
    def is_active(self) -> bool:
        """Tell whether the row still lets its person in."""
        return self.ended_at is None and self.expires_at > now() and self.user.may_sign_in

    def get_id(self) -> str:
        """Return what the signed cookie carries: the token, never the row's number."""
        return self.token

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """A person sees their own devices."""
        return LoginSession.user_id == actor.user_id

    @classmethod
    def begin(cls, user: User, *, remembered: bool, device: str) -> LoginSession:
        """Sign a person in on a browser that calls itself `device`."""
        token = secrets.token_urlsafe(32)
        row = cls(
            user_id=user.id,
            token_hash=digest(token),
            device=device_name(device),
            expires_at=now() + (REMEMBERED if remembered else SHORT),
        )
        row.token = token
        db.session.add(row)
        return row

    @classmethod
    def end_all(cls, user_id: int) -> None:
        """Sign a person out everywhere."""
        live = sa.update(cls).where(cls.user_id == user_id, cls.ended_at.is_(None))
        db.session.execute(live.values(ended_at=now()))


def live_sessions(user_id: int) -> list[LoginSession]:
    """Return where a person is signed in, the newest first."""
    live = sa.select(LoginSession).where(
        LoginSession.user_id == user_id,
        LoginSession.ended_at.is_(None),
        LoginSession.expires_at > now(),
    )
    return list(db.session.scalars(live.order_by(LoginSession.id.desc())))


def forget_sessions() -> int:
    """Delete the rows of devices signed out long ago; returns how many."""
    before = now() - KEPT
    old = (LoginSession.ended_at < before) | (LoginSession.expires_at < before)
    return rows_changed(sa.delete(LoginSession).where(old))


BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
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
