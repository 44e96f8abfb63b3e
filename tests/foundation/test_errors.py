"""Every refusal is a sentence with the typed text back: no stack, no lost word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask, abort, request
from sqlalchemy.orm.exc import StaleDataError

from ideell.foundation.rules import RuleBroken, Stale
from tests.browsing import Browsers
from tests.world import World

TYPED = {"name": "Anna Ek", "phone": "det jag skrev"}


@contextmanager
def failing(app: Flask, error: Exception | int) -> Iterator[None]:
    """Let the next POST fail so."""

    def fail() -> None:
        if request.method == "POST":
            abort(error) if isinstance(error, int) else throw(error)

    app.before_request_funcs.setdefault(None, []).append(fail)
    try:
        yield
    finally:
        app.before_request_funcs[None].remove(fail)


def throw(error: Exception) -> None:
    raise error


LOCKED = sa.exc.OperationalError("", {}, Exception("database is locked"))
GONE = sa.exc.OperationalError("", {}, Exception("connection refused"))
BROKEN = sa.exc.OperationalError("", {}, Exception("no such table: x"))
DOUBLE = sa.exc.IntegrityError("", {}, Exception("UNIQUE constraint failed"))


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (RuleBroken("Det går inte för att …"), 409, "Det går inte för att"),
        (Stale("Någon var före."), 409, "Någon var före."),
        (StaleDataError(), 409, "Någon annan hann ändra före dig"),
        (DOUBLE, 409, "Någon annan hann ändra före dig"),
        (LOCKED, 503, "Vänta en minut och skicka igen"),
        (GONE, 503, "Vänta en minut och skicka igen"),
        (BROKEN, 500, "Det blev fel hos oss. Numret"),
        (ZeroDivisionError(), 500, "Det blev fel hos oss. Numret"),
        (403, 403, "Det du skrev finns kvar här."),
        (404, 404, "Det du skrev finns kvar här."),
        (403, 403, "Det går inte längre."),
        (404, 404, "Sidan finns inte"),
        (413, 413, "för stort"),
    ],
)
def test_typed_text_comes_back_with_a_sentence(
    app: Flask, as_: Browsers, world: World, error: Exception | int, status: int, said: str
) -> None:
    browser = as_(world.anna)
    token = browser.token()
    with failing(app, error):
        page = browser.post("/min-sida", TYPED | {"csrf_token": token}, status=status)
    assert said in page
    assert "det jag skrev" in page.text
    assert "Traceback" not in page.text


def test_a_locked_database_says_when_to_try_again(app: Flask, as_: Browsers, world: World) -> None:
    browser = as_(world.anna)
    token = browser.token()
    with failing(app, LOCKED):
        page = browser.post("/min-sida", TYPED | {"csrf_token": token}, status=503)
    assert page.response.headers["Retry-After"] == "60"


def test_with_htmx_a_refusal_is_one_sentence_for_the_status_region(
    app: Flask, as_: Browsers, world: World
) -> None:
    browser = as_(world.anna, htmx=True)
    token = browser.token()
    with failing(app, RuleBroken("Inte nu.")):
        page = browser.post("/min-sida", TYPED | {"csrf_token": token}, status=409)
    assert page.response.headers["HX-Retarget"] == "#besked"
    assert "Inte nu." in page
    assert not page.all("h1")


def test_an_old_form_may_be_sent_again(as_: Browsers, world: World) -> None:
    page = as_(world.anna).post("/min-sida", TYPED | {"csrf_token": "gammal"}, status=400)
    assert "Skicka igen" in page
    assert page.form("/min-sida")["phone"] == "det jag skrev"


@pytest.mark.parametrize(
    ("names", "said"),
    [(["timmar.csv"], "Välj filen igen: timmar.csv"),
     (["a.txt", "b.txt"], "Välj filerna igen: a.txt och b.txt")],
)  # fmt: skip
def test_files_that_were_chosen_are_asked_for_again(
    app: Flask, as_: Browsers, world: World, names: list[str], said: str
) -> None:
    files = [(BytesIO(b"tolv"), name) for name in names]
    browser = as_(world.anna)
    page = browser.post("/min-sida", TYPED | {"csrf_token": "gammal", "files": files}, status=400)
    assert said in page
    (field,) = [one for one in page.all("input") if one.get("type") == "file"]
    assert (field.get("name"), field.get("multiple") is not None) == ("files", len(names) > 1)
    token = browser.token()
    files = [(BytesIO(b"tolv"), name) for name in names]
    with failing(app, RuleBroken("Inte nu.")):
        page = browser.post("/min-sida", TYPED | {"csrf_token": token, "files": files}, status=409)
    assert said in page


@pytest.mark.parametrize(
    ("path", "typed", "status"),
    [("/min-sida", {"csrf_token": "gammal"}, 400), ("/finns-inte", {}, 404)],
)
def test_nobody_who_is_signed_in_is_asked_to_sign_in_by_an_error(
    as_: Browsers, world: World, path: str, typed: dict[str, str], status: int
) -> None:
    page = as_(world.anna).post(path, typed, status=status)
    links = {link.get("href") for link in page.all("a")}
    assert "/min-sida" in links
    assert "/logga-in" not in links


def test_who_asks_for_an_organisation_of_others_by_an_old_form_is_told_in_words(
    as_: Browsers, world: World
) -> None:
    typed = {"csrf_token": "gammal", "hat": str(world.norrvik.id)}
    assert "för gammal" in as_(world.anna).post("/min-sida", typed, status=400)


def test_a_session_that_ended_gives_the_text_back(as_: Browsers, world: World) -> None:
    browser = as_(world.anna)
    token = browser.token()
    browser.post("/logga-ut", {"csrf_token": token})
    page = browser.post("/min-sida", TYPED | {"csrf_token": token}, status=401)
    assert "det jag skrev" in page.text


def test_asking_under_another_name_gets_one_line(as_: Browsers, world: World) -> None:
    answer = as_(world.anna).client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert answer.mimetype == "text/plain"


def test_an_address_that_is_nowhere_says_so(as_: Browsers, world: World) -> None:
    assert "Sidan finns inte" in as_(world.anna).get("/finns-inte", status=404)


def test_a_fault_shows_the_number_that_the_log_carries(
    app: Flask, as_: Browsers, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    browser = as_(world.anna)
    token = browser.token()
    with failing(app, ZeroDivisionError()):
        page = browser.post("/min-sida", TYPED | {"csrf_token": token}, status=500)
    number = next(record.number for record in caplog.records if hasattr(record, "number"))
    assert number in page.text
    assert "det jag skrev" not in caplog.text


def test_a_form_sent_twice_acts_once_and_says_so(as_: Browsers, world: World) -> None:
    sent = TYPED | {"once": "the-same"}
    as_(world.anna).post("/min-sida", sent)
    browser = as_(world.anna)
    browser.post("/min-sida", sent)
    assert "Det var redan gjort" in browser.get("/")
    fragment = as_(world.anna, htmx=True).post("/min-sida", sent, status=200)
    assert fragment.response.headers["HX-Reswap"] == "none"
