"""Signing in with a six-digit code by mail.

Limits (design: quality S12), counted in the database: five wrong tries end a code, at most
five codes an hour and thirty wrong tries a day for one account, ten requests in five minutes
from one address. A code works only in the browser that asked for it. Known and unknown
addresses get the same answer, in the same way.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.language import gettext as _
from ideell.foundation.mail import write_mail
from ideell.people.models import User
from ideell.people.sessions import (
    CODE_MINUTES,
    SignInCode,
    attempts_made,
    count_attempt,
    digest,
)


class TooMany(Exception):
    """Too many tries; `seconds` is when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too many tries")
        self.seconds = seconds


@dataclass(frozen=True)
class Verdict:
    """What a typed code led to: a person, or why not ("wrong", "over")."""

    user: User | None
    why_not: str = ""


def email_key(typed: str) -> str:
    """Return the form in which addresses are compared: composed, case folded, trimmed."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def ask_for_code(email: str, *, browser: str, address: str) -> None:
    """Send a code to the address if it is known; raises `TooMany`.

    An unknown or paused address gets a row that no code can open, so that nothing tells them
    apart.
    """
    key = email_key(email)
    if not count_attempt("ask-address", address, most=10, within=timedelta(minutes=5)):
        raise TooMany(300)
    if not count_attempt("ask-account", key, most=5, within=timedelta(hours=1)):
        raise TooMany(3600)
    user = db.session.scalar(sa.select(User).where(User.email_key == key))
    let_in = user is not None and user.may_sign_in
    code = f"{secrets.randbelow(1_000_000):06}"
    hashed = digest(browser)
    db.session.add(
        SignInCode(
            email_key=key[:254],
            user_id=user.id if user and let_in else None,
            code_hash=digest(f"{hashed}:{code}") if let_in else digest(secrets.token_hex(16)),
            browser_hash=hashed,
        )
    )
    if user and let_in:
        write_mail(user.email, _("Din kod till Ideell"), _code_letter(user, code), secret=True)


def try_code(typed: str, *, browser: str) -> Verdict:
    """Use the newest code that this browser asked for; a code is used once.

    The try is committed before the answer is known, so that no crash or parallel request
    gives another one. Raises `TooMany`.
    """
    code = newest_code(browser)
    if code is None or not code.is_open:
        return Verdict(None, "over")
    key = code.email_key
    if attempts_made("wrong-code", key, within=timedelta(days=1)) >= 30:
        raise TooMany(86_400)
    taken = db.session.execute(
        sa.update(SignInCode)
        .where(SignInCode.id == code.id, SignInCode.used_at.is_(None), SignInCode.tries < 5)
        .values(tries=SignInCode.tries + 1)
    ).rowcount
    db.session.commit()
    if not taken:
        return Verdict(None, "over")
    if not code.fits("".join(typed.split())) or code.user_id is None:
        count_attempt("wrong-code", key, most=30, within=timedelta(days=1))
        return Verdict(None, "wrong")
    return _use(code)


def newest_code(browser: str) -> SignInCode | None:
    """Return the newest code this browser asked for."""
    return db.session.scalar(
        sa.select(SignInCode)
        .where(SignInCode.browser_hash == digest(browser))
        .order_by(SignInCode.id.desc())
        .limit(1)
    )


def _use(code: SignInCode) -> Verdict:
    used = db.session.execute(
        sa.update(SignInCode)
        .where(SignInCode.id == code.id, SignInCode.used_at.is_(None))
        .values(used_at=now())
    ).rowcount
    user = db.session.get(User, code.user_id)
    if not used or user is None or not user.may_sign_in:
        return Verdict(None, "over")
    user.state = "active"
    user.seen_at = now()
    return Verdict(user)


def _code_letter(user: User, code: str) -> str:
    return _(
        "Hej %(name)s!\n\n"
        "Din kod är %(code)s\n\n"
        "Skriv den i samma webbläsare som du bad om den i. Den gäller i %(minutes)s minuter.\n\n"
        "Har du inte bett om någon kod? Då behöver du inte göra något.\n",
        name=user.first_name,
        code=f"{code[:3]} {code[3:]}",
        minutes=CODE_MINUTES,
    )
