"""When the database cannot be written: reads go on, writes are refused, text comes back."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import database
from tests.promises.keeping import on_sqlite
from tests.promises.town import Town, standing

pytestmark = on_sqlite

PATIENCE = 0.2  # seconds; people's is ten
TYPED = "Det här har jag skrivit en hel timme på."


@pytest.fixture
def town() -> Iterator[Town]:
    """The town, with a database that does not wait long."""
    with mock.patch.object(database, "BUSY_SECONDS", PATIENCE), standing() as town:
        yield town


@contextlib.contextmanager
def locked(town: Town) -> Iterator[None]:
    """Let somebody else hold the database."""
    other = sqlite3.connect(town.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextlib.contextmanager
def with_pragma(town: Town, pragma: str) -> Iterator[None]:
    """Let every new connection have one more pragma."""
    with town.app.app_context():
        engine = db.engine

    def set_pragma(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA {pragma}")

    engine.dispose()
    sa.event.listen(engine, "connect", set_pragma)
    try:
        yield
    finally:
        sa.event.remove(engine, "connect", set_pragma)
        engine.dispose()


def read_only(town: Town) -> contextlib.AbstractContextManager[None]:
    """Let the database be one that cannot be written to."""
    return with_pragma(town, "query_only=ON")


def full(town: Town) -> contextlib.AbstractContextManager[None]:
    """Let the disk have no room for one more page."""
    return with_pragma(town, "max_page_count=1")


FAULTS = pytest.mark.parametrize("fault", [locked, read_only, full], ids=lambda one: one.__name__)


def comment(town: Town, text: str = TYPED) -> Any:
    person = town.people["author"]
    path = f"/stycken/{town.things['Block', 'open']}/kommentarer"
    fields = {"csrf_token": person.token, "once": "fault", "body": text}
    return person.ask(town.app, "POST", path, data=fields)


@FAULTS
def test_reads_go_on(town: Town, fault: Any) -> None:
    pages = [
        "/",
        "/remisser",
        "/organisationer",
        f"/remisser/{town.things['Consultation', 'active']}",
    ]
    with fault(town):
        answers = [town.people["author"].ask(town.app, "GET", page).status_code for page in pages]
    assert answers == [200] * len(pages)


@FAULTS
def test_a_write_is_refused_in_words_and_the_text_comes_back(town: Town, fault: Any) -> None:
    long = TYPED + " Mer." * 2_000
    with fault(town):
        answer = comment(town, long)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert long in answer.text
    assert "Vänta en minut och skicka igen" in answer.text


@FAULTS
def test_afterwards_it_goes_on_by_itself(town: Town, fault: Any) -> None:
    with fault(town):
        comment(town)
    assert comment(town).status_code == 303
    town.snapshot.changed()
    assert TYPED in str(town.snapshot.rows()["comments"])
