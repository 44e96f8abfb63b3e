"""S4: only meant fields change, whatever else is sent along."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from flask import Flask, Response, g, request

from ideell.extensions import db
from ideell.people.models import User
from tests.promises.forms import Change, Sendable, sendable
from tests.promises.outcome import Outcome
from tests.promises.town import Town, standing
from tests.promises.typed import typed

# Columns whose values differ between any two times that the same thing is done.
OF_THE_MOMENT = {"once", "token_hash", "code_hash", "browser_hash", "saved_at", "sha256"}


def s4(*, full: bool) -> Outcome:
    """Send every form with the name of every column as one more field."""
    with standing() as town:
        tried, faults = changed_too_much(town)
        with a_view_that_takes_all(town.app):
            red = changed_too_much(town, every=8)[1]
    return Outcome(
        figure=f"{len(faults)} of {tried} forms changed more",
        faults=faults,
        control=f"with a view that takes every field, {len(red)}",
        control_is_red=len(red) > len(faults),
    )


def changed_too_much(town: Town, *, every: int = 1) -> tuple[int, list[str]]:
    """Compare what each form changes with what it changes with all the extra fields."""
    faults, tried = [], 0
    names = sorted({column.name for table in db.metadata.tables.values() for column in table.c})
    for form in sendable(town)[::every]:
        tried += 1
        meant = meant_fields(town, form)
        extra = {name: "1" for name in names if name not in meant and name != "next"}
        alone, along = (_plain(town, form.change(town, **more)) for more in ({}, extra))
        if alone != along:
            tables = [table for table in alone.keys() | along.keys()
                      if alone.get(table) != along.get(table)]  # fmt: skip
            faults.append(f"{form.name}: {', '.join(sorted(tables))} differ")
    return tried, faults


def meant_fields(town: Town, form: Sendable) -> set[str]:
    """Return the names of the fields that a form has: typed ones, and those on its page."""
    page = form.address.path(town.things)
    text = town.people[form.senders[0]].ask(town.app, "GET", page).text
    reader = _Fields()
    reader.feed(text)
    return reader.names | set(typed(form.address, town.things))


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the names of controls."""
        if tag in {"input", "select", "textarea", "button"}:
            self.names |= {value for name, value in attrs if name == "name" and value}


def _plain(town: Town, change: Change) -> dict[str, list[Any]]:
    """Return a change without moments and secrets."""
    return {
        table: sorted((_row(town, table, row) for _before, row in rows.values()), key=repr)
        for table, rows in change.items()
    }


def _row(town: Town, table: str, row: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    if row is None:
        return None
    named = zip(town.snapshot.columns(table), row, strict=True)
    return tuple(
        None if name in OF_THE_MOMENT or name.endswith(("_at", "_on")) or name == "at" else value
        for name, value in named
    )


@contextlib.contextmanager
def a_view_that_takes_all(app: Flask) -> Iterator[None]:
    """The control: each form also sets the telephone number of the person who sends it."""

    def take_all(response: Response) -> Response:
        if request.method == "POST" and "actor" in g and not g.actor.is_stranger:
            person = db.session.get_one(User, g.actor.user_id)
            person.phone = request.form.get("phone", person.phone)
            db.session.commit()
        return response

    app.after_request_funcs.setdefault(None, []).append(take_all)
    try:
        yield
    finally:
        app.after_request_funcs[None].remove(take_all)
