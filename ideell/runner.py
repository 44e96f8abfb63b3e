"""The runner of background work: `python -m ideell.runner`.

huey (SQLite file by default) wakes it when a job was queued and once a minute for what it
was not told of. The rows of `jobs` are the truth; huey's own file may be lost.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask
from huey import SqliteHuey, crontab

from ideell.config import SettingMissing
from ideell.extensions import db
from ideell.files import uploads
from ideell.files.checking import queue_check
from ideell.foundation import jobs, keep, mail
from ideell.people import attempts, codes, sessions

# Two reports may be read at once, and codes to sign in still leave within seconds.
WORKERS = 4
SLOWEST_STOP = 10.0  # seconds that jobs under way get when it is told to stop

TIDYING = (
    keep.forget_old,
    jobs.forget_done,
    mail.forget_sent,
    attempts.forget_attempts,
    codes.forget_codes,
    sessions.forget_sessions,
    uploads.forget_uploads,
)


@cache
def bell(folder: Path) -> SqliteHuey:
    """Return the queue that wakes the runner."""
    folder.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(
        "ideell", filename=str(folder / "runner.db"), results=False, store_none=False, utc=True
    )


def ring_on_new_jobs(app: Flask) -> None:
    """Tell the runner of every job that this process queues."""
    ring = tasks_of(app).do
    jobs.wake_with(lambda number: ring(number) and None)


class Tasks(NamedTuple):
    """What huey calls: for one job, every minute, once an hour, once a night."""

    do: Any
    sweep: Any
    tidy: Any
    look_through: Any


@cache
def tasks_of(app: Flask) -> Tasks:
    """Return the runner's tasks for a product."""
    queue = bell(app.extensions["ideell_settings"].data)

    @queue.task()  # type: ignore[untyped-decorator]  # because huey is untyped
    def do(number: int) -> None:
        """Do one job."""
        with app.app_context():
            jobs.run(number)

    @queue.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]  # because huey is untyped
    def sweep() -> None:
        """Do what is due and nobody rang for."""
        with app.app_context():
            jobs.run_due()

    @queue.periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]  # because huey is untyped
    def tidy() -> None:
        """Clear away what is old, once an hour."""
        with app.app_context():
            for forget in TIDYING:
                forget()
            db.session.commit()

    @queue.periodic_task(crontab(hour="2", minute="40"))  # type: ignore[untyped-decorator]  # because huey is untyped
    def look_through() -> None:
        """Have every stored file checked, once a night."""
        with app.app_context():
            queue_check()
            db.session.commit()

    return Tasks(do, sweep, tidy, look_through)


def main() -> None:
    """Run until told to stop; on SIGTERM jobs under way are finished first."""
    from ideell import create_app
    from ideell.foundation.logs import write_json_lines

    try:
        app = create_app()
    except SettingMissing as fault:
        sys.exit(str(fault))
    write_json_lines(app.extensions["ideell_settings"].log_level)
    ring_on_new_jobs(app)
    tasks_of(app).sweep()
    bell(app.extensions["ideell_settings"].data).create_consumer(
        workers=WORKERS,
        initial_delay=0.05,
        max_delay=1.0,
        graceful_signal="TERM",
        shutdown_timeout=SLOWEST_STOP,
    ).run()


if __name__ == "__main__":
    # huey knows a task by its module's name, which must be the same in the server.
    from ideell.runner import main as run_under_own_name

    run_under_own_name()
