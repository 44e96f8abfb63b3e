"""One application and one database per worker; each test begins with empty tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import current_thread, main_thread

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell import create_app
from ideell.config import Settings
from ideell.documents import file_texts
from ideell.extensions import db
from ideell.foundation.language import use_language
from tests.browsing import Browsers
from tests.databases import chosen_url
from tests.world import World, build_world

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"


def settings_for(folder: Path, **changed: object) -> Settings:
    """Return the settings of a test's own product."""
    values: dict[str, object] = {
        "data": folder,
        "base_address": "http://localhost",
        "demo": True,
        "mail_from": "Ideell <ideell@example.se>",
        "help_name": "Kerstin på kansliet",
        "help_email": "kansliet@example.se",
        "help_phone": "08-465 00 00",
        "help_hours": "vardagar 9–15",
    }
    if "database_url" not in changed:
        values["database_url"] = chosen_url()
    return Settings(**(values | changed))  # type: ignore[arg-type]  # because the table is mixed


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a database of this worker's own."""
    app = create_app(settings_for(tmp_path_factory.mktemp("ideell")))
    app.testing = False  # errors are answered as they are for people
    with app.app_context():
        db.drop_all()
        db.create_all()
    with pytest.MonkeyPatch.context() as patient:
        # On a busy machine a child is slow to begin; what is read later is tried for itself.
        patient.setattr(file_texts, "FIRST_SECONDS", 60)
        yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(autouse=True)
def swedish() -> None:
    """Every test reads the source language unless it chooses another."""
    use_language("sv")


@pytest.fixture(autouse=True)
def untouched(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is said to touch no database cannot: it runs on one of the two alone."""
    if request.node.get_closest_marker("once") is None:
        yield
        return
    sa.event.listen(sa.Pool, "checkout", _refuse)
    yield
    sa.event.remove(sa.Pool, "checkout", _refuse)


def _refuse(*_connection: object) -> None:
    if current_thread() is main_thread():  # a server that still runs beside may ask its own
        raise AssertionError("marked `once`, and asks a database")


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """An application context with empty tables, for rules on models without HTTP.

    The store is empty too: a content that one test damaged would be another's, who stores the same.
    """
    with app.app_context():
        empty_tables()
        shutil.rmtree(app.extensions["ideell_settings"].data / "files", ignore_errors=True)
        yield app
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def world(context: Flask) -> World:
    """The invented town: organisations, people and one consultation under way."""
    world = build_world()
    db.session.commit()
    return world


@pytest.fixture
def as_(app: Flask, world: World) -> Browsers:
    """`as_(world.anna)` is a browser that inspects every page it fetches."""
    return Browsers(app, world)


def empty_tables() -> None:
    """Delete every row of every table, children first or not."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in reversed(db.metadata.sorted_tables):
                connection.execute(sa.delete(table))
            connection.exec_driver_sql("DELETE FROM search_index")
        else:
            names = ", ".join(table.name for table in db.metadata.sorted_tables)
            connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        connection.commit()
