"""Background work: a row written with the change it belongs to, done by the runner.

The row is the truth (an outbox in the change's own transaction). The runner, huey, is woken
after the commit and sweeps every minute for what it was not told of; it may be stopped,
killed or missing without anything being lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.models import Identity, Model, UtcDateTime, choice

MOST_TRIES = 8
LEASE = timedelta(minutes=5)  # a job under way for longer is taken for one whose worker died
log = logging.getLogger(__name__)

_work: dict[str, Callable[[dict[str, Any]], None]] = {}
_after: dict[str, Callable[[dict[str, Any], str], None]] = {}
_wake: list[Callable[[int], None]] = []


class Job(Identity, Model):
    """Something to be done outside the request."""

    __tablename__ = "jobs"
    __table_args__ = (sa.Index("ix_jobs_due", "state", "run_at"),)

    kind: Mapped[str] = mapped_column(sa.String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    state: Mapped[str] = mapped_column(
        choice("waiting", "running", "done", "failed", name="job_state"), default="waiting"
    )
    tries: Mapped[int] = mapped_column(default=0)
    run_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    fault: Mapped[str] = mapped_column(sa.String(200), default="")


def work(
    kind: str, *, failed: Callable[[dict[str, Any], str], None] | None = None
) -> Callable[[Callable[[dict[str, Any]], None]], Callable[[dict[str, Any]], None]]:
    """Register the function that does jobs of `kind`, and what to do when it gives up."""

    def remember(function: Callable[[dict[str, Any]], None]) -> Callable[..., None]:
        _work[kind] = function
        if failed:
            _after[kind] = failed
        return function

    return remember


def queue(kind: str, **payload: Any) -> Job:
    """Add a job to the current transaction; it runs when that is committed."""
    job = Job(kind=kind, payload=payload)
    db.session.add(job)
    return job


def wake_with(wake: Callable[[int], None]) -> None:
    """Call `wake(job number)` after each commit that queued a job."""
    _wake[:] = [wake]


def listen() -> None:
    """Wake the runner after commits that left new jobs."""
    if not sa.event.contains(db.session, "after_flush", _note_new):
        sa.event.listen(db.session, "after_flush", _note_new)
        sa.event.listen(db.session, "after_commit", _wake_runner)
        sa.event.listen(db.session, "after_rollback", _forget_new)


def _note_new(session: Any, _context: Any) -> None:
    for thing in session.new:
        if isinstance(thing, Job):
            session.info.setdefault("new_jobs", []).append(thing)


def _forget_new(session: Any) -> None:
    """Let go of jobs whose rows were rolled back: the session's next commit has none of them."""
    session.info.pop("new_jobs", None)


def _wake_runner(session: Any) -> None:
    numbers = [sa.inspect(job).identity[0] for job in session.info.pop("new_jobs", [])]
    for wake in _wake:
        for number in numbers:
            try:
                wake(number)
            except Exception:
                log.exception("the runner could not be woken; its sweep finds the job")


def run(number: int) -> bool:
    """Do one job if it is due and nobody else does it; tell whether it was done.

    A job that fails is tried again later, longer apart each time, at most `MOST_TRIES` times.
    """
    job = _take(number)
    if job is None:
        return False
    kind, payload, tries = job.kind, job.payload, job.tries
    if tries > MOST_TRIES:  # it killed its worker each time and so was never put back
        _put_back(number, kind, payload, tries, TimeoutError())
        return False
    try:
        _work[kind](payload)
    except Exception as error:
        db.session.rollback()
        log.exception("job failed", extra={"job": number, "kind": kind})
        _put_back(number, kind, payload, tries, error)
        return False
    db.session.execute(sa.update(Job).where(Job.id == number).values(state="done"))
    db.session.commit()
    return True


def run_due() -> int:
    """Do every job that is due now; returns how many were done."""
    due = db.session.scalars(sa.select(Job.id).where(_is_due()).order_by(Job.id)).all()
    db.session.rollback()
    return sum(run(number) for number in due)


def forget_done() -> int:
    """Delete jobs done more than a week ago; returns how many."""
    old = (Job.state == "done") & (Job.made_at < now() - timedelta(days=7))
    return rows_changed(sa.delete(Job).where(old))


def _is_due() -> sa.ColumnElement[bool]:
    late = (Job.state == "running") & (Job.run_at <= now() - LEASE)
    return late | ((Job.state == "waiting") & (Job.run_at <= now()))


def _take(number: int) -> Job | None:
    taken = rows_changed(
        sa.update(Job)
        .where(Job.id == number, _is_due())
        .values(state="running", tries=Job.tries + 1, run_at=now())
    )
    db.session.commit()
    return db.session.get(Job, number) if taken else None


def _put_back(
    number: int, kind: str, payload: dict[str, Any], tries: int, error: Exception
) -> None:
    given_up = tries >= MOST_TRIES
    later = now() + timedelta(seconds=min(3600, 5 * 2**tries))
    db.session.execute(
        sa.update(Job)
        .where(Job.id == number)
        .values(state="failed" if given_up else "waiting", run_at=later, fault=type(error).__name__)
    )
    if given_up and kind in _after:
        _after[kind](payload, type(error).__name__)
    db.session.commit()
