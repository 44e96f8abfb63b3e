"""Faults that pass by themselves are told apart from ours; and what a rollback takes along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.config import MOST
from ideell.extensions import db
from ideell.foundation import jobs
from ideell.foundation.errors import database_busy

PASSING = [
    "database is locked",
    "attempt to write a readonly database",
    "database or disk is full",
    "disk I/O error",
    "unable to open database file",
    "deadlock detected",
    'could not extend file "base/1": No space left on device',
    "cannot execute INSERT in a read-only transaction",
    'connection to server at "db", port 5432 failed',
]


def fault(message: str) -> sa.exc.OperationalError:
    return sa.exc.OperationalError("", {}, Exception(message))


@pytest.mark.parametrize("message", PASSING)
def test_a_fault_that_passes_is_503_and_says_when_to_come_back(app: Flask, message: str) -> None:
    with app.test_request_context("/", method="POST", data={"text": "det jag skrev"}):
        answer = database_busy(fault(message))
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "60"
        assert "det jag skrev" in answer.get_data(as_text=True)


@pytest.mark.parametrize("message", ["no such table: x", "syntax error at end of input"])
def test_a_fault_of_ours_is_500(app: Flask, message: str) -> None:
    with app.test_request_context("/"):
        assert database_busy(fault(message)).status_code == 500


def test_a_database_whose_folder_is_gone_is_a_fault_that_passes(app: Flask, tmp_path: Path) -> None:
    gone = sa.create_engine(f"sqlite:///{tmp_path}/gone/ideell.db")
    with pytest.raises(sa.exc.OperationalError) as failed:
        gone.connect()
    with app.test_request_context("/"):
        assert database_busy(failed.value).status_code == 503


@pytest.fixture
def woken() -> Iterator[list[int]]:
    """The numbers of the jobs that the runner was woken for."""
    before, numbers = list(jobs._wake), []
    jobs.wake_with(numbers.append)
    yield numbers
    jobs._wake[:] = before


def test_a_job_that_was_rolled_back_wakes_nobody_later(context: Flask, woken: list[int]) -> None:
    jobs.queue("note")
    db.session.flush()
    db.session.rollback()
    kept = jobs.queue("note")
    db.session.commit()
    assert woken == [kept.id]


def test_no_report_takes_as_long_as_a_job_may() -> None:
    reading = timedelta(seconds=MOST["import_seconds"])
    writing = timedelta(seconds=30)  # the outline's rows; measured at most a few
    assert reading + writing < jobs.LEASE
