"""The demo's town on a server of its own, for walking through every page of it.

It is filled once for each worker. States that look do not change it; walks that write use the
small world of the other fixtures.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, template_rendered

from ideell import create_app, demo
from ideell.extensions import db
from ideell.people.models import Organisation, User
from tests.browser.extras import add_extras
from tests.browser.signing import signed_in
from tests.conftest import settings_for
from tests.serving import free_port, in_thread

OUTSIDE = ("layouts/", "components/")


@dataclass
class Town:
    """The demo on a server: who lives there, where things are, what was shown last."""

    app: Flask
    address: str
    shown: list[str] = field(default_factory=list)
    cookies: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def cookie(self, email: str, organisation: str = "") -> dict[str, str]:
        """Return the cookie of a person who is signed in, for the hat they wear."""
        if (email, organisation) not in self.cookies:
            person = db.session.scalars(sa.select(User).where(User.email.startswith(email))).one()
            hat = self.one(Organisation, name=organisation) if organisation else None
            self.cookies[email, organisation] = signed_in(self.app, person, hat)
        return {**self.cookies[email, organisation], "url": self.address}

    def one(self, model: Any, **facts: Any) -> Any:
        """Return the first row with these facts."""
        found = db.session.scalars(sa.select(model).filter_by(**facts).order_by(model.id)).first()
        assert found is not None, f"the demo has no {model.__name__} with {facts}"
        return found

    def beginning(self, column: Any, words: str) -> Any:
        """Return the first row whose column begins with these words."""
        found = db.session.scalars(sa.select(column.class_).where(column.startswith(words))).first()
        assert found is not None, f"the demo has nothing whose {column} begins with {words}"
        return found

    def template(self) -> str:
        """Return the page that was rendered last."""
        pages = [name for name in self.shown if "/_" not in name and not name.startswith(OUTSIDE)]
        return pages[-1] if pages else ""


@contextlib.contextmanager
def demo_town(folder: Path) -> Iterator[Town]:
    """Fill a demo, serve it, and watch which pages are rendered."""
    port = free_port()
    app = create_app(settings_for(folder, base_address=f"http://127.0.0.1:{port}"))
    with app.app_context():
        db.drop_all()
        db.create_all()
        demo.fill()
        add_extras()
        db.session.remove()
    with in_thread(app, port) as address:
        town = Town(app, address)

        def note(_app: Flask, template: Any, **_more: Any) -> None:
            town.shown.append(template.name or "")

        with template_rendered.connected_to(note, app):
            yield town
    with app.app_context():
        db.engine.dispose()
