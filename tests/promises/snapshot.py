"""A town's database, put back as it was: what one request did is not there for the next."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

DERIVED = ("sqlite_", "search_")  # SQLite's own, and what is made of the other rows

Rows = dict[str, dict[int, tuple[Any, ...]]]


class Snapshot:
    """The database file as it was when this was made."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self._pristine = sqlite3.connect(":memory:")
        self._own = sqlite3.connect(database, isolation_level=None)
        self._own.execute("PRAGMA synchronous=OFF")
        self._own.backup(self._pristine)
        self._seen = self._version()

    def restore(self) -> None:
        """Put everything back."""
        self._pristine.backup(self._own)
        self._seen = self._version()

    def added(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Return these columns of the rows of a table that were not there."""
        last = f'SELECT coalesce(max(rowid), 0) FROM "{table}"'
        before = self._pristine.execute(last).fetchone()[0]
        names = ", ".join(f'"{column}"' for column in columns)
        asked = f'SELECT {names} FROM "{table}" WHERE rowid > ?'
        return self._own.execute(asked, (before,)).fetchall()

    def changed(self) -> bool:
        """Tell whether anybody has written since the last look (SQLite counts that itself)."""
        version = self._version()
        changed, self._seen = version != self._seen, version
        return changed

    def checksum(self) -> str:
        """Return a checksum over every row of every table."""
        script = "\n".join(self._own.iterdump())
        return hashlib.sha256(script.encode("utf-8", "surrogatepass")).hexdigest()

    def rows(self) -> Rows:
        """Return every row of every table by its number."""
        return {table: self._rows_of(table) for table in self._tables()}

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""
        return [row[1] for row in self._own.execute(f'PRAGMA table_info("{table}")')]

    def close(self) -> None:
        """Let go of the file."""
        self._own.close()
        self._pristine.close()

    def _version(self) -> int:
        return int(self._own.execute("PRAGMA data_version").fetchone()[0])

    def _tables(self) -> list[str]:
        found = self._own.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return sorted(row[0] for row in found if not row[0].startswith(DERIVED))

    def _rows_of(self, table: str) -> dict[int, tuple[Any, ...]]:
        found = self._own.execute(f'SELECT rowid, * FROM "{table}"')
        return {row[0]: tuple(row[1:]) for row in found}


def difference(before: Rows, after: Rows) -> dict[str, dict[int, tuple[Any, Any]]]:
    """Return table → row number → (what it was, what it is); None where there was no row."""
    found = {}
    for table, rows in after.items():
        old = before.get(table, {})
        touched = {
            number: (old.get(number), rows.get(number))
            for number in old.keys() | rows.keys()
            if old.get(number) != rows.get(number)
        }
        if touched:
            found[table] = touched
    return found
