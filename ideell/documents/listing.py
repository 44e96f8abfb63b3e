"""The list of documents: a page of rows, and what narrows it with how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ideell.documents.finding import numbers_with
from ideell.documents.questions import (
    MOST_SHOWN,
    PAGE,
    Shape,
    counted_of,
    documents_of_thing,
    owners_named,
    rows_of,
    subjects_of,
    tags_of,
)
from ideell.documents.wanted import Wanted
from ideell.documents.words import KIND_NAMES
from ideell.foundation.about import subjects
from ideell.foundation.actor import Actor
from ideell.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that narrows the list, with how many it leaves; or one that widens it."""

    name: str
    count: int
    url: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list for one reader."""

    wanted: Wanted
    rows: Sequence[Any]
    total: int
    page: int
    facets: dict[str, list[Choice]]

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return max(1, -(-self.total // PAGE))


def listed(wanted: Wanted, actor: Actor) -> Listed:
    """Return what is wanted of what `actor` may open; the same number of questions always."""
    shape, values = _asked(wanted, actor)
    counted = counted_of(shape).rows(actor, **values)
    total = sum(row.many for row in counted)
    page = min(wanted.page, max(1, -(-total // PAGE)))
    rows = rows_of(shape).rows(actor, before=(page - 1) * PAGE, **values)
    return Listed(wanted, rows, total, page, _facets(wanted, counted, shape, values, actor))


def documents_about(thing: Any, actor: Actor, most: int) -> Sequence[Any]:
    """Return the newest documents about a thing, and in its room where it has one of its own, as
    rows of the list; one more tells of more.
    """
    room = thing.id if isinstance(thing, Organisation) else None
    about = {"kind": type(thing).__name__, "number": thing.id, "room": room}
    return documents_of_thing.rows(actor, **about, most=most + 1)


def _asked(wanted: Wanted, actor: Actor) -> tuple[Shape, dict[str, Any]]:
    values = wanted.values
    if wanted.text:
        values["numbers"] = numbers_with(wanted.text, actor)
    return (*values, "retired") if wanted.retired else tuple(values), values


def _facets(
    wanted: Wanted, counted: Sequence[Any], shape: Shape, values: dict[str, Any], actor: Actor
) -> dict[str, list[Choice]]:
    by_kind, by_year, by_owner = (Counter[Any]() for _ in range(3))
    for row in counted:
        by_kind[row.kind] += row.many
        by_year[row.year] += row.many
        by_owner[row.owner_org_id] += row.many
    tags = {row.tag: row.many for row in tags_of(shape).rows(actor, **values)}
    about = subjects_of(shape).rows(actor, **values)
    names = subjects(about, actor)
    of = {row.about_id: row.many for row in about}
    return {
        "tags": _tags(wanted, tags),
        "consultations": [
            _choice(wanted, subject.title, of[number], "consultation", number)
            for (_kind, number), subject in names.items()
        ],
        "owners": [
            _choice(wanted, row.called, by_owner[row.id], "owner", row.id)
            for row in owners_named.rows(numbers=list(by_owner))
        ],
        "kinds": [
            _choice(wanted, str(name), by_kind[kind], "kind", kind)
            for kind, name in KIND_NAMES.items()
            if kind in by_kind
        ],
        "years": [
            _choice(wanted, str(year), by_year[year], "year", year)
            for year in sorted(by_year, reverse=True)
        ],
    }


def _choice(wanted: Wanted, name: str, count: int, field: str, value: Any) -> Choice:
    is_chosen = getattr(wanted, field) == value
    return Choice(name, count, wanted.url(**{field: None if is_chosen else value}), is_chosen)


def _tags(wanted: Wanted, counted: dict[str, int]) -> list[Choice]:
    """The subjects that are chosen, then the most usual of the others."""
    chosen = [Choice(tag, counted.get(tag, 0), wanted.without_tag(tag), True)
              for tag in wanted.tags]  # fmt: skip
    others = sorted(counted.keys() - set(wanted.tags), key=lambda tag: (-counted[tag], tag))
    return chosen + [
        Choice(tag, counted[tag], wanted.url(tags=(*wanted.tags, tag)))
        for tag in others[:MOST_SHOWN]
    ]
