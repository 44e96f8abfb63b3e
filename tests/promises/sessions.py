"""S9: sessions die when they should. Eight cases."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta

import sqlalchemy as sa
from werkzeug.test import TestResponse

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.people import identity
from ideell.people.identity import actor_of
from ideell.people.models import User
from ideell.people.office import end_membership, pause_person
from ideell.people.sessions import LoginSession
from tests.promises.outcome import Outcome
from tests.promises.principals import Principal, signed_in
from tests.promises.signing_in import Browser, sign_in_by_code
from tests.promises.town import Town, standing

PRIVATE = "/min-sida"


def s9(*, full: bool) -> Outcome:
    """Try every case; the size makes no difference."""
    with standing() as town:
        faults = failed_cases(town)
        with rows_ignored():
            red = failed_cases(town)
    return Outcome(
        figure=f"{len(faults)} of {len(CASES)} cases",
        faults=faults,
        control=f"with Flask-Login alone, {len(red)} of {len(CASES)}",
        control_is_red=len(red) >= 4,
    )


def failed_cases(town: Town) -> list[str]:
    """Return the cases in which a session lives that should not, in words."""
    failed = []
    for case in CASES:
        if fault := case(town):
            failed.append(fault)
        town.snapshot.restore()
    return failed


def a_planted_cookie(town: Town) -> str:
    """Fixation: the cookie from before the sign-in is worth nothing after it."""
    browser = Browser(town)
    browser.get("/logga-in")
    planted = browser.cookie
    sign_in_by_code(browser, "anna.ek@example.se")
    thief = Browser(town, cookie=planted)
    return "" if thief.get(PRIVATE).status_code == 303 else "a planted cookie is signed in"


def renewal(town: Town) -> str:
    """Each sign-in has a session and a form token of its own."""
    browser = Browser(town)
    browser.get("/logga-in")
    before, token = browser.cookie, browser.token
    sign_in_by_code(browser, "anna.ek@example.se")
    browser.get(PRIVATE)
    same = before == browser.cookie or token == browser.token
    return "sign-in kept the session or its token" if same else ""


def replay_after_sign_out(town: Town) -> str:
    """A copied cookie dies when its owner signs out."""
    person = _somebody(town)
    person.ask(town.app, "POST", "/logga-ut", data={"csrf_token": person.token})
    return _lives(town, person, "after signing out")


def paused(town: Town) -> str:
    """A paused person is out at once."""
    person = _somebody(town)
    with town.app.app_context():
        pause_person(_user(person), by=_office())
        db.session.commit()
    return _lives(town, person, "after being paused")


def removed(town: Town) -> str:
    """Who was removed sees nothing of the members' from the next request on."""
    person = _somebody(town)
    with town.app.app_context():
        for place in _user(person).memberships:
            end_membership(place, by=_office())
        db.session.commit()
    seen = [person.ask(town.app, "GET", path).status_code for path in _members_pages(town)]
    return "" if set(seen) <= {403, 404} else f"a removed person is answered {seen}"


def everywhere(town: Town) -> str:
    """Signing out everywhere ends every device."""
    one, other = _somebody(town), _somebody(town)
    one.ask(town.app, "POST", "/min-sida/utloggning-overallt", data={"csrf_token": one.token})
    return _lives(town, one, "after everywhere") or _lives(town, other, "after everywhere")


def expired(town: Town) -> str:
    """A session ends at its time, whatever the cookie says."""
    person = _somebody(town)
    with town.app.app_context():
        over = sa.update(LoginSession).values(expires_at=now() - timedelta(seconds=1))
        db.session.execute(over.where(LoginSession.user_id == person.user_id))
        db.session.commit()
    return _lives(town, person, "after its time")


def not_kept_by_the_browser(town: Town) -> str:
    """Private pages are not kept, so that Back shows nothing after signing out."""
    answer: TestResponse = _somebody(town).ask(town.app, "GET", PRIVATE)
    private = answer.headers["Cache-Control"] == "no-store" and "Cookie" in answer.headers["Vary"]
    return "" if private else "a private page may be kept"


CASES: tuple[Callable[[Town], str], ...] = (
    a_planted_cookie, renewal, replay_after_sign_out, paused, removed, everywhere, expired,
    not_kept_by_the_browser,
)  # fmt: skip


def _somebody(town: Town) -> Principal:
    """Sign the author in on one more device."""
    number = town.people["author"].user_id
    assert number is not None
    return signed_in(town.app, "somebody", number)


def _user(person: Principal) -> User:
    return db.session.get_one(User, person.user_id)


def _office() -> object:
    kerstin = db.session.scalar(sa.select(User).where(User.name == "Kerstin Alm"))
    assert kerstin is not None
    return actor_of(kerstin)


def _members_pages(town: Town) -> list[str]:
    return ["/organisationer", f"/remisser/{town.things['Consultation', 'active']}"]


def _lives(town: Town, person: Principal, when: str) -> str:
    answer = person.ask(town.app, "GET", PRIVATE)
    alive = answer.status_code != 303 or "/logga-in" not in answer.headers["Location"]
    return f"a copied cookie lives {when}" if alive else ""


@contextlib.contextmanager
def rows_ignored() -> Iterator[None]:
    """The control: the cookie alone says who one is, as Flask-Login does by itself."""
    kept = identity.is_live
    identity.is_live = lambda _row: True
    try:
        yield
    finally:
        identity.is_live = kept
