"""What a database does for the search: one interface, an engine for each kind of database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from ideell.search.asking import Question
from ideell.search.engines.postgresql import PostgreSQL
from ideell.search.engines.sqlite import SQLite
from ideell.search.tokens import Words


class Engine(Protocol):
    """Keeps words by the numbers of entries, and finds the numbers."""

    number: sa.ColumnElement[int]

    def make(self, connection: sa.Connection) -> None:
        """Make the empty index."""

    def write(self, connection: sa.Connection, rows: Sequence[tuple[int, Words]]) -> None:
        """Let entries say these words, whether they are there or not."""

    def drop(self, connection: sa.Connection, numbers: Iterable[int]) -> None:
        """Take entries away, whether they are there or not."""

    def clear(self, connection: sa.Connection) -> None:
        """Take every entry away."""

    def kept(self, connection: sa.Connection) -> set[int]:
        """Return the numbers of all entries."""

    def differing(self, connection: sa.Connection, rows: Sequence[tuple[int, Words]]) -> set[int]:
        """Return the numbers of those entries that say something else than these words."""

    def is_sound(self, connection: sa.Connection) -> bool:
        """Tell whether the database itself finds its index whole."""

    def said(self, question: Question) -> str:
        """Return a question in the engine's own language: the parameter `asked`."""

    def matches(self) -> sa.ColumnElement[bool]:
        """Return the condition that an entry answers what is `asked`."""

    def rank(self) -> sa.ColumnElement[Any]:
        """Return how well an entry answers what is `asked`: the least is the best."""


ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine_of(connection: sa.Connection) -> Engine:
    """Return the engine for a connection's kind of database."""
    return ENGINES[connection.dialect.name]
