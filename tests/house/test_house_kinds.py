"""Every model is known: by its address and title, or as a part with the reason why."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import configure_mappers

from ideell.extensions import db
from ideell.foundation import kinds


def models() -> list[type]:
    """Return every model, by name."""
    configure_mappers()
    found = {mapper.class_ for mapper in db.Model.registry.mappers}
    return sorted(found, key=lambda model: model.__name__)


def things(app: Flask) -> set[type]:
    """Return the models that some gate fetches."""
    gates = [view.gate for view in app.view_functions.values() if hasattr(view, "gate")]
    return {thing for _policy, thing in gates if thing is not None}


def test_every_model_is_introduced(app: Flask) -> None:
    unknown = [model.__name__ for model in models() if model not in kinds.known()]
    assert unknown == [], (
        "register them in their room's kinds.py: url= and title=, or internal='why it is no "
        "thing of its own'"
    )


def test_a_kind_has_an_address_and_a_title_or_a_reason(app: Flask) -> None:
    vague = [
        model.__name__
        for model, kind in kinds.known().items()
        if not kind.internal and not (kind.url and kind.title)
    ]
    assert vague == []


def test_what_the_gate_fetches_says_who_sees_it(app: Flask) -> None:
    silent = [thing.__name__ for thing in things(app) if not hasattr(thing, "visible_to")]
    assert silent == []


def test_every_model_says_what_it_is(app: Flask) -> None:
    assert [model.__name__ for model in models() if not inspect.getdoc(model)] == []


def test_names_of_models_are_unique(app: Flask) -> None:
    names = [model.__name__ for model in models()]
    assert len(names) == len(set(names)), "a deed knows its thing by this name"


def test_every_header_room_stands(app: Flask) -> None:
    missing = [room.endpoint for room in kinds.rooms() if room.endpoint not in app.view_functions]
    assert missing == []


def test_an_undo_is_a_verb_that_takes_the_deed(app: Flask) -> None:
    odd = [
        f"{model.__name__} {tag}"
        for model, kind in kinds.known().items()
        for tag, verb in kind.undo.items()
        if not {"deed", "by"} <= set(inspect.signature(verb).parameters)
    ]
    assert odd == []


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_moments_are_stored_with_a_zone(model: type) -> None:
    import sqlalchemy as sa

    naive = [
        column.name
        for column in sa.inspect(model).local_table.columns
        if type(column.type) is sa.DateTime
    ]
    assert naive == [], "use UtcDateTime"


def _takes_back(verb: Callable[..., object]) -> bool:
    """Tell whether a verb can be called as `verb(thing, deed=…, by=…)`."""
    try:
        inspect.signature(verb).bind(object(), deed=object(), by=object())
    except TypeError:
        return False
    return True
