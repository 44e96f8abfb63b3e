"""The list of documents: a page of rows, and what narrows it with how many there are of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ideell.documents.counting import CONSULTATION
from ideell.documents.finding import numbers_with
from ideell.documents.questions import (
    PAGE,
    Shape,
    counted_of,
    documents_of_thing,
    owners_named,
    rows_of,
)
from ideell.documents.wanted import Wanted
from ideell.documents.words import KIND_NAMES
from ideell.files.types import in_words
from ideell.foundation import clock
from ideell.foundation.about import subjects
from ideell.foundation.actor import Actor
from ideell.foundation.dates import file_size, number, short_date
from ideell.foundation.language import gettext as _
from ideell.foundation.sorting import sort_key
from ideell.people.models import Organisation

FACETS = ("about", "kind", "owner", "tag", "year")
MOST_SHOWN = 12  # choices of one kind


class Hanging(NamedTuple):
    """What some documents are about."""

    about_kind: str
    about_id: int


class Choice(NamedTuple):
    """A link that narrows the list, with how many it leaves; or one that widens it."""

    name: str
    many: str
    url: str
    is_chosen: bool = False


class Facets(NamedTuple):
    """What the list can be narrowed by, and where what is retired stands (or what holds)."""

    tags: tuple[Choice, ...]
    consultations: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    years: tuple[Choice, ...]
    other_url: str
    is_retired: bool


class DocumentRow(NamedTuple):
    """A row of the list, as it is shown: plain values, by which its piece is remembered."""

    id: int
    title: str
    file: str
    line: str
    owner: str
    sharer: str
    tags: str
    when: str
    number: int
    versions: int
    is_retired: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list for one reader."""

    wanted: Wanted
    rows: Sequence[DocumentRow]
    total: int
    page: int
    facets: Facets

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return max(1, -(-self.total // PAGE))


def listed(wanted: Wanted, actor: Actor) -> Listed:
    """Return what is wanted of what `actor` may open; the same number of questions always."""
    shape, values = _asked(wanted, actor)
    counted: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for facet, value, many in counted_of(shape).rows(actor, **values):
        counted[facet][value] = many
    total = sum(counted["kind"].values())
    page = min(wanted.page, max(1, -(-total // PAGE)))
    rows = rows_of(shape).rows(actor, before=(page - 1) * PAGE, **values)
    shown = [_shown(row) for row in rows]
    return Listed(wanted, shown, total, page, _facets(wanted, counted, actor))


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


def _shown(row: Any) -> DocumentRow:
    return DocumentRow(
        id=row.id,
        title=row.title,
        file=_file(row),
        line=row.line,
        owner=row.owner,
        sharer=row.sharer,
        tags=", ".join(row.tags),
        when=short_date(clock.local(row.changed_at).date()),
        number=row.number or 0,
        versions=row.versions,
        is_retired=row.retired_at is not None,
    )


def _file(row: Any) -> str:
    if row.text_id:
        return _("Skrivet här")
    return f"{in_words(row.media_type)}, {file_size(row.size)}"


def _facets(wanted: Wanted, counted: dict[str, dict[str, int]], actor: Actor) -> Facets:
    about = sorted(counted["about"].items(), key=lambda item: (-item[1], -int(item[0])))
    kept = [Hanging(CONSULTATION, int(value)) for value, _many in about[:MOST_SHOWN]]
    return Facets(
        tags=tuple(_tags(wanted, counted["tag"])),
        consultations=tuple(
            _choice(
                wanted, subject.title, counted["about"][str(about_id)], "consultation", about_id
            )
            for (_kind, about_id), subject in subjects(kept, actor).items()
        ),
        owners=tuple(
            _choice(wanted, row.called, counted["owner"][str(row.id)], "owner", row.id)
            for row in sorted(
                owners_named.rows(numbers=list(map(int, counted["owner"]))),
                key=lambda row: sort_key(row.called),
            )
        ),
        kinds=tuple(
            _choice(wanted, str(name), counted["kind"][kind], "kind", kind)
            for kind, name in KIND_NAMES.items()
            if kind in counted["kind"]
        ),
        years=tuple(
            _choice(wanted, year, counted["year"][year], "year", int(year))
            for year in sorted(counted["year"], reverse=True)
        ),
        other_url=wanted.url(retired=not wanted.retired),
        is_retired=wanted.retired,
    )


def _choice(wanted: Wanted, name: str, count: int, field: str, value: Any) -> Choice:
    is_chosen = getattr(wanted, field) == value
    return Choice(
        name, _number(count), wanted.url(**{field: None if is_chosen else value}), is_chosen
    )


def _tags(wanted: Wanted, counted: dict[str, int]) -> list[Choice]:
    """The subjects that are chosen, then the most usual of the others."""
    chosen = [
        Choice(tag, _number(counted.get(tag, 0)), wanted.without_tag(tag), True)
        for tag in wanted.tags
    ]
    others = sorted(counted.keys() - set(wanted.tags), key=lambda t: (-counted[t], sort_key(t)))
    return chosen + [
        Choice(tag, _number(counted[tag]), wanted.url(tags=(*wanted.tags, tag)))
        for tag in others[:MOST_SHOWN]
    ]


def _number(many: int) -> str:
    return str(many) if many < 1_000 else number(many)
