"""A second product beside the tests' own: in a folder of its own, with its own settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from ideell import create_app
from ideell.extensions import db
from tests.conftest import settings_for


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Keep this process's settings out."""
    for name in ("PORT", "IDEELL_DATABASE_URL", "IDEELL_DEMO", "FLASK_RUN_FROM_CLI"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "var"
    monkeypatch.setenv("IDEELL_DATA", str(folder))
    return folder


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """`make_app()` is a product on SQLite in a folder of its own."""
    made: list[Flask] = []

    def make(folder: Path | None = None, **changed: object) -> Flask:
        settings = settings_for(folder or tmp_path / "own", **({"database_url": ""} | changed))
        made.append(create_app(settings))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
