"""Rows in every table of whatever shape the database has: to see that an upgrade loses none.

The tables of the search are left out: what stands in them is made anew from the others.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

EACH = 3
STEP = "alembic_version"  # where alembic writes which step was taken
LITERAL = re.compile(r"'([^']*)'")
VALUES: list[tuple[type, Any]] = [
    (sa.Boolean, True),
    (sa.DateTime, datetime(2026, 11, 23, 12, tzinfo=UTC).replace(tzinfo=None)),
    (sa.Date, date(2026, 11, 23)),
    (sa.Float, 1.0),
    (sa.JSON, {}),
    (sa.LargeBinary, b"x"),
]


def fill(connection: sa.Connection) -> dict[str, int]:
    """Put rows in every table; return how many rows each has."""
    for table in _parents_first(connection):
        allowed = _allowed(connection, table)
        for number in range(1, EACH + 1):
            row = {column.name: _value(column, number, allowed) for column in table.columns}
            connection.execute(table.insert().values(**row))
    connection.commit()
    return count(connection)


def _parents_first(connection: sa.Connection) -> list[sa.Table]:
    """Return the tables in an order to fill them in; keys that may be empty are left empty."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    found = sa.schema.sort_tables_and_constraints(metadata.tables.values(), _may_be_empty)
    return [
        table
        for table, _keys in found
        if table is not None and table.name != STEP and not table.name.startswith("search_")
    ]


def _may_be_empty(key: sa.ForeignKeyConstraint) -> bool:
    return all(column.nullable for column in key.columns)


def count(connection: sa.Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    counted = {
        table.name: int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)
        for table in metadata.tables.values()
        if not table.name.startswith("search_")
    }
    connection.rollback()
    return counted


def _value(column: sa.Column[Any], number: int, allowed: dict[str, str]) -> Any:
    if column.name in allowed:
        return allowed[column.name]
    if column.foreign_keys:
        return None if column.nullable and not column.primary_key else number
    for kind, value in VALUES:
        if isinstance(column.type, kind):
            return value
    if isinstance(column.type, sa.String):
        return f"{number}"
    return number


def _allowed(connection: sa.Connection, table: sa.Table) -> dict[str, str]:
    """Return a value that each column with a list of choices takes."""
    found = {}
    for check in sa.inspect(connection).get_check_constraints(table.name):
        text = str(check["sqltext"])
        literal = LITERAL.search(text)
        for column in table.columns:
            if literal and re.search(rf"\b{column.name}\b", text.partition("'")[0]):
                found[column.name] = literal[1]
    return found
