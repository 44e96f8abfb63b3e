"""Signing in with a six-digit code by mail.

Limits (design: quality S12), counted in the database: five wrong tries end a code, at most
five codes an hour and thirty wrong tries a day for one account, ten requests in five minutes
from one address. A code works only in the browser that asked for it. Known and unknown
addresses get the same answer for the same work.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import clock_time
from ideell.foundation.language import gettext as _
from ideell.foundation.mail import write_mail
from ideell.foundation.rules import RuleBroken
from ideell.people.attempts import TooMany, count_attempt
from ideell.people.codes import CODE_MINUTES, SignInCode, newest_code_for, newest_code_of
from ideell.people.digests import digest
from ideell.people.models import User

__all__ = ["TooMany", "Verdict", "ask_for_code", "email_key", "give_code", "try_code"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Nobody:
    """Who stands behind an address that we do not know: costs what a person costs."""

    id: int | None = None
    email: str = ""
    first_name: str = ""


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

    An unknown or paused address costs the same rows and the same job: a code that nothing
    opens, and a letter to nobody.
    """
    key = email_key(email)
    count_attempt("ask-address", address, most=10, within=timedelta(minutes=5))
    count_attempt("ask-account", key, most=5, within=HOUR)
    found = db.session.scalar(sa.select(User).where(User.email_key == key))
    user: User | Nobody = found if found is not None and found.may_sign_in else Nobody()
    code = SignInCode(email_key=key[:254], user_id=user.id, browser_hash=digest(browser))
    letter = _code_letter(user, code.draw())
    db.session.add(code)
    write_mail(user.email, _("Din kod till Ideell"), letter, secret=True)


def give_code(user: User, *, by: Actor) -> tuple[str, Deed]:
    """Make a code to read out by telephone, for the browser that last asked for one.

    The person has typed their address and waits at the page for the code, but no mail came.
    They are told by mail who gave it. Raises `RuleBroken` when nobody has asked.
    """
    asked = newest_code_for(user)
    if asked is None or not user.may_sign_in or asked.made_at < now() - HOUR:
        raise RuleBroken(
            _("Be %(name)s skriva sin e-postadress på sidan Logga in. Ta sedan fram en kod igen.",
              name=user.first_name)
        )  # fmt: skip
    code = asked.draw()
    write_mail(user.email, _("Du fick en kod på telefon"), _told_letter(user, by))
    return f"{code[:3]} {code[3:]}", record(by, "person.code_given", user)


def try_code(typed: str, *, browser: str) -> Verdict:
    """Use the newest code that this browser asked for; a code is used once.

    The try is committed before the answer is known, so that no crash or parallel request
    gives another one. Raises `TooMany`.
    """
    code = newest_code_of(browser)
    if code is None or not code.is_open:
        return Verdict(None, "over")
    attempt = count_attempt("wrong-code", code.email_key, most=30, within=DAY)
    taken = code.take_try()
    db.session.commit()
    if not taken:
        return Verdict(None, "over")
    if not code.fits("".join(typed.split())):
        return Verdict(None, "wrong")
    db.session.delete(attempt)  # it was not wrong after all
    return _let_in(code)


def _let_in(code: SignInCode) -> Verdict:
    user = db.session.get_one(User, code.user_id)
    if not code.use() or not user.may_sign_in:
        return Verdict(None, "over")
    user.state = "active"
    user.seen_at = now()
    return Verdict(user)


def _code_letter(user: User | Nobody, code: str) -> str:
    return _(
        "Hej %(name)s!\n\n"
        "Din kod är %(code)s\n\n"
        "Skriv den i samma webbläsare som du bad om den i. Den gäller i %(minutes)s minuter.\n\n"
        "Har du inte bett om någon kod? Då behöver du inte göra något.\n",
        name=user.first_name,
        code=f"{code[:3]} {code[3:]}",
        minutes=CODE_MINUTES,
    )


def _told_letter(user: User, by: Actor) -> str:
    return _(
        "Hej %(name)s!\n\n"
        "%(office)s läste upp en kod för dig på telefon i dag klockan %(time)s, så att du kunde "
        "logga in.\n\n"
        "Var det inte du som ringde? Hör då av dig till kansliet genast.\n",
        name=user.first_name,
        office=by.user.name,
        time=clock_time(now()),
    )
