"""The database is spoken to safely: durable, checked, one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.extensions import db
from ideell.foundation.database import begin_as_reader, reading
from ideell.people.models import Organisation
from tests.browsing import Browsers
from tests.world import World


@pytest.fixture
def sqlite(context: Flask) -> Iterator[Path]:
    """The file of the application's database, where it is SQLite."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("this is about SQLite")
    yield Path(str(db.engine.url.database))
    db.session.rollback()
    begin_as_reader(False)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
def test_every_connection_is_durable_and_checked(sqlite: Path, pragma: str, value: object) -> None:
    with reading(), ExitStack() as at_once:
        connections = [at_once.enter_context(db.engine.connect()) for _ in range(3)]
        seen = {one.exec_driver_sql(f"PRAGMA {pragma}").scalar() for one in connections}
    assert seen == {value}


def writes_elsewhere(database: Path) -> bool:
    """Tell whether somebody else could begin to write right now."""
    other = sqlite3.connect(database, isolation_level=None, timeout=0)
    try:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    finally:
        other.close()
    return True


def test_who_is_going_to_write_holds_the_database_from_the_first_read(sqlite: Path) -> None:
    assert writes_elsewhere(sqlite)
    db.session.execute(sa.text("SELECT 1"))
    assert not writes_elsewhere(sqlite), "a read before a write would be of something stale"
    db.session.rollback()
    assert writes_elsewhere(sqlite)


def test_who_only_reads_holds_up_nobody(sqlite: Path) -> None:
    with reading():
        db.session.execute(sa.text("SELECT 1"))
        assert writes_elsewhere(sqlite)
        db.session.rollback()


def test_who_reads_sees_one_moment_and_who_writes_the_newest(world: World) -> None:
    def renamed(name: str) -> str:
        with db.engine.connect() as reader:
            called(reader)
            with begun_to_write() as writer:
                writer.execute(sa.update(Organisation).values(short_name=name))
            return called(reader)

    def called(by: sa.Connection) -> str:
        return str(by.execute(sa.select(Organisation.short_name).limit(1)).scalar_one())

    db.session.rollback()
    with reading():
        before = renamed("Först")
        assert before != "Först"
        assert renamed("Sedan") == "Först"
    if db.engine.dialect.name != "sqlite":  # where a writer would have kept the other one out
        assert renamed("Sist") == "Sist"


@contextmanager
def begun_to_write() -> Iterator[sa.Connection]:
    """A connection whose transaction writes, whatever the ones around it do."""
    before = begin_as_reader(False)
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        begin_as_reader(before)


def test_a_request_leaves_nothing_of_how_it_began(as_: Browsers, world: World) -> None:
    as_(world.anna).get("/")
    assert begin_as_reader(False) is False
    with reading():
        as_(world.anna).get("/")
        assert begin_as_reader(True) is True


def test_a_row_cannot_point_at_nothing(context: Flask) -> None:
    insert = "INSERT INTO supports (suggestion_id, organisation_id, user_id, at)"
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.text(f"{insert} VALUES (99, 99, 99, '2026-11-23 12:00:00')"))
    db.session.rollback()


def test_a_choice_is_checked_by_the_database_itself(context: Flask) -> None:
    columns = "kind, name, short_name, sort_key, form, about, email, phone, web"
    values = "'circus', 'x', '', '', '', '', '', '', ''"
    with pytest.raises(sa.exc.IntegrityError):
        db.session.execute(sa.text(f"INSERT INTO organisations ({columns}) VALUES ({values})"))
    db.session.rollback()
