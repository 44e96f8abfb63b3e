"""Sign-in codes: six digits, single use, a quarter of an hour, one browser."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.people.digests import digest
from ideell.people.models import User

CODE_MINUTES = 15
CODE_TRIES = 5
CODE_DIGITS = 6
KEPT = timedelta(days=1)


class SignInCode(Identity, Model):
    """A code that one browser asked for. Only digests of code and browser are stored."""

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

    def draw(self) -> str:
        """Give the row a new code with new tries and a new quarter, and return it."""
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        self.code_hash = digest(f"{self.browser_hash}:{code}")
        self.tries, self.made_at, self.used_at = 0, now(), None
        return code

    def fits(self, typed: str) -> bool:
        """Tell whether the typed code is this one, and one that opens anything."""
        same = hmac.compare_digest(self.code_hash, digest(f"{self.browser_hash}:{typed}"))
        return same and self.user_id is not None

    def take_try(self) -> bool:
        """Use up one try; of many at once only `CODE_TRIES` succeed."""
        return self._take(SignInCode.tries < CODE_TRIES, tries=SignInCode.tries + 1)

    def use(self) -> bool:
        """Use the code up; of many at once only one succeeds."""
        return self._take(sa.true(), used_at=now())

    def _take(self, while_it: sa.ColumnElement[bool], **changed: object) -> bool:
        mine = sa.and_(SignInCode.id == self.id, SignInCode.used_at.is_(None), while_it)
        return bool(rows_changed(sa.update(SignInCode).where(mine).values(**changed)))


def newest_code_of(browser: str) -> SignInCode | None:
    """Return the newest code this browser asked for."""
    return _newest(SignInCode.browser_hash == digest(browser))


def newest_code_for(user: User) -> SignInCode | None:
    """Return the newest code that was asked for with this person's address."""
    return _newest(SignInCode.user_id == user.id)


def end_codes(user: User) -> None:
    """Let no code that was sent to the person open anything any more."""
    mine = sa.update(SignInCode).where(SignInCode.user_id == user.id, SignInCode.used_at.is_(None))
    db.session.execute(mine.values(used_at=now()))


def forget_codes() -> int:
    """Delete old codes, and with them the addresses of strangers; returns how many."""
    old = SignInCode.made_at < now() - KEPT
    return rows_changed(sa.delete(SignInCode).where(old))


def _newest(whose: sa.ColumnElement[bool]) -> SignInCode | None:
    return db.session.scalar(
        sa.select(SignInCode).where(whose).order_by(SignInCode.id.desc()).limit(1)
    )
