"""Which transactions of a request only read: those of a GET, and what follows an act or a fault.

Who only reads waits for no writer, and sees one moment (`database.begin_as_reader`). What a
request said of this holds for the request alone: its thread goes on to other things.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Flask, g, has_app_context, request

from ideell.extensions import db
from ideell.foundation.database import begin_as_reader

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def begin_rightly(app: Flask) -> None:
    """Let each request begin as a reader or a writer by its method."""
    if not sa.event.contains(db.session, "after_commit", _after_the_act):
        sa.event.listen(db.session, "after_commit", _after_the_act)

    @app.before_request
    def begin() -> None:
        _begin(reader=request.method in READING)
        db.session().expire_on_commit = False  # the answer shows what was just written

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        if "began_as_reader" in g:
            begin_as_reader(g.pop("began_as_reader"))


def only_read_from_here() -> None:
    """Say that the rest of the request only reads."""
    _begin(reader=True)


def _begin(*, reader: bool) -> None:
    g.setdefault("began_as_reader", begin_as_reader(reader))  # what was said before the request


def _after_the_act(_session: Any) -> None:
    """Once the act is committed the answer is only read, and waits for no other writer."""
    if has_app_context() and g.pop("acts", False):
        only_read_from_here()
