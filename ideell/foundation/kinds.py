"""What lower rooms must know of higher things: registered by the factory, never imported.

A lower thing never knows who hangs on it. Where it needs a higher thing's address, title or
visibility, it asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ideell.foundation.searched import Searched


@dataclass(frozen=True)
class Kind:
    """What is known of one model: how to name, find and show it to others."""

    model: type
    url: Callable[[Any], str] | None = None
    title: Callable[[Any], str] | None = None
    undo: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    text_of: Any = None  # the column that holds the number of a hosted text
    text_group: Any = None  # the heading its text is found under, when it is no answer's
    text_owner: Any = None  # whose room that text stands in, asked of the host's row
    search: Searched | None = None  # how it is found
    found_in: Callable[[Any], tuple[type, int]] | None = None  # of a part: the thing it is found in
    internal: str = ""  # why a model is no thing of its own (a part, a record)


@dataclass(frozen=True)
class HeaderRoom:
    """A room that stands in the header: its place there, and the first part of its address."""

    title: Any
    endpoint: str
    prefix: str
    place: int


_kinds: dict[type, Kind] = {}
_rooms: list[HeaderRoom] = []


def register(model: type, **known: Any) -> None:
    """Make `model` known (again: the last word counts)."""
    _kinds[model] = Kind(model, **known)


def extend(model: type, **known: Any) -> None:
    """Let a higher room say better what a lower room said of its model: the page of its own."""
    _kinds[model] = replace(_kinds[model], **known)


def register_room(title: Any, endpoint: str, prefix: str, *, place: int) -> None:
    """Let a room stand in the header, at its place among the others."""
    room = HeaderRoom(title, endpoint, prefix, place)
    if room.endpoint not in {known.endpoint for known in _rooms}:
        _rooms.append(room)


def of(thing: Any) -> Kind:
    """Return what is known of a thing or a model; raises `KeyError` when nothing is."""
    return _kinds[thing if isinstance(thing, type) else type(thing)]


def known() -> dict[type, Kind]:
    """Return every registered kind by its model."""
    return dict(_kinds)


def rooms() -> list[HeaderRoom]:
    """Return the rooms of the header in order."""
    return sorted(_rooms, key=lambda room: room.place)


def named(name: str) -> type:
    """Return the registered model called `name`; raises `KeyError`."""
    return {model.__name__: model for model in _kinds}[name]


def url_of(thing: Any) -> str:
    """Return the address of a thing's own page, or of the front page when it has none."""
    kind = _kinds.get(type(thing))
    return kind.url(thing) if kind and kind.url else "/"


def title_of(thing: Any) -> str:
    """Return what a member would call the thing."""
    kind = _kinds.get(type(thing))
    return str(kind.title(thing)) if kind and kind.title else type(thing).__name__


def searched() -> dict[type, Searched]:
    """Return how things are found, for every kind that is."""
    return {model: kind.search for model, kind in _kinds.items() if kind.search is not None}


def hosts_of_texts() -> list[tuple[type, Any]]:
    """Return (model, column of the text's number) for every kind that hosts a text."""
    return [(kind.model, kind.text_of) for kind in _kinds.values() if kind.text_of is not None]
