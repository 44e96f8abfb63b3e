"""Bare pages: Flask, Jinja and the ORM with the same rows, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, render_template_string
from flask_sqlalchemy import SQLAlchemy

PAGE = """<!doctype html><html lang="sv"><title>Bare</title><h1>{{ title }}</h1>
{% for row in rows %}<article id="row-{{ row.id }}"><h2>{{ row.who }}</h2><p>{{ row.text }}</p>
<p><time>{{ row.at }}</time> <a href="/rows/{{ row.id }}">Svara</a></p></article>
{% endfor %}</html>"""


class Bare:
    """A bare application on a database of its own, with as many rows as are asked for."""

    def __init__(self, folder: Path) -> None:
        self.app = Flask("bare")
        self.app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder / 'bare.db'}"
        self.db = SQLAlchemy()
        self.db.init_app(self.app)
        self.model: Any = type("Row", (self.db.Model,), {
            "__tablename__": "rows",
            "id": sa.orm.mapped_column(sa.Integer, primary_key=True),
            "who": sa.orm.mapped_column(sa.String(80)),
            "text": sa.orm.mapped_column(sa.Text),
            "at": sa.orm.mapped_column(sa.String(40)),
        })  # fmt: skip
        self.app.add_url_rule("/rows/<int:most>", "page", self._page)
        self.app.add_url_rule("/commit", "commit", self._commit, methods=["POST"])
        with self.app.app_context():
            sa.event.listen(self.db.engine, "connect", _durable)
            self.db.create_all()
        self.client = self.app.test_client()

    def fill(self, texts: list[str]) -> None:
        """Write one row for each text."""
        with self.app.app_context():
            self.db.session.add_all(
                self.model(who="Anna Ek, Körbygden", text=text, at="tisdag 1 december 14.32")
                for text in texts
            )
            self.db.session.commit()

    def page(self, rows: int) -> Callable[[], object]:
        """Return the work of fetching a page of so many rows."""
        return lambda: self.client.get(f"/rows/{rows}").get_data()

    def commit(self) -> Callable[[], object]:
        """Return the work of a request with one durable commit."""
        return lambda: self.client.post("/commit", data={"text": "hej"}).get_data()

    def _page(self, most: int) -> str:
        rows = self.db.session.scalars(sa.select(self.model).limit(most)).all()
        return render_template_string(PAGE, title="Rader", rows=rows)

    def _commit(self) -> str:
        self.db.session.add(self.model(who="Anna", text="hej", at=""))
        self.db.session.commit()
        return "ok"


def _durable(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
