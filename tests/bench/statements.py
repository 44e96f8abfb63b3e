"""Counting SQL statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements of the block; needs an application context around the engine."""
    seen: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            seen.append(statement)

    engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def statements_of(app: Any, work: Callable[[], object]) -> int:
    """Return how many statements one call takes."""
    with app.app_context():
        engine_context = counted()
        with engine_context as seen:
            work()
    return len(seen)
