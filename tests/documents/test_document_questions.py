"""What the list asks of the database looks through no table that grows."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import event

from ideell.documents.listing import listed
from ideell.documents.wanted import Wanted
from ideell.extensions import db
from tests.documents.builders import make_document
from tests.promises.keeping import on_sqlite
from tests.world import World

pytestmark = on_sqlite  # because its way of explaining is read here
GROWING = ("documents", "document_versions", "document_tags", "stored_files", "file_texts")


@pytest.mark.parametrize(
    "wanted",
    [Wanted(), Wanted(page=3), Wanted(tags=("film",)), Wanted(owner=1), Wanted(consultation=1)],
)
def test_no_page_of_the_list_looks_through_a_table_that_grows(
    world: World, app: Flask, wanted: Wanted
) -> None:
    for number in range(3):
        make_document(world, f"{number}".encode(), tags=["film"])
    db.session.commit()
    asked: list[tuple[str, object]] = []

    def note(_c: object, _u: object, statement: str, values: object, *_more: object) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            asked.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with app.test_request_context("/dokument"):
            listed(wanted, world.actor("anna"))
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    plans = [line for statement, values in asked for line in explained(statement, values)]
    scans = [line for line in plans if line.startswith("SCAN ") and "INDEX" not in line]
    assert [line for line in scans if line.split()[1] in GROWING] == []


def explained(statement: str, values: object) -> list[str]:
    """Return the steps of a statement as SQLite tells them."""
    connection = db.session.connection()
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]  # because the driver gave them
    return [str(row[3]) for row in rows]
