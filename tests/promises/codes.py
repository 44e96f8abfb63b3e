"""S10, S11, S12: codes are used once, nobody is found out, guessing is limited."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from unittest import mock

import time_machine

from ideell import create_app
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


def s11(*, full: bool) -> Outcome:
    """Known and unknown addresses get one answer; look-alikes of an address are no new person."""
    from tests.promises.mimicry import accepted_mimics

    with standing() as town:
        faults = _told_apart(town)
        tried, mimics = accepted_mimics(town, full=full)
        with (
            mock.patch.object(sign_in, "Nobody", _refuse),
            mock.patch.object(sign_in, "count_attempt", lambda *_args, **_more: None),
        ):
            red = _told_apart(town)
    return Outcome(
        figure=f"{len(faults)} differences, {len(mimics)} of {tried} look-alikes taken",
        faults=[*faults, *mimics],
        control=f"with 'no such address' as answer, {len(red)} differences",
        control_is_red=bool(red),
    )


def _refuse() -> None:
    from ideell.foundation.rules import RuleBroken

    raise RuleBroken("no such address")


def _told_apart(town: Town) -> list[str]:
    """Return how the answers to a known and to an unknown address differ."""
    seen = []
    for email in (ANNA, NOBODY, "paul.paus@example.se"):
        browser = Browser(town)
        asked = ask_for_code(browser, email)
        page = browser.get("/logga-in/kod")
        wrong = browser.post("/logga-in/kod", {"code": "000000"})
        answers = [
            (answer.status_code, answer.headers.get("Location"), _plain(answer.text, email))
            for answer in (asked, page, wrong)
        ]
        rows = {table: len(found) for table, found in town.snapshot.rows().items()}
        seen.append((answers, rows))
        town.snapshot.restore()
    return [
        f"{other} is told from {ANNA}"
        for other, answer in zip((NOBODY, "a paused person"), seen[1:], strict=True)
        if answer != seen[0]
    ]


def _plain(text: str, email: str) -> str:
    without = re.sub(r'name="(?:csrf_token|once)" value="[^"]*"', "", text)
    return without.replace(email, "…")


def s12(*, full: bool) -> Outcome:
    """Guess and ask until it stops, from many addresses and after a restart."""
    with standing() as town:
        faults = _unlimited(town)
        with _nothing_counted():
            red = _unlimited(town)
    return Outcome(
        figure=f"{len(faults)} of 5 limits pass too many",
        faults=faults,
        control=f"with nothing counted, {len(red)} of 5",
        control_is_red=len(red) >= 3,
    )


def _unlimited(town: Town) -> list[str]:
    tries = {
        "tries at one code": (_tries_at_one_code(town), 5),
        "codes an hour for one address": (_codes_in_an_hour(town), 5),
        "requests in five minutes from one computer": (_requests(town, forge=False), 10),
        "… with forged forwarding headers": (_requests(town, forge=True), 10),
        "codes an hour, restarted in between": (_codes_in_an_hour(town, restart=True), 5),
    }
    return [f"{what}: {got} instead of {most}" for what, (got, most) in tries.items() if got > most]


def _tries_at_one_code(town: Town) -> int:
    """Return how many wrong tries a code bears: the right one after them must not work."""
    browser = Browser(town)
    ask_for_code(browser, ANNA)
    browser.get("/logga-in/kod")
    code = code_in_mail(town)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _try in range(5):
        browser.post("/logga-in/kod", {"code": wrong})
    browser.post("/logga-in/kod", {"code": code})
    lived = is_signed_in(browser)
    town.snapshot.restore()
    return 6 if lived else 5


def _codes_in_an_hour(town: Town, *, restart: bool = False) -> int:
    got = 0
    for number in range(8):
        if restart and number == 4:
            town.app = create_app(town.app.extensions["ideell_settings"])
        browser = Browser(town, address=f"10.0.0.{number}")
        answer = ask_for_code(browser, ANNA)
        got += answer.status_code == 303
        _check_refusal(answer)
    town.snapshot.restore()
    return got


def _requests(town: Town, *, forge: bool) -> int:
    got = 0
    for number in range(13):
        browser = Browser(town)
        browser.get("/logga-in")
        lie = {"X-Forwarded-For": f"10.1.1.{number}", "Forwarded": f"for=10.1.1.{number}"}
        sent = {"email": f"person{number}@example.se"}
        answer = browser.post("/logga-in", sent, **(lie if forge else {}))
        got += answer.status_code == 303
        _check_refusal(answer)
    town.snapshot.restore()
    return got


def _check_refusal(answer: Any) -> None:
    if answer.status_code != 303:
        assert answer.status_code == 429, answer.status_code
        assert int(answer.headers["Retry-After"]) > 0
        assert "Vänta" in answer.text


@contextlib.contextmanager
def _nothing_counted() -> Iterator[None]:
    def pass_all(*_args: object, **_more: object) -> Any:
        return mock.MagicMock()

    with (
        mock.patch.object(sign_in, "count_attempt", pass_all),
        mock.patch.object(SignInCode, "take_try", lambda _code: True),
        mock.patch.object(SignInCode, "is_open", True),
        mock.patch.object(db.session, "delete", lambda _thing: None),
    ):
        yield
