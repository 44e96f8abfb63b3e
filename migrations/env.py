"""How migrations run: in one transaction, and on SQLite with foreign keys switched off.

SQLite changes a table by building it anew and dropping the old one. With foreign keys on,
that drop deletes every child row by ON DELETE CASCADE without an error; so they are off
while the steps run, and checked before the commit.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from ideell.foundation.upgrade import WouldLoseData, broken_references, finish

database = current_app.extensions["migrate"].db


def leave_out(thing: Any, name: str | None, kind: str, reflected: bool, _to: Any) -> bool:
    """Compare only tables that the models know; a search index has tables of its own."""
    return not (kind == "table" and reflected and name not in database.metadata.tables)


def render_type(kind: str, thing: Any, _context: Any) -> str | bool:
    """Write our own column types as the plain ones they are in the database."""
    if kind == "type" and type(thing).__module__.startswith("ideell."):
        return f"sa.{type(thing.impl_instance).__name__}()"
    return False


def run() -> None:
    """Run the steps on the application's database."""
    engine = database.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        try:
            take_steps(connection)
        finally:
            connection.rollback()
            if engine.dialect.name == "sqlite":
                connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


def take_steps(connection: sa.Connection) -> None:
    """Take every step in one transaction; one that would leave loose ends is rolled back.

    Where they lead all the way, what is made of the rows themselves is made anew: the index.
    """
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
        include_object=leave_out,
        render_item=render_type,
    )
    with context.begin_transaction():
        before = context.get_context().get_current_heads()
        context.run_migrations()
        after = context.get_context().get_current_heads()
        if after != before and after == tuple(context.script.get_heads()):
            finish(connection)
        broken = broken_references(connection)
        if broken:
            raise WouldLoseData(broken)


assert isinstance(database.metadata, sa.MetaData)
run()
