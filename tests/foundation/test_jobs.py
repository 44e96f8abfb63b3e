"""Background work: the row is the truth; it is done once, tried again, and given up in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from ideell.extensions import db
from ideell.foundation import jobs
from ideell.foundation.clock import now
from ideell.foundation.jobs import LEASE, MOST_TRIES, Job

done: list[Any] = []
given_up: list[tuple[dict[str, Any], str]] = []


def fail(payload: dict[str, Any]) -> None:
    raise ZeroDivisionError(payload["text"])


@pytest.fixture(autouse=True)
def kinds_of_work(context: Flask) -> Iterator[None]:
    """Two kinds of work for these tests alone."""
    done.clear()
    given_up.clear()
    jobs.work("note")(done.append)
    jobs.work("fail", failed=lambda payload, why: given_up.append((payload, why)))(fail)
    yield
    db.session.rollback()
    for kind in ("note", "fail"):
        jobs._work.pop(kind)
    jobs._after.pop("fail")


def queued(kind: str = "note", **payload: Any) -> int:
    job = jobs.queue(kind, **payload)
    db.session.commit()
    return job.id


def test_a_job_runs_once() -> None:
    number = queued(word="hej")
    assert jobs.run(number)
    assert not jobs.run(number)
    assert done == [{"word": "hej"}]


def test_what_is_rolled_back_is_never_done() -> None:
    jobs.queue("note")
    db.session.rollback()
    assert jobs.run_due() == 0


def test_a_failed_job_is_tried_again_later() -> None:
    number = queued("fail", text="hemligt")
    assert not jobs.run(number)
    job = db.session.get_one(Job, number)
    assert (job.state, job.tries, job.fault) == ("waiting", 1, "ZeroDivisionError")
    assert job.run_at > now()
    assert not jobs.run(number), "not yet"


def test_a_job_that_never_succeeds_is_given_up_and_that_is_told() -> None:
    number = queued("fail", text="x")
    for _try in range(MOST_TRIES):
        db.session.get_one(Job, number).run_at = now()
        db.session.commit()
        jobs.run(number)
    assert db.session.get_one(Job, number).state == "failed"
    assert given_up == [({"text": "x"}, "ZeroDivisionError")]


def test_a_job_whose_worker_was_killed_is_taken_up_again() -> None:
    number = queued()
    jobs._take(number)
    assert not jobs.run(number), "somebody may still be at it"
    with time_machine.travel(now() + LEASE + timedelta(seconds=1)):
        assert jobs.run(number)


def test_a_job_that_kills_its_worker_each_time_is_given_up() -> None:
    number = queued("fail", text="x")
    job = db.session.get_one(Job, number)
    job.tries, job.state, job.run_at = MOST_TRIES, "running", now() - LEASE * 2
    db.session.commit()
    assert not jobs.run(number)
    assert db.session.get_one(Job, number).state == "failed"
    assert given_up


def test_everything_due_is_done_in_order() -> None:
    for word in ("first", "second"):
        queued(word=word)
    assert jobs.run_due() == 2
    assert [payload["word"] for payload in done] == ["first", "second"]


def test_the_runner_is_woken_after_the_commit_and_not_before() -> None:
    woken: list[int] = []
    before = list(jobs._wake)
    jobs.wake_with(woken.append)
    try:
        job = jobs.queue("note")
        db.session.flush()
        assert woken == []
        db.session.commit()
        assert woken == [job.id]
    finally:
        jobs._wake[:] = before


def test_a_runner_that_cannot_be_woken_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    before = list(jobs._wake)
    jobs.wake_with(lambda number: 1 // 0)
    try:
        number = queued()
    finally:
        jobs._wake[:] = before
    assert "sweep" in caplog.text
    assert jobs.run(number)


def test_done_jobs_are_forgotten_after_a_week() -> None:
    old, new = queued(), queued()
    jobs.run_due()
    db.session.get_one(Job, old).made_at = now() - timedelta(days=8)
    db.session.flush()
    assert jobs.forget_done() == 1
    assert db.session.get(Job, new)
