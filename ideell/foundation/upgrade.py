"""Bringing the database to the shape the code expects, after a backup."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import upgrade as run_steps

from ideell.extensions import db


class WouldLoseData(Exception):
    """Steps that would leave rows pointing at nothing; they are rolled back."""


_finishing: list[Callable[[sa.Connection], object]] = []


def finish_with(work: Callable[[sa.Connection], object]) -> None:
    """Do `work` whenever steps have brought the database to the shape the code expects."""
    if work not in _finishing:
        _finishing.append(work)


def finish(connection: sa.Connection) -> None:
    """Do what remains after the last step, in the transaction of the steps."""
    for work in _finishing:
        work(connection)


def broken_references(connection: sa.Connection) -> list[str]:
    """Return "table → table" for every row that points at nothing (SQLite's own check)."""
    if connection.dialect.name != "sqlite":
        return []
    rows: list[Any] = list(connection.exec_driver_sql("PRAGMA foreign_key_check"))
    return sorted({f"{row[0]} → {row[2]}" for row in rows})


def is_current() -> bool:
    """Tell whether the database has the shape the code expects."""
    with db.engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    return here == _newest()


def is_empty() -> bool:
    """Tell whether the database has no tables yet."""
    return not sa.inspect(db.engine).get_table_names()


def upgrade() -> None:
    """Take every step that remains, in one transaction each."""
    run_steps()


def _newest() -> str | None:
    folder = current_app.extensions["migrate"].directory
    return ScriptDirectory(folder).get_current_head()
