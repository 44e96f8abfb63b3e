"""Mail: one message to one person, sent once, secrets wiped."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app

from ideell.config import Settings
from ideell.extensions import db
from ideell.foundation import jobs, mail
from ideell.foundation.clock import now
from ideell.foundation.mail import Mail, forget_sent, write_mail
from tests.conftest import settings_for


class Server:
    """Stands in for a mail server and remembers what it was told."""

    seen: list[Any] = []

    def __init__(self, host: str, port: int, **_more: Any) -> None:
        self.seen.append((type(self).__name__, host, port))

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_error: object) -> None:
        self.seen.append("bye")

    def starttls(self, **_more: Any) -> None:
        self.seen.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.seen.append(("login", user, password))

    def send_message(self, message: EmailMessage) -> None:
        self.seen.append(message)


class ServerOverTls(Server):
    """The same, over TLS from the first byte."""


@pytest.fixture(autouse=True)
def post(context: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outbox of this test, and no mail server."""
    Server.seen.clear()
    monkeypatch.setattr(mail.smtplib, "SMTP", Server)
    monkeypatch.setattr(mail.smtplib, "SMTP_SSL", ServerOverTls)
    monkeypatch.setitem(context.extensions, "ideell_settings", settings_for(tmp_path))


def with_server(tmp_path: Path, **more: Any) -> Settings:
    settings = settings_for(tmp_path, smtp_host="post.example.se", **more)
    current_app.extensions["ideell_settings"] = settings
    return settings


def written(to: str = "anna@example.se", **more: Any) -> Mail:
    made = write_mail(to, "Hej", "Hej Anna!", **more)
    db.session.commit()
    return made


def test_a_message_lands_in_the_outbox(tmp_path: Path) -> None:
    made = written()
    jobs.run_due()
    (file,) = (tmp_path / "outbox").iterdir()
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (message["To"], message["Subject"]) == ("anna@example.se", "Hej")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content() == "Hej Anna!\n"
    assert db.session.get_one(Mail, made.id).sent_at is not None


def test_a_message_is_sent_once_though_its_job_is_run_again(tmp_path: Path) -> None:
    with_server(tmp_path)
    made = written()
    for _time in range(2):
        mail.send({"mail": made.id})
        db.session.commit()
    assert sum(isinstance(one, EmailMessage) for one in Server.seen) == 1


@pytest.mark.parametrize(
    ("tls", "first", "starts"), [("starttls", "Server", True), ("none", "Server", False),
                                 ("tls", "ServerOverTls", False)],
)  # fmt: skip
def test_the_server_is_spoken_to_as_set(tmp_path: Path, tls: str, first: str, starts: bool) -> None:
    with_server(tmp_path, smtp_tls=tls, smtp_user="rum", smtp_password="hemlig")
    written()
    jobs.run_due()
    assert Server.seen[0][0] == first
    assert ("starttls" in Server.seen) is starts
    assert ("login", "rum", "hemlig") in Server.seen


def test_a_secret_is_wiped_when_it_has_left(tmp_path: Path) -> None:
    with_server(tmp_path)
    made = written(secret=True)
    jobs.run_due()
    assert db.session.get_one(Mail, made.id).text == ""


def test_a_secret_that_is_too_late_is_let_go(tmp_path: Path) -> None:
    made = written(secret=True)
    made.made_at = now() - timedelta(minutes=16)
    db.session.commit()
    jobs.run_due()
    late = db.session.get_one(Mail, made.id)
    assert (late.text, late.fault) == ("", "late")
    assert not (tmp_path / "outbox").exists()


def test_a_message_to_nobody_goes_the_same_way_and_ends(tmp_path: Path) -> None:
    made = written(to="", secret=True)
    jobs.run_due()
    assert db.session.get_one(Mail, made.id).fault == "unknown"
    assert not (tmp_path / "outbox").exists()


def test_a_subject_is_one_line() -> None:
    assert (
        write_mail("a@b.se", "Hej\r\nBcc: x@evil.example", "x").subject == "Hej Bcc: x@evil.example"
    )


def test_old_messages_are_forgotten() -> None:
    old, new = written(), written()
    old.made_at = now() - timedelta(days=31)
    db.session.flush()
    assert forget_sent() == 1
    assert db.session.get(Mail, new.id)


def test_a_message_that_is_gone_is_no_fault() -> None:
    mail.send({"mail": 4_711})
