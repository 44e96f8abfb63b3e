"""When the mail server is down, slow or says no: nothing else stops, and nothing is lost."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app

from ideell.extensions import db
from ideell.foundation import jobs, mail
from ideell.foundation.clock import now
from ideell.foundation.jobs import Job
from ideell.foundation.mail import Mail, write_mail
from tests.conftest import settings_for
from tests.serving import free_port


@pytest.fixture(autouse=True)
def post(context: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mail server that does not answer, at first."""
    monkeypatch.setitem(context.extensions, "ideell_settings", settings_for(tmp_path))
    set_server(tmp_path, free_port())
    return tmp_path


def set_server(folder: Path, port: int) -> None:
    settings = settings_for(folder, smtp_host="127.0.0.1", smtp_port=port, smtp_tls="none")
    current_app.extensions["ideell_settings"] = settings


def written() -> int:
    made = write_mail("anna@example.se", "Hej", "Hej Anna!")
    db.session.commit()
    return made.id


def due_now() -> Job:
    """Let the waiting job be due again, and return it."""
    job = db.session.query(Job).one()
    job.run_at = now()
    db.session.commit()
    return job


class Post:
    """A mail server of one connection that says what it is told to say."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.letters: list[bytes] = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        connection, _who = self.socket.accept()
        with connection, connection.makefile("rwb") as lines:
            self._say(lines, b"220 post")
            for line in lines:
                command = line[:4].upper()
                if command == b"DATA" and self.answer.startswith(b"250"):
                    self._say(lines, b"354 go on")
                    self.letters.append(b"".join(iter(lines.readline, b".\r\n")))
                self._say(lines, b"221 bye" if command == b"QUIT" else self._answer(command))
                if command == b"QUIT":
                    return

    def _answer(self, command: bytes) -> bytes:
        return b"250 ok" if command in {b"EHLO", b"HELO", b"RSET"} else self.answer

    def _say(self, lines: Any, what: bytes) -> None:
        lines.write(what + b"\r\n")
        lines.flush()

    def close(self) -> None:
        self.socket.close()
        self.thread.join(timeout=5)


def test_a_server_that_is_down_is_tried_again_and_the_letter_is_kept() -> None:
    number = written()
    assert jobs.run_due() == 0
    job = due_now()
    assert (job.state, job.fault) == ("waiting", "ConnectionRefusedError")
    kept = db.session.get_one(Mail, number)
    assert (kept.sent_at, kept.text) == (None, "Hej Anna!")


def test_when_it_is_back_the_letter_leaves_once(post: Path) -> None:
    written()
    jobs.run_due()
    due_now()
    server = Post(b"250 ok")
    set_server(post, server.port)
    assert jobs.run_due() == 1
    due_now()
    assert jobs.run_due() == 0
    server.close()
    assert len(server.letters) == 1


@pytest.mark.parametrize("answer", [b"451 later", b"550 no such person", b"421 closing"])
def test_a_server_that_says_no_stops_nobody(post: Path, answer: bytes) -> None:
    server = Post(answer)
    set_server(post, server.port)
    written()
    assert jobs.run_due() == 0
    server.close()
    assert due_now().state == "waiting"


def test_a_server_that_never_answers_is_not_waited_for(
    post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "SMTP_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        set_server(post, silent.getsockname()[1])
        written()
        assert jobs.run_due() == 0
    assert due_now().fault in {"TimeoutError", "SMTPServerDisconnected"}
