"""Questions to the database that are built once and asked many times.

Putting a statement together from columns and conditions takes several times as long as asking
it. A question is a function that returns a select; it is called once for each kind of reader,
and what differs from time to time are parameters:

    @question
    def next_dates(reader: Actor) -> Select:
        return sa.select(Milestone.key, Consultation.title).join(Milestone.consultation).where(
            Milestone.due_on >= sa.bindparam("today"), Consultation.visible_to(reader)
        )

    next_dates.rows(actor, today=today())

`reader` is then no person but a stand-in (`AnyReader`): it tells what decides the shape of a
condition, and has parameters where an actor has numbers. What it does not have cannot be asked
of it, so nothing that is true of one person alone is ever remembered for another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from inspect import signature
from typing import Any, ClassVar, NamedTuple, cast

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import statements
from ideell.foundation.actor import Actor

Select = statements.Select
READER = "reader_"  # what every parameter of the reader is called first


@dataclass(frozen=True)
class AnyReader:
    """Stands for every actor of a kind while a question is built."""

    is_stranger: bool
    is_office: bool
    belongs: bool

    user_id: ClassVar = sa.bindparam("reader_id", type_=sa.Integer)
    org_id: ClassVar = sa.bindparam("reader_org_id", type_=sa.Integer)
    own: ClassVar = statements.given_numbers("reader_own")
    shared: ClassVar = statements.given_numbers("reader_shared")

    @classmethod
    def like(cls, actor: Actor) -> AnyReader:
        """Return the stand-in for `actor` and everybody of the same kind."""
        return cls(actor.is_stranger, actor.is_office, actor.belongs)


def numbers_of(actor: Actor) -> dict[str, Any]:
    """Return the parameters that make a stand-in this very actor."""
    return {
        "reader_id": actor.user_id,
        "reader_org_id": actor.org_id,
        "reader_own": statements.as_given(actor.own),
        "reader_shared": statements.as_given(actor.shared),
    }


def given(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a question with its lists as the one parameter that each of them is."""
    return {
        name: statements.as_given(value) if isinstance(value, list | tuple | set) else value
        for name, value in values.items()
    }


class Asked(NamedTuple):
    """A question with what differs from time to time, to be asked together with others."""

    question: Question
    values: dict[str, Any]


class Question:
    """A question; asked by a reader when its function takes one."""

    def __init__(self, build: Callable[..., Select]) -> None:
        self._build = build
        self._takes_reader = bool(signature(build).parameters)
        self._built: dict[AnyReader | None, Select] = {}

    def rows(self, reader: Actor | None = None, /, **values: Any) -> Sequence[Any]:
        """Return the columns as plain rows: what a page shows.

        They are asked for past the session's book of things; what was changed in it is written
        first, as the session itself does.
        """
        select, values = self._asked(reader, values)
        return _connection().execute(select, values).all()

    def row(self, reader: Actor | None = None, /, **values: Any) -> Any:
        """Return the first row, or None."""
        return next(iter(self.rows(reader, **values)), None)

    def things(self, reader: Actor | None = None, /, **values: Any) -> Sequence[Any]:
        """Return the models of the first column, as things of this session to act on."""
        select, values = self._asked(reader, values)
        return db.session.scalars(select, values).unique().all()

    def thing(self, reader: Actor | None = None, /, **values: Any) -> Any:
        """Return the first thing, or None."""
        return next(iter(self.things(reader, **values)), None)

    def rows_of_things(self, reader: Actor | None = None, /, **values: Any) -> Sequence[Any]:
        """Return rows that hold models, as things of this session."""
        select, values = self._asked(reader, values)
        return db.session.execute(select, values).all()

    def asked(self, **values: Any) -> Asked:
        """Return the question with these values, for `which_are_answered`."""
        return Asked(self, values)

    def _asked(self, reader: Actor | None, values: dict[str, Any]) -> tuple[Select, dict[str, Any]]:
        """Return the select for this kind of reader, and all its parameters."""
        values = given(values)
        if not self._takes_reader:
            return self.for_kind(None), values
        assert reader is not None, "this question is asked by somebody"
        actor = reader.itself  # found once, and not for each of its numbers
        return self.for_kind(AnyReader.like(actor)), values | numbers_of(actor)

    def for_kind(self, kind: AnyReader | None) -> Select:
        """Return the select for a kind of reader, built once."""
        kind = kind if self._takes_reader else None
        known = self._built.get(kind)
        if known is None:
            made = self._build() if kind is None else self._build(cast("Actor", kind))
            known = self._built[kind] = statements.with_plain_lists(made)
        return known


def question(build: Callable[..., Select]) -> Question:
    """Let a function that returns a select be a question."""
    return Question(build)


def which_are_answered(asked: Sequence[Asked], reader: Actor) -> Sequence[bool]:
    """Tell of each question whether it has any answer: one statement, however many they are."""
    if len(asked) < 2:
        return [True] * len(asked)  # it is asked in full at once
    actor = reader.itself
    together = _together(tuple(one.question for one in asked), AnyReader.like(actor))
    values = numbers_of(actor)
    for place, one in enumerate(asked):
        values |= {f"{name}_{place}": value for name, value in given(one.values).items()}
    return _connection().execute(together, values).one()


@lru_cache(256)
def _together(questions: tuple[Question, ...], kind: AnyReader) -> Select:
    """Whether each of these has any answer, its parameters called by its place."""
    there = [
        statements.with_parameters_of(one.for_kind(kind), place, but=READER)
        for place, one in enumerate(questions)
    ]
    return sa.select(*(sa.exists(one).label(f"has_{place}") for place, one in enumerate(there)))


def _connection() -> sa.Connection:
    """The connection to ask past the session: what was changed in it is written first."""
    if db.session.autoflush:
        db.session.flush()
    return db.session.connection()
