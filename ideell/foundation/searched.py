"""How the things of one kind are found: what is looked in, who sees a hit, how it is shown.

A room gives one of these with its kind: `kinds.register(Comment, …, search=Searched(…))`. The
room of search reads it; lower rooms never know that search stands. What a hit may be is said by
`visible_to` (or `seen`), which is asked in the very question that finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:  # because an actor is found through the kinds, which know how things are found
    from ideell.foundation.actor import Actor


@dataclass(frozen=True)
class Group:
    """Hits that stand under one heading: its word in addresses, its title, its place."""

    name: str
    title: Any = field(compare=False)
    place: int = 0


@dataclass(frozen=True)
class Searched:
    """What is looked in, as columns or expressions of the kind's own row.

    Columns may hold a text, a list of texts, or nothing; a body that is `typed` is read by the
    grammar of texts. `stands` is the condition under which the thing is there for anybody;
    `seen` stands in for the model's `visible_to`. `where` says in a few words where the thing
    belongs; `fetch` brings along, for many things at once, what `url`, `title` and `where` ask
    for. `owned_with` says which rows take their organisation from a thing that has passed on to
    another one (None for none): their entries are made anew with it. Strangers find only kinds
    that say `strangers`. Where things of one kind stand under
    several headings, `groups_of` tells of many things at once which of them stand elsewhere: under
    the group of another kind.
    """

    group: Group
    groups_of: Callable[[Sequence[int]], Mapping[int, Group]] | None = None
    heading: Callable[[], Sequence[Any]] = tuple
    body: Callable[[], Sequence[Any]] = tuple
    organisation: Callable[[], Any] = sa.null
    owned_with: Callable[[Any], sa.ColumnElement[bool] | None] = lambda _thing: None
    at: Callable[[], Any] = sa.null
    stands: Callable[[], sa.ColumnElement[bool]] = sa.true
    seen: Callable[[Actor], sa.ColumnElement[bool]] | None = None
    where: Callable[[Any], str] = lambda _thing: ""
    url: Callable[[Any], str] | None = None
    title: Callable[[Any], str] | None = None
    fetch: Callable[[Sequence[Any]], None] = lambda _things: None
    strangers: bool = False
    typed: bool = True


def joined(texts: sa.Select[Any], *order: Any, of: Any) -> Any:
    """Return the texts of a statement with one column as one text for each row of `of`.

    In order, so that the same rows always say the same.
    """
    inside = texts.order_by(*order).correlate(of).subquery()
    (text,) = inside.c
    return sa.select(sa.func.aggregate_strings(text, "\n")).scalar_subquery()


def said(values: Sequence[Any]) -> str:
    """Return what stands in some columns of a row as one text, a line for each."""
    lines = [line for value in values for line in (value if isinstance(value, list) else [value])]
    return "\n".join(str(line) for line in lines if line)
