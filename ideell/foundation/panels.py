"""Places on pages that higher rooms fill: registered, never imported.

The page of a consultation, of a part of a report, of an alliance or of a region shows what other
rooms hang there, though its room has never heard of them. A higher (or lower) room registers,
from its `introduce()`, a function `panel(thing, actor)` that returns a `Piece`, several, or None
when it has nothing to show to this reader:

    panels.register(threads_of, place="organisation")  # /allianser/<id>; the thing is it
    panels.register(plan_of, place="region")           # /allianser/regioner/24

A template is rendered with its context's variables, imports its own components and renders one
element; no name of the page reaches it. Which places there are, each room says itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ideell.foundation.actor import Actor


@dataclass(frozen=True)
class Piece:
    """One template to include and the variables it is given."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


Panel = Callable[[Any, Actor], "Piece | Iterable[Piece] | None"]

_panels: list[tuple[str, Panel]] = []


def register(panel: Panel, *, place: str = "main") -> None:
    """Show what `panel` returns at `place`, in the order of registration."""
    if (place, panel) not in _panels:
        _panels.append((place, panel))


def pieces(thing: Any, actor: Actor, place: str = "main") -> list[Piece]:
    """Return what other rooms show at `place` to `actor`, in order."""
    found: list[Piece] = []
    for registered, panel in _panels:
        shown = panel(thing, actor) if registered == place else None
        if isinstance(shown, Piece):
            found.append(shown)
        elif shown is not None:
            found.extend(shown)
    return found
