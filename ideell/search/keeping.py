"""Whatever changes a thing that can be found changes its entry, in the same transaction.

Every flush notes which things it wrote; before the commit their entries are made anew. Nobody
has to remember it. What changes rows without the session knowing them, an update of many at
once, is refused for such kinds: the index would tell what no longer stands.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import kinds
from ideell.search.index import renew

NOTED = "things_to_index"


class WouldLeaveIndexBehind(Exception):
    """A statement that changes many rows of a kind that is searched."""


def listen() -> None:
    """Keep the index in step with every session."""
    if not sa.event.contains(db.session, "after_flush", _note):
        sa.event.listen(db.session, "after_flush", _note)
        sa.event.listen(db.session, "before_commit", _renew)
        sa.event.listen(db.session, "after_rollback", _forget)
        sa.event.listen(db.session, "do_orm_execute", _refuse_many)


def _note(session: Any, _context: Any) -> None:
    noted = session.info.setdefault(NOTED, {})
    known = kinds.known()
    for thing in {*session.new, *session.dirty, *session.deleted}:
        kind = known.get(type(thing))
        if kind is None:
            continue
        if kind.search is not None:
            noted.setdefault(kind.model, set()).add(thing.id)
        if kind.found_in is not None:
            whole, number = kind.found_in(thing)
            noted.setdefault(whole, set()).add(number)


def _renew(session: Any) -> None:
    session.flush()
    noted = session.info.pop(NOTED, None)
    if noted:
        renew(session.connection(), noted)


def _forget(session: Any) -> None:
    session.info.pop(NOTED, None)


def _refuse_many(state: Any) -> None:
    if not (state.is_update or state.is_delete or state.is_insert) or state.bind_mapper is None:
        return
    model = state.bind_mapper.class_
    kind = kinds.known().get(model)
    if kind is not None and (kind.search is not None or kind.found_in is not None):
        raise WouldLeaveIndexBehind(
            f"{model.__name__} is searched: change its rows as things, one by one"
        )
