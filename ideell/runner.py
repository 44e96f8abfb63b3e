"""The runner of background work: `python -m ideell.runner`.

huey (SQLite file by default) wakes it when a job was queued and once a minute for what it
was not told of. The rows of `jobs` are the truth; huey's own file may be lost.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from huey import SqliteHuey, crontab

from ideell.extensions import db
from ideell.foundation import jobs, keep

WORKERS = 2
log = logging.getLogger(__name__)


@cache
def bell(folder: Path) -> SqliteHuey:
    """Return the queue that wakes the runner."""
    folder.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(
        "ideell", filename=str(folder / "runner.db"), results=False, store_none=False, utc=True
    )


def ring_on_new_jobs(app: Flask) -> None:
    """Tell the runner of every job that this process queues."""
    ring = _tasks(app)
    jobs.wake_with(lambda number: ring(number) and None)


@cache
def _tasks(app: Flask) -> Any:
    queue = bell(app.extensions["ideell_settings"].data)

    @queue.task()
    def do(number: int) -> None:
        """Do one job."""
        with app.app_context():
            jobs.run(number)

    @queue.periodic_task(crontab(minute="*"))
    def sweep() -> None:
        """Do what nobody rang for, and clear away what is old."""
        with app.app_context():
            jobs.run_due()
            keep.forget_old()
            jobs.forget_done()
            db.session.commit()

    return do


def main() -> None:
    """Run until told to stop; jobs under way are finished first."""
    from ideell import create_app
    from ideell.foundation.logs import write_json_lines

    app = create_app()
    write_json_lines(app.extensions["ideell_settings"].log_level)
    ring_on_new_jobs(app)
    with app.app_context():
        jobs.run_due()
    queue = bell(app.extensions["ideell_settings"].data)
    queue.create_consumer(workers=WORKERS, periodic=True, initial_delay=0.05, max_delay=1.0).run()


if __name__ == "__main__":
    # huey knows a task by its module's name, which must be the same in the server.
    from ideell.runner import main as run_under_own_name

    run_under_own_name()
