"""Naming somebody in a post: "@" and a name, found among those who see the thread.

Pure but for who there is to find. A name that fits several, or nobody, is a question to the
writer ("Menade du …"); what they answer goes with the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape
from rapidfuzz import process

from ideell.people.models import User, first_name
from ideell.writing.prose import render_prose

NOBODY = "0"
MOST_MEANT = 5
MOST_NAMED = 50
LIKENESS = 60  # of 100, as rapidfuzz reckons
_AT = re.compile(r"(?<![\w@.\-/\[(])@(?=\w)")
_WORDS = re.compile(r"[\w\-’']+(?: [\w\-’']+){0,4}")
_LINK = re.compile(r"(<a .*?</a>)", re.DOTALL)
_OPEN, _SHUT = "\ue000", "\ue001"
_STAND_IN = re.compile(f"{_OPEN}(\\d+){_SHUT}")


class Named(NamedTuple):
    """A person named at a place in a text."""

    start: int
    end: int
    user_id: int
    name: str


class Unclear(NamedTuple):
    """A name that fits several people, or none: what was typed, and who may be meant."""

    typed: str
    meant: tuple[tuple[int, str], ...]
    fits_many: bool


class Found(NamedTuple):
    """Who is named in a text, and which names are unclear."""

    named: tuple[Named, ...] = ()
    unclear: tuple[Unclear, ...] = ()

    @property
    def user_ids(self) -> list[int]:
        """Return the numbers of those who are named, each once."""
        return list(dict.fromkeys(one.user_id for one in self.named))


def find_named(body: str, people: Sequence[User], chosen: Mapping[str, str]) -> Found:
    """Find who is named. `chosen` says whom the writer meant by what was typed: a number, or
    `NOBODY` where no person was meant.
    """
    by_id = {str(one.id): one for one in people}
    named: list[Named] = []
    unclear: dict[str, Unclear] = {}
    for match in list(_AT.finditer(body))[:MOST_NAMED]:
        words = _WORDS.match(body, match.end())
        typed, fitting = _read(words[0] if words else "", people)
        said = chosen.get(typed.casefold())
        if said in by_id:
            fitting = [by_id[said]]
        if said == NOBODY:
            continue
        if len(fitting) == 1:
            end = match.end() + len(typed)
            named.append(Named(match.start(), end, fitting[0].id, fitting[0].name))
        elif typed.casefold() not in unclear:
            unclear[typed.casefold()] = _unclear(typed, fitting, people)
    return Found(tuple(named), tuple(unclear.values()))


def render_named(body: str, named: Sequence[Named]) -> Markup:
    """Return the HTML of a text in which those who are named are links to their pages."""
    bare = body.translate({ord(_OPEN): None, ord(_SHUT): None})
    if bare != body or not named:
        return render_prose(bare)
    parts, place = [], 0
    for number, one in enumerate(named):
        parts += [body[place : one.start], f"{_OPEN}{number}{_SHUT}"]
        place = one.end
    html = str(render_prose("".join([*parts, body[place:]])))
    pieces = _LINK.split(html)
    filled = [
        _STAND_IN.sub(lambda found, plain=odd % 2: _link(named[int(found[1])], plain), piece)
        for odd, piece in enumerate(pieces)
    ]
    return Markup("".join(filled))  # noqa: S704  # because rendered, with links of our own


def _link(one: Named, plain: int) -> str:
    name = f"@{escape(one.name)}"
    return name if plain else f'<a href="/personer/{one.user_id}">{name}</a>'


def _read(words: str, people: Sequence[User]) -> tuple[str, list[User]]:
    """Return how much of the words is a name, and whom it fits: the longest full name first,
    else a first name; else what looks like a name.
    """
    parts = words.split(" ")
    for length in range(len(parts), 0, -1):
        typed = " ".join(parts[:length])
        fitting = [one for one in people if one.name.casefold() == typed.casefold()]
        if fitting:
            return typed, fitting
    first = parts[0].rstrip("-’'")
    many = [one for one in people if first_name(one.name).casefold() == first.casefold()]
    is_full = len(parts) > 1 and parts[1][:1].isupper()
    if many and not is_full:
        return first, many
    typed = f"{first} {parts[1]}" if is_full else first
    return typed, []


def _unclear(typed: str, fitting: Sequence[User], people: Sequence[User]) -> Unclear:
    if fitting:
        return Unclear(typed, tuple((one.id, one.name) for one in fitting), fits_many=True)
    names = {one.id: one.name for one in people}
    alike = process.extract(typed, names, limit=MOST_MEANT, score_cutoff=LIKENESS)
    return Unclear(typed, tuple((number, name) for name, _score, number in alike), fits_many=False)
