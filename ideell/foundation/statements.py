"""Selects whose text is the same each time they are asked.

What SQLAlchemy calls an expanding parameter, the list of an IN, makes it write the statement
anew at every asking: on a page of many questions that is a sixth of the time. A list that is
always the same becomes ordinary parameters; one that differs is given as one, a JSON array.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.visitors import cloned_traverse

Select = sa.Select[*tuple[Any, ...]]  # whatever its columns


class _EachOf(FunctionElement[Any]):
    """What stands in a JSON array, a row each, in a column `value`."""

    inherit_cache = True


@compiles(_EachOf, "sqlite")
def _each_in_sqlite(element: Any, compiler: Any, **keywords: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **keywords)})"


@compiles(_EachOf, "postgresql")
def _each_in_postgresql(element: Any, compiler: Any, **keywords: Any) -> str:
    given = compiler.process(element.clauses, **keywords)
    return f"json_array_elements_text(CAST({given} AS JSON))"


def given_numbers(name: str) -> Select:
    """Return a list of numbers to look among, given as the parameter `name` (see `as_given`)."""
    return sa.select(sa.cast(_each_of(name), sa.Integer))


def given_words(name: str) -> Select:
    """Return a list of words to look among, given as the parameter `name` (see `as_given`)."""
    return sa.select(sa.cast(_each_of(name), sa.String))


def _each_of(name: str) -> sa.ColumnElement[Any]:
    given = _EachOf(sa.bindparam(name, type_=sa.Text)).table_valued(sa.column("value"))
    each: sa.ColumnElement[Any] = given.c.value
    return each


def as_given(several: Iterable[int | str]) -> str:
    """Return numbers, or words, as such a parameter takes them."""
    return json.dumps(list(several))


def with_plain_lists(select: Select) -> Select:
    """Return a select in which every list that is always the same is ordinary parameters."""

    def plain(comparison: Any) -> None:
        given = comparison.right
        if isinstance(given, sa.BindParameter) and given.expanding and given.value:
            values = [sa.literal(value, given.type) for value in given.value]
            comparison.right = sa.tuple_(*values)

    return cloned_traverse(select, {}, {"binary": plain})


def with_parameters_of(select: Select, place: int, *, but: str) -> Select:
    """Return a select whose parameters are called by its place among others.

    Those whose names begin with `but` are the same in all of them.
    """

    def rename(parameter: Any) -> None:
        if not parameter.unique and not parameter.key.startswith(but):
            parameter.key = f"{parameter.key}_{place}"

    return cloned_traverse(select, {}, {"bindparam": rename})
