"""Counting SQL statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db

SPEAKING = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements of the block; needs an application context around the engine."""
    with every_statement() as said:
        seen: list[str] = []
        yield seen
        seen += [one for one in said if not one.startswith(SPEAKING)]


@contextmanager
def every_statement() -> Iterator[list[str]]:
    """Collect what the block says to the database, also of its transactions."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def begun_by(app: Any, work: Callable[[], object]) -> list[str]:
    """Return how each transaction of one call begins."""
    with app.app_context(), every_statement() as seen:
        work()
    return [one for one in seen if one.startswith("BEGIN")]


def statements_of(app: Any, work: Callable[[], object]) -> int:
    """Return how many statements one call takes."""
    with app.app_context():
        engine_context = counted()
        with engine_context as seen:
            work()
    return len(seen)
