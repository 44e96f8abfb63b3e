"""What a search comes to: groups of hits, what narrows it, and what else was perhaps meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import clock
from ideell.foundation.actor import Actor
from ideell.foundation.searched import Group
from ideell.foundation.sorting import sort_key
from ideell.people.models import Organisation
from ideell.search.asking import Question, exactly, question
from ideell.search.finding import Finder, Found, Narrowed
from ideell.search.hints import nearest
from ideell.search.showing import Shown, show
from ideell.search.tokens import places
from ideell.search.wanted import Wanted

FIRST = 5
PAGE = 25


@dataclass(frozen=True)
class GroupShown:
    """A group with its first hits, or with one page of them when it is looked at alone."""

    group: Group
    hits: Sequence[Shown]
    total: int
    is_counted: bool
    page: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Choice:
    """A link that narrows the search, with how many hits it leaves; or one that widens it."""

    name: str
    count: int
    url: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Result:
    """The whole answer to a search."""

    wanted: Wanted
    question: Question
    groups: Sequence[GroupShown] = ()
    total: int = 0
    is_counted: bool = True
    kinds: Sequence[Choice] = ()
    organisations: Sequence[Choice] = ()
    years: Sequence[Choice] = ()
    meant: str = ""


def search(wanted: Wanted, actor: Actor) -> Result:
    """Find what is wanted; where nothing is, without marks, and then what was perhaps meant."""
    asked = question(wanted.typed)
    if asked.is_empty:
        return Result(wanted, asked)
    finder = Finder(actor, Narrowed(wanted.organisation_id, wanted.year))
    found = finder.find(asked)
    if not found.hits:
        asked = asked.without_marks()
        found = finder.find(asked)
    if not found.hits:
        return Result(wanted, asked, meant=_meant(asked, finder))
    return _result(wanted, asked, found, actor)


def _result(wanted: Wanted, asked: Question, found: Found, actor: Actor) -> Result:
    standing = found.by_group()
    chosen = [wanted.group] if wanted.group else list(standing)
    shown = [
        _group(group, Found(standing[group], found.uncounted), wanted, asked, actor)
        for group in chosen
        if group in standing
    ]
    hits = [hit for group in chosen for hit in standing.get(group, [])]
    by_year = Counter(clock.local(hit.at).year for hit in hits if hit.at)
    return Result(
        wanted,
        asked,
        groups=shown,
        total=len(hits),
        is_counted=not found.uncounted.intersection(chosen),
        kinds=[
            _choice(wanted, str(group.title), len(some), "group", group)
            for group, some in standing.items()
        ],
        organisations=_organisations(wanted, Counter(hit.organisation_id for hit in hits), actor),
        years=[
            _choice(wanted, str(year), by_year[year], "year", year)
            for year in sorted(by_year, reverse=True)
        ],
    )


def _group(group: Group, found: Found, wanted: Wanted, asked: Question, actor: Actor) -> GroupShown:
    total, alone = len(found.hits), wanted.group == group
    pages = max(1, -(-total // PAGE)) if alone else 1
    page = min(wanted.page, pages)
    some = found.hits[PAGE * (page - 1) : PAGE * page] if alone else found.hits[:FIRST]
    is_counted = group not in found.uncounted
    return GroupShown(group, show(some, asked, actor), total, is_counted, page, pages)


def _choice(wanted: Wanted, name: str, count: int, field: str, value: Any) -> Choice:
    """A link to choose a value, or to let go of it when it is the one chosen."""
    is_chosen = getattr(wanted, field) == value
    return Choice(name, count, wanted.url(**{field: None if is_chosen else value}), is_chosen)


def _organisations(wanted: Wanted, counted: Counter[int | None], actor: Actor) -> list[Choice]:
    rows = db.session.scalars(
        sa.select(Organisation).where(
            Organisation.id.in_([one for one in counted if one]), Organisation.visible_to(actor)
        )
    )
    as_called = sorted(rows, key=lambda one: sort_key(one.called))
    return [
        _choice(wanted, one.called, counted[one.id], "organisation_id", one.id) for one in as_called
    ]


def _meant(asked: Question, finder: Finder) -> str:
    """Return the line as it was perhaps meant, of words that the person finds; or nothing."""
    connection = db.session.connection()
    instead: dict[str, str] = {}
    for term in asked.terms:
        if not term.is_phrase and not finder.finds(term):
            word = nearest(connection, term.typed, lambda near: finder.finds(exactly(near)))
            instead |= {term.typed: word} if word else {}
    return _said_with(asked.typed, instead) if instead else ""


def _said_with(typed: str, instead: Mapping[str, str]) -> str:
    for place in reversed(places(typed)):
        if place.word in instead:
            typed = typed[: place.start] + instead[place.word] + typed[place.end :]
    return typed
