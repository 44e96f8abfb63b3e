"""R6: an upgrade never loses data: up, down, with data, killed half way; and SQLite's trap."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from ideell import create_app
from ideell.extensions import db
from tests import databases
from tests.conftest import settings_for
from tests.promises.filling import STEP, count, fill
from tests.promises.outcome import Outcome
from tests.promises.trap import children_left
from tests.serving import ROOT, unmeasured

KILL_AT = {True: 12, False: 2}
KILLED = """
import os, signal, sys
import sqlalchemy as sa
from flask_migrate import upgrade
from pathlib import Path
from ideell import create_app
from ideell.extensions import db
from tests.conftest import settings_for
folder, url, last = sys.argv[1:]
app = create_app(settings_for(Path(folder), database_url=url))
left = int(last)
with app.app_context():
    @sa.event.listens_for(db.engine, "before_cursor_execute")
    def count(*_args):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    upgrade()
"""


def r6(*, full: bool) -> Outcome:
    """Take every step on SQLite (at full size on PostgreSQL too), and spring the trap."""
    urls = ["", another_postgres()] if full else [chosen()]
    urls = list(dict.fromkeys(urls))
    faults, tried = [], 0
    for url in urls:
        for fault in (empty_matches(url), up_and_down(url), *with_data(url)):
            tried += 1
            faults += [fault] if fault else []
        for last in kill_points(url, KILL_AT[full]):
            tried += 1
            faults += [fault] if (fault := killed(url, last)) else []
    left, lost = children_left(keys_off=True), 100 - children_left(keys_off=False)
    faults += [] if left == 100 else [f"a rebuilt table lost {100 - left} of 100 child rows"]
    where = " and ".join("PostgreSQL" if url else "SQLite" for url in urls)
    return Outcome(
        figure=f"{len(faults)} of {tried} wrong on {where}; {left} of 100 child rows left",
        faults=faults,
        control=f"with foreign keys on, a rebuild lost {lost} of 100",
        control_is_red=lost > 0,
    )


def chosen() -> str:
    """Return an empty database of the kind that the tests run on."""
    return another_postgres() if os.environ.get("IDEELL_TEST_DATABASE") == "postgres" else ""


def another_postgres() -> str:
    """Return the address of an empty PostgreSQL database, or nothing where there is none."""
    if databases.postgres_url() is None:
        return ""
    folder, name = os.environ[databases.RUNNING], f"ideell_steps_{os.getpid()}"
    databases.create(folder, name)
    return databases.address(folder, name)


@contextlib.contextmanager
def empty(url: str) -> Iterator[Flask]:
    """Give an application on an empty database, within its context."""
    folder = Path(tempfile.mkdtemp(prefix="ideell-steps-"))
    app = create_app(settings_for(folder, database_url=url))
    try:
        with app.app_context():
            _forget_all()
            yield app
            db.session.remove()
            _forget_all()
            db.engine.dispose()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _forget_all() -> None:
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))


def revisions(app: Flask) -> list[str]:
    """Return the numbers of all steps, the first one first."""
    script = ScriptDirectory(app.extensions["migrate"].directory)
    return [step.revision for step in reversed(list(script.walk_revisions()))]


def differences() -> list[str]:
    """Return how the database differs from the models, in short."""
    with db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": _is_ours}
        here = MigrationContext.configure(connection, opts=options)
        return [_short(one) for one in compare_metadata(here, db.metadata)]


def _is_ours(_thing: Any, name: str | None, kind: str, reflected: bool, _to: Any) -> bool:
    """Tell whether the models know of it; the engine of the search has tables of its own."""
    return not (kind == "table" and reflected and str(name).startswith("search_index"))


def _short(difference: Any) -> str:
    """Return what alembic would do, and to what: "add_fk fk_texts_head_id_revisions"."""
    first = difference[0] if isinstance(difference, list) else difference
    return " ".join(str(getattr(part, "name", part)) for part in first if isinstance(
        part, str | sa.schema.SchemaItem))  # fmt: skip


def empty_matches(url: str) -> str:
    """From nothing, the steps make what the models say."""
    with empty(url):
        upgrade()
        found = differences()
    return f"after all steps the database differs from the models: {found[:3]}" if found else ""


def up_and_down(url: str) -> str:
    """Every step goes down again, leaving nothing, and up once more."""
    with empty(url):
        upgrade()
        downgrade(revision="base")
        left = set(sa.inspect(db.engine).get_table_names()) - {STEP}
        upgrade()
        found = differences()
    return f"down left {sorted(left)}, and up again {found[:3]}" if left or found else ""


def with_data(url: str) -> Iterator[str]:
    """Each step after the first keeps every row of every table that goes on."""
    with empty(url) as app:
        steps = revisions(app)
    for before, after in pairwise(steps):
        with empty(url):
            upgrade(revision=before)
            with db.engine.connect() as connection:
                had = fill(connection)
            upgrade(revision=after)
            with db.engine.connect() as connection:
                has = count(connection)
        lost = {table: rows for table, rows in had.items()
                if table in has and has[table] < rows and table != STEP}  # fmt: skip
        yield f"{after} lost rows of {sorted(lost)}" if lost else ""


def kill_points(url: str, many: int) -> list[int]:
    """Return after how many statements to kill, spread over the whole way."""
    statements = 0

    def note(*_args: object) -> None:
        nonlocal statements
        statements += 1

    with empty(url):
        sa.event.listen(db.engine, "before_cursor_execute", note)
        upgrade()
    return [max(2, round(statements * part / (many + 1))) for part in range(1, many + 1)]


def killed(url: str, last: int) -> str:
    """Kill an upgrade at its nth statement (kill -9), run it again, and look."""
    with empty(url) as app:
        folder = app.extensions["ideell_settings"].data
        db.engine.dispose()
        command = [sys.executable, "-c", KILLED, str(folder), url, str(last)]
        ran = subprocess.run(
            command, cwd=ROOT, env=unmeasured(), capture_output=True, text=True, check=False
        )
        if ran.returncode != -signal.SIGKILL:
            return f"the upgrade ended by itself: {ran.stderr[-300:]}"
        upgrade()
        found = differences()
    return f"killed at statement {last}: {found[:3]}" if found else ""
