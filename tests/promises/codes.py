"""S10: codes are used once, in one browser, within a quarter of an hour; stored hashed."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from unittest import mock

import time_machine

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.people import sign_in
from ideell.people.codes import SignInCode
from tests.promises.outcome import Outcome
from tests.promises.signing_in import (
    Browser,
    ask_for_code,
    code_in_mail,
    is_signed_in,
    sign_in_by_code,
)
from tests.promises.town import Town, standing

ANNA, NOBODY = "anna.ek@example.se", "ingen.alls@example.se"


def s10(*, full: bool) -> Outcome:
    """One use, one browser, a quarter of an hour; stored hashed."""
    with standing() as town:
        faults = [*_used_in_parallel(town, 20), *_used_wrongly(town), *_stored_openly(town)]
        with used_without_looking():
            red = _used_in_parallel(town, 20)
    return Outcome(
        figure=f"{len(faults)} wrong; 20 at once let 1 in",
        faults=faults,
        control=f"without the conditional update: {red[0] if red else 'nothing wrong'}",
        control_is_red=bool(red),
    )


def _used_in_parallel(town: Town, at_once: int) -> list[str]:
    browser = Browser(town)
    ask_for_code(browser, ANNA)
    browser.get("/logga-in/kod")
    code = code_in_mail(town)
    copies = [Browser(town, cookie=browser.cookie) for _copy in range(at_once)]

    def use(copy: Browser) -> int:
        copy.token = browser.token
        copy.post("/logga-in/kod", {"code": code})
        return int(is_signed_in(copy))

    with all_together(at_once), ThreadPoolExecutor(at_once) as pool:
        let_in = sum(pool.map(use, copies))
    town.snapshot.restore()
    return [] if let_in == 1 else [f"a code used {at_once} times at once let {let_in} in"]


@contextlib.contextmanager
def all_together(at_once: int) -> Iterator[None]:
    """Let everybody look at the code before anybody goes on: the worst moment there is."""
    gate = threading.Barrier(at_once)
    count = sign_in.count_attempt

    def count_and_wait(*args: Any, **limits: Any) -> Any:
        attempt = count(*args, **limits)
        db.session.commit()  # nothing is held while the others come
        gate.wait(timeout=60)
        return attempt

    with mock.patch.object(sign_in, "count_attempt", count_and_wait):
        yield


def _used_wrongly(town: Town) -> list[str]:
    """Use a code where, when or how it must not work."""
    faults = []
    used = Browser(town)
    sign_in_by_code(used, ANNA)
    again = Browser(town)
    ask_for_code(again, "birgitta.lind@example.se")
    again.get("/logga-in/kod")
    own, others = code_in_mail(town), code_in_mail(town, nth=1)
    elsewhere = Browser(town)
    ask_for_code(elsewhere, NOBODY)
    elsewhere.get("/logga-in/kod")
    for what, browser, code in (
        ("another's code", again, others),
        ("a code in another browser", elsewhere, own),
    ):
        browser.post("/logga-in/kod", {"code": code})
        if is_signed_in(browser):
            faults.append(f"{what} let somebody in")
    with time_machine.travel(now() + timedelta(minutes=16), tick=True):
        again.post("/logga-in/kod", {"code": own})
        if is_signed_in(again):
            faults.append("a code of a quarter ago let somebody in")
    town.snapshot.restore()
    return faults


def _stored_openly(town: Town) -> list[str]:
    """Look for codes and session tokens in the tables that remember them."""
    browser = Browser(town)
    sign_in_by_code(browser, ANNA)
    code = code_in_mail(town)
    tables = town.snapshot.rows()
    kept = repr([tables["sign_in_codes"], tables["login_sessions"]])
    town.snapshot.restore()
    return ["a code is stored as it is"] if code in kept else []


@contextlib.contextmanager
def used_without_looking() -> Iterator[None]:
    """The control: read, then write, as one would by habit."""

    def use(code: SignInCode) -> bool:
        code.used_at = now()
        return True

    def take_try(code: SignInCode) -> bool:
        code.tries += 0
        return True

    with mock.patch.multiple(SignInCode, use=use, take_try=take_try):
        yield
