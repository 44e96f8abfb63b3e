"""The index in SQLite: one table of FTS5, which keeps the words and ranks by bm25."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from ideell.search.asking import Question, Way
from ideell.search.tokens import Words

# The words come cut and in small letters; å, ä and ö are letters, and numbers hold their signs.
MAKE = """CREATE VIRTUAL TABLE search_index USING fts5(
    heading, body, forms, loose,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '<~:/.'"
)"""
COLUMNS = {"words": "{heading body}", "forms": "forms", "loose": "loose"}
WEIGHTS = (8.0, 4.0, 2.0, 0.5)

INDEX = sa.table("search_index", *map(sa.column, ("rowid", *Words._fields)))
WRITE = sa.insert(INDEX).prefix_with("OR REPLACE")
CHUNK = 500


class SQLite:
    """FTS5."""

    number: sa.ColumnElement[int] = INDEX.c.rowid

    def make(self, connection: sa.Connection) -> None:
        """Make the empty index."""
        connection.exec_driver_sql(MAKE)

    def write(self, connection: sa.Connection, rows: Sequence[tuple[int, Words]]) -> None:
        """Let entries say these words, whether they are there or not."""
        connection.execute(WRITE, [{"rowid": number, **words._asdict()} for number, words in rows])

    def drop(self, connection: sa.Connection, numbers: Iterable[int]) -> None:
        """Take entries away, whether they are there or not."""
        connection.execute(sa.delete(INDEX).where(INDEX.c.rowid.in_(list(numbers))))

    def clear(self, connection: sa.Connection) -> None:
        """Take every entry away; the table is made anew, since what is in it may be damaged."""
        connection.exec_driver_sql("DROP TABLE search_index")
        self.make(connection)

    def kept(self, connection: sa.Connection) -> set[int]:
        """Return the numbers of all entries."""
        return set(connection.scalars(sa.select(INDEX.c.rowid)))

    def differing(self, connection: sa.Connection, rows: Sequence[tuple[int, Words]]) -> set[int]:
        """Return the numbers of those entries that say something else than these words."""
        wanted = dict(rows)
        found = connection.execute(sa.select(INDEX).where(INDEX.c.rowid.in_(list(wanted))))
        standing = {number: Words(*words) for number, *words in found}
        return {number for number in standing if standing[number] != wanted[number]}

    def is_sound(self, connection: sa.Connection) -> bool:
        """Tell whether FTS5 finds in its index just the words that it keeps."""
        try:
            connection.exec_driver_sql(
                "INSERT INTO search_index(search_index) VALUES ('integrity-check')"
            )
        except sa.exc.DatabaseError:
            return False
        return True

    def said(self, question: Question) -> str:
        """Return a question in the language of FTS5, every word quoted."""
        terms = (" OR ".join(map(_way, term.ways)) for term in question.terms)
        return " AND ".join(f"({term})" for term in terms)

    def matches(self) -> sa.ColumnElement[bool]:
        """Return the condition that an entry answers what is `asked`."""
        table: sa.ColumnElement[Any] = sa.literal_column("search_index")
        return table.op("MATCH", is_comparison=True)(sa.bindparam("asked", type_=sa.Text))

    def rank(self) -> sa.ColumnElement[Any]:
        """Return how well an entry answers what is `asked`: the least is the best."""
        return sa.func.bm25(sa.literal_column("search_index"), *map(sa.literal, WEIGHTS))


def _way(way: Way) -> str:
    return f'{COLUMNS[way.among]} : "{" ".join(way.words)}"{" *" if way.begins else ""}'
