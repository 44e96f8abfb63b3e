"""S12: guessing is limited, counted across computers and restarts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from unittest import mock

from werkzeug.test import TestResponse

from ideell import create_app
from ideell.extensions import db
from ideell.people import sign_in
from ideell.people.codes import SignInCode
from tests.promises.outcome import Outcome
from tests.promises.signing_in import Browser, ask_for_code, code_in_mail, is_signed_in
from tests.promises.town import Town, standing

ANNA = "anna.ek@example.se"


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


def _check_refusal(answer: TestResponse) -> None:
    if answer.status_code != 303:
        assert answer.status_code == 429, answer.status_code
        assert int(answer.headers["Retry-After"]) > 0
        assert "Vänta" in answer.text


@contextlib.contextmanager
def _nothing_counted() -> Iterator[None]:
    with (
        mock.patch.object(sign_in, "count_attempt", return_value=None),
        mock.patch.object(SignInCode, "take_try", return_value=True),
        mock.patch.object(SignInCode, "is_open", True),
        mock.patch.object(db.session, "delete", return_value=None),
    ):
        yield
