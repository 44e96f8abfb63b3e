"""Doing something slow in the middle of an act, while nothing of the database is held."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g

from ideell.extensions import db
from ideell.foundation.access import current_actor, note_use


@contextmanager
def nothing_held() -> Iterator[None]:
    """Within the block no transaction is open, so nobody waits for what is done in it.

    What was not committed is let go, also that the form is used: should the block fail, it can
    be sent again. After the block that is noted anew; of two at once the second gets
    `AlreadyDone`.
    """
    db.session.rollback()
    yield
    if g.get("acts", False):
        note_use(current_actor)
