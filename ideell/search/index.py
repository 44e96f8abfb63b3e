"""The index kept in step with what stands: written, dropped, made anew, and compared.

Everything works on a connection, in whatever transaction is under way there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, TypeVar
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ideell.foundation import kinds
from ideell.foundation.database import LARGEST_NUMBER
from ideell.foundation.searched import Searched, said
from ideell.foundation.statements import as_given, given_numbers
from ideell.foundation.text import plain
from ideell.search.engines import engine_of
from ideell.search.hints import remember_words
from ideell.search.models import ENTRIES, WORDS
from ideell.search.tokens import Words, words_of

CHUNK = 200
BITS = LARGEST_NUMBER.bit_length()

Item = TypeVar("Item")


@dataclass(frozen=True)
class Read:
    """A thing as it stands: what is looked in, whose it is, when it was made."""

    number: int
    thing_id: int
    organisation_id: int | None
    at: datetime | None
    words: Words
    name: str  # "Comment 7", as a difference is told


@dataclass
class Differences:
    """How the index and what stands differ, by the names of kinds."""

    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    left: int = 0  # entries of nothing
    unsound: bool = False

    @property
    def found(self) -> bool:
        """Tell whether there is any."""
        return bool(self.missing or self.stale or self.left or self.unsound)


@cache
def numbers_of(model: type) -> tuple[int, int]:
    """Return the first and the last number that entries of a kind can have.

    They come from the kind's name, so that they are the same wherever the index was made.
    """
    first = crc32(model.__name__.encode()) << BITS
    return first, first + LARGEST_NUMBER


def number_of(model: type, thing_id: int) -> int:
    """Return the number of a thing's entry."""
    return numbers_of(model)[0] + thing_id


def renew(connection: sa.Connection, noted: Mapping[type, Mapping[int, bool]]) -> None:
    """Let the entries of some things say what now stands; of what is gone, drop them.

    Of each thing is told whether it is new, and so has no entry yet.
    """
    found: list[Read] = []
    old: set[int] = set()
    for model, numbers in noted.items():
        old |= {number_of(model, number) for number, is_new in numbers.items() if not is_new}
        for some in chunks(sorted(numbers)):
            found += read(connection, model, kinds.searched()[model], some)
    for gone in chunks(sorted(old.difference(one.number for one in found))):
        drop(connection, gone)
    _write(connection, found)


def drop(connection: sa.Connection, numbers: list[int]) -> None:
    """Take entries out of the index."""
    engine_of(connection).drop(connection, numbers)
    connection.execute(sa.delete(ENTRIES).where(ENTRIES.c.id.in_(numbers)))


def rebuild(connection: sa.Connection) -> int:
    """Make the index anew from what stands; return how many things can be found."""
    engine_of(connection).clear(connection)
    connection.execute(sa.delete(ENTRIES))
    connection.execute(sa.delete(WORDS))
    count = 0
    for some in chunks(_everything(connection)):
        _write(connection, some)
        count += len(some)
    return count


def refill(connection: sa.Connection) -> None:
    """Make the index anew after an upgrade, where the steps taken made one."""
    if sa.inspect(connection).has_table("search_index"):
        rebuild(connection)


def compare(connection: sa.Connection) -> Differences:
    """Return how the index differs from what stands; nothing is changed."""
    engine, found = engine_of(connection), Differences()
    entries = set(connection.scalars(sa.select(ENTRIES.c.id)))
    kept, standing = engine.kept(connection), set[int]()
    for some in chunks(_everything(connection)):
        facts = _facts_of(connection, [one.number for one in some])
        other = engine.differing(connection, [(one.number, one.words) for one in some])
        for one in some:
            standing.add(one.number)
            if one.number not in kept or one.number not in entries:
                found.missing.append(one.name)
            elif one.number in other or facts[one.number] != (one.organisation_id, one.at):
                found.stale.append(one.name)
    found.left = len((kept | entries) - standing)
    found.unsound = not engine.is_sound(connection)
    return found


def read(
    connection: sa.Connection, model: Any, searched: Searched, ids: list[int] | None = None
) -> Iterator[Read]:
    """Give things of a kind as they stand, those with these numbers or all."""
    query, heading = _reading(model, searched, of_all=ids is None)
    rows = connection.execute(query, {} if ids is None else {"numbers": as_given(ids)})
    for thing_id, organisation_id, at, *texts in rows:
        above, below = said(texts[:heading]), said(texts[heading:])
        words = words_of(above, plain(below) if searched.typed else below)
        number, name = number_of(model, thing_id), f"{model.__name__} {thing_id}"
        yield Read(number, thing_id, organisation_id, at, words, name)


@cache
def _reading(model: Any, searched: Searched, *, of_all: bool) -> tuple[sa.Select[Any], int]:
    """The question for what stands of a kind, and how many of its columns are headings."""
    heading = list(searched.heading())
    columns = (searched.organisation(), searched.at(), *heading, *searched.body())
    query = sa.select(model.id, *columns).where(searched.stands()).order_by(model.id)
    asked = query if of_all else query.where(model.id.in_(given_numbers("numbers")))
    return asked, len(heading)


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Give the items some hundreds at a time."""
    left = iter(items)
    while some := list(islice(left, CHUNK)):
        yield some


def _everything(connection: sa.Connection) -> Iterator[Read]:
    for model, searched in kinds.searched().items():
        yield from list(read(connection, model, searched))


def _write(connection: sa.Connection, rows: list[Read]) -> None:
    if not rows:
        return
    connection.execute(
        _writing(connection.dialect.name),
        [{"id": one.number, "thing_id": one.thing_id,
          "organisation_id": one.organisation_id, "at": one.at} for one in rows],
    )  # fmt: skip
    engine_of(connection).write(connection, [(one.number, one.words) for one in rows])
    remember_words(connection, [one.words for one in rows])


@cache
def _writing(dialect: str) -> sa.UpdateBase:
    """Entries put where they belong, whether they are there or not."""
    insert: Any = (postgresql if dialect == "postgresql" else sqlite).insert(ENTRIES)
    changed = {name: insert.excluded[name] for name in ("organisation_id", "at")}
    return insert.on_conflict_do_update(index_elements=["id"], set_=changed)  # type: ignore[no-any-return]  # because both dialects have their own


def _facts_of(connection: sa.Connection, numbers: list[int]) -> dict[int, tuple[Any, Any]]:
    rows = connection.execute(
        sa.select(ENTRIES.c.id, ENTRIES.c.organisation_id, ENTRIES.c.at).where(
            ENTRIES.c.id.in_(numbers)
        )
    )
    return {number: (organisation_id, at) for number, organisation_id, at in rows}
