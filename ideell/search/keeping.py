"""Whatever changes a thing that can be found changes its entry, in the same transaction.

Every flush notes which things it wrote where an entry looks, and every update or deletion of many
rows which rows it meets; before the commit their entries are made anew. Nobody has to remember it.
Only an insert of many rows at once is refused, for nobody knows their numbers beforehand.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import kinds
from ideell.search.index import renew

NOTED = "things_to_index"


class WouldLeaveIndexBehind(Exception):
    """An insert of many rows at once, of a kind that is searched."""


def listen() -> None:
    """Keep the index in step with every session."""
    if not sa.event.contains(db.session, "after_flush", _note_flushed):
        sa.event.listen(db.session, "after_flush", _note_flushed)
        sa.event.listen(db.session, "do_orm_execute", _note_many)
        sa.event.listen(db.session, "before_commit", _renew)
        sa.event.listen(db.session, "after_rollback", _forget)


def _note_flushed(session: Any, _context: Any) -> None:
    for thing in session.new:
        _note(session, thing, is_new=True)
    for thing in session.dirty:
        if _is_changed(thing):
            _note(session, thing)
        if _has_passed_on(thing):
            _note_owned(session, thing)
    for thing in session.deleted:
        _note(session, thing)


def _is_changed(thing: Any) -> bool:
    """Tell whether a flush changed something that an entry may be made of."""
    kind = kinds.known().get(type(thing))
    if kind is None or kind.search is None:
        return True
    state = sa.inspect(thing)
    return any(state.attrs[name].history.has_changes() for name in _looked_in(kind.model))


def _has_passed_on(thing: Any) -> bool:
    """Tell whether a flush gave a thing to another organisation."""
    kind = kinds.known().get(type(thing))
    if kind is None or kind.search is None:
        return False
    attrs = sa.inspect(thing).attrs
    return any(attrs[name].history.has_changes() for name in _owned_by(kind.model))


def _note_owned(session: Any, thing: Any) -> None:
    """Note what takes its organisation from the thing: the posts of a thread, a text's blocks."""
    for model, searched in kinds.searched().items():
        rows: Any = model
        mine = searched.owned_with(thing)
        if mine is not None:
            noted = session.info.setdefault(NOTED, {}).setdefault(model, {})
            for number in session.connection().scalars(sa.select(rows.id).where(mine)):
                noted.setdefault(number, False)


@cache
def _looked_in(model: Any) -> tuple[str, ...]:
    """The columns of a kind's own row that its entry is made of, and what it has many of."""
    mapper, searched = sa.inspect(model), kinds.searched()[model]
    made_of = (*searched.heading(), *searched.body(), searched.organisation(), searched.at())
    many = [one.key for one in mapper.relationships if one.uselist and not one.viewonly]
    return (*_columns_in(model, *made_of, searched.stands()), *many)


@cache
def _owned_by(model: Any) -> tuple[str, ...]:
    """The columns of a kind's own row that say whose it is."""
    return _columns_in(model, kinds.searched()[model].organisation())


def _columns_in(model: Any, *made_of: Any) -> tuple[str, ...]:
    columns = {
        part
        for one in made_of
        for part in sa.sql.visitors.iterate(getattr(one, "expression", one))
        if isinstance(part, sa.Column)
    }
    mapper = sa.inspect(model)
    return tuple(one.key for one in mapper.column_attrs if columns.intersection(one.columns))


def _note_many(state: Any) -> None:
    if not (state.is_update or state.is_delete or state.is_insert) or state.bind_mapper is None:
        return
    model = state.bind_mapper.class_
    kind = kinds.known().get(model)
    if kind is None or (kind.search is None and kind.found_in is None):
        return
    if state.is_insert:
        raise WouldLeaveIndexBehind(f"{model.__name__} is searched: add its rows as things")
    met = sa.select(model)
    if state.statement.whereclause is not None:
        met = met.where(state.statement.whereclause)
    for thing in state.session.scalars(met).all():
        _note(state.session, thing)
        if state.is_update:
            _note_owned(state.session, thing)


def _note(session: Any, thing: Any, *, is_new: bool = False) -> None:
    """Note a thing that is searched, or the one that it is found in, and whether it is new."""
    kind = kinds.known().get(type(thing))
    noted = session.info.setdefault(NOTED, {})
    if kind is not None and kind.search is not None:
        noted.setdefault(kind.model, {}).setdefault(thing.id, is_new)
    if kind is not None and kind.found_in is not None:
        whole, number = kind.found_in(thing)
        noted.setdefault(whole, {}).setdefault(number, False)


def _renew(session: Any) -> None:
    session.flush()
    noted = session.info.pop(NOTED, None)
    if noted:
        renew(session.connection(), noted)


def _forget(session: Any) -> None:
    session.info.pop(NOTED, None)
