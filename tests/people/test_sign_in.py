"""Signing in: the code, its limits, and that nobody is found out."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation import jobs
from ideell.foundation.clock import as_of, now
from ideell.foundation.jobs import Job
from ideell.foundation.mail import Mail
from ideell.people.attempts import Attempt
from ideell.people.codes import SignInCode
from ideell.people.models import User
from ideell.people.office import pause_person
from ideell.people.sessions import LoginSession
from tests.browsing import Browser, Browsers, Page
from tests.people.letters import code_in_mail, letters, newest_letter
from tests.world import World

ANNA = "anna.ek@example.se"


def ask(browser: Browser, email: str = ANNA, *, status: int = 303) -> Page:
    return browser.send("/logga-in", "/logga-in", email=email, status=status)


def try_code(browser: Browser, code: str, *, status: int = 303) -> Page:
    return browser.send("/logga-in/kod", "/logga-in/kod", code=code, status=status)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def rows(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


@pytest.mark.parametrize("htmx", [False, True])
def test_a_person_signs_in_with_the_code_from_the_mail(
    as_: Browsers, world: World, htmx: bool
) -> None:
    browser = as_(None, htmx=htmx)
    ask(browser, " Anna.Ek@Example.se ")
    assert newest_letter().to == ANNA
    code = code_in_mail()
    try_code(browser, f" {code[:3]} {code[3:]} ")
    assert "Hej Anna" in browser.get_plain("/")
    signed_in = db.session.scalar(sa.select(Deed).where(Deed.tag == "session.begun"))
    assert signed_in is not None
    assert signed_in.user_id == world.anna.id


def test_signing_in_leads_to_the_page_that_was_asked_for(as_: Browsers, world: World) -> None:
    browser = as_(None)
    asked = browser.get("/min-sida", status=303)
    path = asked.response.headers["Location"]
    browser.send(path, "/logga-in", email=ANNA)
    page = browser.send("/logga-in/kod?next=/min-sida", "/logga-in/kod", code=code_in_mail())
    assert page.response.headers["Location"] == "/min-sida"


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_never_leads_away(as_: Browsers, next_: str) -> None:
    browser = as_(None)
    page = browser.send("/logga-in", "/logga-in", email=ANNA, next=next_)
    assert page.response.headers["Location"] == "/logga-in/kod"
    page = browser.send("/logga-in/kod", "/logga-in/kod", code=code_in_mail(), next=next_)
    assert page.response.headers["Location"] == "/"


def test_an_invited_person_becomes_active_at_the_first_sign_in(as_: Browsers, world: World) -> None:
    world.anna.state = "invited"
    db.session.commit()
    browser = as_(None)
    ask(browser)
    try_code(browser, code_in_mail())
    anna = db.session.get_one(User, world.anna.id)
    assert anna.state == "active"
    assert anna.seen_at is not None


def test_a_code_is_used_once(as_: Browsers) -> None:
    browser = as_(None)
    ask(browser)
    code = code_in_mail()
    fields = browser.get("/logga-in/kod").form("/logga-in/kod") | {"code": code}
    try_code(browser, code)
    browser.post("/logga-ut")
    again = as_(None)
    with again.client.session_transaction(base_url="http://localhost") as cookie:
        cookie["browser"], cookie["asked_for"] = "another", ANNA
    assert "gäller inte längre" in try_code(again, fields["code"], status=422)


def test_a_code_works_only_in_the_browser_that_asked(as_: Browsers) -> None:
    first, second = as_(None), as_(None)
    ask(first)
    code = code_in_mail()
    ask(second, "birgitta.lind@example.se")
    assert "stämmer inte" in try_code(second, code, status=422)
    try_code(first, code)


def test_a_code_is_over_after_a_quarter(as_: Browsers) -> None:
    browser = as_(None)
    ask(browser)
    code = code_in_mail()
    with as_of(now() + timedelta(minutes=15, seconds=1)):
        assert "gäller inte längre" in try_code(browser, code, status=422)


def test_five_wrong_tries_end_a_code(as_: Browsers) -> None:
    browser = as_(None)
    ask(browser)
    code = code_in_mail()
    for _try in range(5):
        assert "Koden stämmer inte" in try_code(browser, wrong(code), status=422)
    assert "Koden gäller inte längre" in try_code(browser, code, status=422)


def test_thirty_wrong_tries_a_day_end_an_account_until_tomorrow(as_: Browsers) -> None:
    start = now()
    for hour in range(2):
        with as_of(start + timedelta(hours=2 * hour)):
            for number in range(3):
                browser = as_(None)
                with as_of(start + timedelta(hours=2 * hour, minutes=6 * number)):
                    ask(browser)
                    for _try in range(5):
                        try_code(browser, wrong(code_in_mail()), status=422)
    with as_of(start + timedelta(hours=5)):
        browser = as_(None)
        ask(browser)
        page = try_code(browser, code_in_mail(), status=429)
    assert "Vänta till i morgon" in page
    assert 18 * 3600 < int(page.response.headers["Retry-After"]) <= 24 * 3600


def test_a_right_code_is_no_wrong_try(as_: Browsers) -> None:
    browser = as_(None)
    ask(browser)
    try_code(browser, code_in_mail())
    wrong_tries = sa.select(sa.func.count()).where(Attempt.kind == "wrong-code")
    assert db.session.scalar(wrong_tries) == 0


def test_five_codes_an_hour_are_sent_to_an_account(as_: Browsers) -> None:
    start = now()
    for number in range(5):
        with as_of(start + timedelta(minutes=6 * number)):
            ask(as_(None))
    with as_of(start + timedelta(minutes=31)):
        page = ask(as_(None), status=429)
        assert "Vänta 30 minuter" in page
        assert letters() == 5
    with as_of(start + timedelta(minutes=61)):
        ask(as_(None))


def test_a_refused_request_does_not_make_the_wait_longer(as_: Browsers) -> None:
    start = now()
    for _time in range(5):
        ask(as_(None))
    with as_of(start + timedelta(minutes=59)):
        ask(as_(None), status=429)
    with as_of(start + timedelta(minutes=61)):
        ask(as_(None))


def test_ten_requests_in_five_minutes_come_from_one_address(as_: Browsers) -> None:
    for number in range(10):
        ask(as_(None), f"nobody{number}@example.se")
    page = ask(as_(None), "nobody@example.se", status=429)
    assert "Vänta fem minuter" in page
    assert 0 < int(page.response.headers["Retry-After"]) <= 301


def test_forged_forwarding_headers_change_nothing(as_: Browsers) -> None:
    for number in range(10):
        ask(as_(None), f"nobody{number}@example.se")
    browser = as_(None)
    fields = browser.get("/logga-in").form("/logga-in") | {"email": ANNA}
    answer = browser.client.post(
        "/logga-in", data=fields, headers={"Host": "localhost", "X-Forwarded-For": "9.9.9.9"}
    )
    assert answer.status_code == 429


@pytest.mark.parametrize("email", ["nobody@example.se", "paul.paus@example.se"])
def test_unknown_and_paused_addresses_get_the_same_answer_for_the_same_work(
    as_: Browsers, world: World, email: str
) -> None:
    known, unknown = as_(None), as_(None)
    answers, work = [], []
    for browser, address in ((known, ANNA), (unknown, email)):
        before = [rows(model) for model in (SignInCode, Mail, Job, Attempt)]
        answer = ask(browser, address)
        answers.append((answer.status, answer.response.headers["Location"], answer.text))
        after = [rows(model) for model in (SignInCode, Mail, Job, Attempt)]
        work.append([new - old for old, new in zip(before, after, strict=True)])
        said = browser.get("/logga-in/kod").text.replace(address, "…")
        assert "kommer en kod dit" in said
        assert "Koden stämmer inte" in try_code(browser, "000000", status=422)
    assert answers[0] == answers[1]
    assert work[0] == work[1]
    assert letters() == 1
    jobs.run_due()
    assert {mail.sent_at is not None for mail in db.session.scalars(sa.select(Mail))} == {True}


def test_a_guess_never_opens_the_code_of_an_unknown_address(as_: Browsers) -> None:
    browser = as_(None)
    ask(browser, "nobody@example.se")
    row = db.session.scalars(sa.select(SignInCode)).one()
    code = row.draw()
    db.session.commit()
    assert "Koden stämmer inte" in try_code(browser, code, status=422)


def test_a_person_paused_between_mail_and_code_is_not_let_in(as_: Browsers, world: World) -> None:
    browser = as_(None)
    ask(browser)
    code = code_in_mail()
    pause_person(world.anna, by=world.actor("kerstin"))
    db.session.commit()
    assert "gäller inte längre" in try_code(browser, code, status=422)


def test_a_person_paused_while_the_code_is_checked_is_not_let_in(
    as_: Browsers, world: World
) -> None:
    browser = as_(None)
    ask(browser)
    code = code_in_mail()
    world.anna.state = "paused"
    db.session.commit()
    assert "gäller inte längre" in try_code(browser, code, status=422)


def test_another_code_is_sent_and_the_first_is_over(as_: Browsers) -> None:
    browser = as_(None)
    ask(browser)
    first = code_in_mail()
    browser.send("/logga-in/kod", "/logga-in/kod/ny")
    second = code_in_mail()
    assert "En ny kod är på väg" in browser.get("/logga-in/kod").said()
    if first != second:
        assert "Titta i det senaste mejlet" in try_code(browser, first, status=422)
    try_code(browser, second)


def test_another_code_needs_an_address(as_: Browsers) -> None:
    page = as_(None).post("/logga-in/kod/ny", on="/logga-in")
    assert page.response.headers["Location"] == "/logga-in"


def test_who_has_asked_for_nothing_is_led_to_the_first_page(as_: Browsers) -> None:
    page = as_(None).get("/logga-in/kod?next=/min-sida", status=303)
    assert page.response.headers["Location"] == "/logga-in?next=/min-sida"


def test_the_page_for_the_code_tells_whom_to_call(as_: Browsers) -> None:
    browser = as_(None)
    ask(browser)
    assert "08-465 00 00" in browser.get("/logga-in/kod")


@pytest.mark.parametrize("path", ["/logga-in", "/logga-in/kod"])
def test_who_is_signed_in_needs_no_code(as_: Browsers, world: World, path: str) -> None:
    page = as_(world.anna).get(f"{path}?next=/organisationer", status=303)
    assert page.response.headers["Location"] == "/organisationer"


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_form_says_what_to_write(as_: Browsers, typed: str) -> None:
    assert "Skriv din e-postadress" in ask(as_(None), typed, status=422)
    browser = as_(None)
    ask(browser)
    assert "sex siffrorna" in try_code(browser, typed, status=422)


def test_odd_addresses_get_the_usual_answer(as_: Browsers, hostile_email: str) -> None:
    browser = as_(None)
    fields = browser.get("/logga-in").form("/logga-in") | {"email": hostile_email}
    answer = browser.client.post("/logga-in", data=fields, headers={"Host": "localhost"})
    assert answer.status_code in {303, 422}


def test_a_secret_is_wiped_when_its_mail_has_left(as_: Browsers, world: World) -> None:
    ask(as_(None))
    with as_of(now() + timedelta(minutes=16)):
        jobs.run_due()
    assert newest_letter().text == ""


def test_remembering_lasts_ninety_days_and_otherwise_twelve_hours(
    as_: Browsers, world: World
) -> None:
    for remembered, lasts in ((True, timedelta(days=90)), (False, timedelta(hours=12))):
        row = LoginSession.begin(world.anna, remembered=remembered, device="")
        db.session.flush()
        assert abs(row.expires_at - now() - lasts) < timedelta(seconds=5)


def test_the_box_for_remembering_can_be_unchecked(as_: Browsers, world: World) -> None:
    browser = as_(None)
    ask(browser)
    fields = browser.get("/logga-in/kod").form("/logga-in/kod") | {"code": code_in_mail()}
    del fields["remember"]
    browser.client.post("/logga-in/kod", data=fields, headers={"Host": "localhost"})
    row = db.session.scalars(sa.select(LoginSession)).one()
    assert row.expires_at < now() + timedelta(hours=13)


def test_demo_people_are_buttons_on_this_computer_only(as_: Browsers, world: World) -> None:
    browser = as_(None)
    page = browser.get("/logga-in")
    assert "Birgitta Lind" in page
    assert "Paul Paus" not in page
    browser.send("/logga-in", "/logga-in/demo", person=str(world.birgitta.id))
    assert "Hej Birgitta" in browser.get("/")
    away = {"REMOTE_ADDR": "192.0.2.7"}
    seen = as_(None).client.get("/logga-in", headers={"Host": "localhost"}, environ_base=away)
    assert "Birgitta Lind" not in seen.get_data(as_text=True)


@pytest.mark.parametrize("environ", [{"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": "odd"}])
def test_nobody_far_away_signs_in_as_a_demo_person(
    as_: Browsers, world: World, environ: dict[str, str]
) -> None:
    browser = as_(None)
    fields = browser.get("/logga-in").form("/logga-in/demo") | {"person": str(world.kerstin.id)}
    browser.client.post(
        "/logga-in/demo", data=fields, headers={"Host": "localhost"}, environ_base=environ
    )
    assert rows(LoginSession) == 0


def test_a_forwarded_request_is_never_from_this_computer(as_: Browsers, world: World) -> None:
    browser = as_(None)
    fields = browser.get("/logga-in").form("/logga-in/demo") | {"person": str(world.kerstin.id)}
    sent = {"Host": "localhost", "X-Forwarded-For": "192.0.2.7"}
    browser.client.post("/logga-in/demo", data=fields, headers=sent)
    assert rows(LoginSession) == 0


def test_a_paused_person_is_no_demo_person(as_: Browsers, world: World) -> None:
    as_(None).send("/logga-in", "/logga-in/demo", person=str(world.paul.id))
    assert rows(LoginSession) == 0


@pytest.mark.parametrize("typed", ["Anna", "anna.ek@", "anna ek@example.se", "anna.ek@example"])
def test_what_is_no_address_is_said_so_at_once(as_: Browsers, world: World, typed: str) -> None:
    page = ask(as_(None), typed, status=422)
    assert "Skriv den som namn@exempel.se" in page
    assert page.form("/logga-in")["email"] == typed
    assert not letters()


@pytest.mark.parametrize("typed", ["12345", "1234567", "vet inte"])
def test_a_slip_of_the_pen_is_no_wrong_try(as_: Browsers, world: World, typed: str) -> None:
    browser = as_(None)
    ask(browser)
    for _time in range(6):
        page = try_code(browser, typed, status=422)
        assert "Koden är sex siffror" in page
        assert page.form("/logga-in/kod")["code"] == typed
    try_code(browser, f"Din kod är {code_in_mail()}")
    assert "Hej Anna" in browser.get_plain("/")


def test_the_help_telephone_can_be_called_from_the_page(as_: Browsers, world: World) -> None:
    browser = as_(None)
    ask(browser)
    page = browser.get("/logga-in/kod")
    calls = [link.get("href") for link in page.all("a") if "tel:" in (link.get("href") or "")]
    assert calls == ["tel:084650000", "tel:084650000"]
