"""How the database is spoken to: durable, checked, one writer at a time on SQLite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import IsolationLevel

from ideell.extensions import db

BUSY_SECONDS = 10
LARGEST_NUMBER = 2**31 - 1  # of a row; a larger one would be refused by the database

_reads_only: ContextVar[bool] = ContextVar("ideell_reads_only", default=False)


def prepare(engine: Engine) -> None:
    """Attach the pragmas (on SQLite) and the way transactions begin.

    WAL with synchronous=FULL loses nothing that was answered "saved", also in a power cut;
    BEGIN IMMEDIATE for writers makes read-modify-write safe (the default silently loses
    updates). What only reads sees one moment on both databases: the text that a form is filled
    with and the version that it says it was written on must be of the same.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "begin", _see_one_moment)


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN" if _reads_only.get() else "BEGIN IMMEDIATE")


def _see_one_moment(connection: sa.Connection) -> None:
    """Say how the transaction is going to begin; the driver does it with the first statement."""
    driver: Any = connection.connection.dbapi_connection
    level: IsolationLevel = "REPEATABLE READ" if _reads_only.get() else "READ COMMITTED"
    connection.dialect.set_isolation_level(driver, level)


def begin_as_reader(reader: bool) -> bool:
    """Say whether the transactions to come only read (GET and HEAD requests do).

    Returns what was said before.
    """
    before = _reads_only.get()
    _reads_only.set(reader)
    return before


@contextmanager
def reading() -> Iterator[None]:
    """Within the block, transactions begin as readers and wait for nobody."""
    token = _reads_only.set(True)
    try:
        yield
    finally:
        _reads_only.reset(token)


def hold(thing: Any) -> None:
    """Keep a row from others until the transaction ends, and read it as it stands now.

    On SQLite a transaction that writes has the whole database to itself already.
    """
    model = type(thing)
    db.session.execute(sa.select(model.id).where(model.id == thing.id).with_for_update())
    db.session.refresh(thing)


def bring_along(things: Sequence[Any], *options: Any) -> None:
    """Fetch, for many rows of one kind at once, what is asked of them one by one."""
    if things:
        model = type(things[0])
        wanted = sa.select(model).where(model.id.in_([thing.id for thing in things]))
        again = wanted.options(*options).execution_options(populate_existing=True)
        db.session.scalars(again).unique().all()


def rows_changed(statement: sa.UpdateBase) -> int:
    """Carry out an update or a delete in the current transaction; return how many rows it met."""
    return cast("sa.CursorResult[Any]", db.session.execute(statement)).rowcount


def put(
    model: Any, known: Mapping[str, Any], changed: Mapping[str, Any], where: Any = None
) -> None:
    """Add a row, or change the one that has the same `known` values (a unique constraint).

    One statement: of two at once the second meets the row as the first left it. `where` is a
    condition on the row that stands, without which nothing is changed.
    """
    dialect: Any = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(model).values(**known, **changed)
    written = {name: insert.excluded[name] for name in changed}
    db.session.execute(
        insert.on_conflict_do_update(index_elements=list(known), set_=written, where=where)
    )
