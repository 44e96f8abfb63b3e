"""Places on a consultation's pages that higher rooms fill: registered, never imported.

The workspace of a consultation shows our answer, but this room has never heard of answers.
A higher room registers, from its `introduce()`, a function `panel(thing, actor)` that returns
a `Piece`, several, or None when it has nothing to show to this reader:

    panels.register(sections_panel)                       # main column of /remisser/<id>
    panels.register(whole_answer_panel, place="aside")    # side column of the same page
    panels.register(steps_panel, place="moderator")       # last, in the list of what M may do
    panels.register(input_panel, place="node")            # page of a chapter; the thing is it

How they are rendered is told in `foundation/panels`. The step that the answer stands at is
registered too: `panels.register_step(step_of)`, where `step_of(consultation, actor)` returns one
of `STEPS` or None. What hangs on a chapter or a box is asked of `register_hanging(numbers)`,
where `numbers(node_ids)` returns those of them that something was written about. A row of the
list of consultations may carry words from above, for all rows of a page at once:
`panels.register_row_notes(notes)`, where `notes(rows, actor)` returns a mapping from a
consultation's number (`row.id`) to `RowNote`.

The workspace shows the waiting items (`foundation.waiting`) whose `.consultation_id` is the
consultation's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ideell.foundation.actor import Actor
from ideell.foundation.panels import Piece, pieces, register

__all__ = [
    "STEPS", "Piece", "RowNote", "hanging_on", "pieces", "register", "register_hanging",
    "register_row_notes", "register_step", "row_notes", "step_of",
]  # fmt: skip

STEPS = ("read", "write", "review", "stand", "submit", "followup")
"""Läsa, Skriva, Granska, Ta ställning, Lämna in, Följa upp."""


@dataclass(frozen=True)
class RowNote:
    """What a row of the list says besides the facts: "Du håller i pennan i avsnitt 4"."""

    sentence: str = ""
    is_yours: bool = False
    done: int = 0
    total: int = 0  # 0: no bar
    progress: str = ""  # the bar in words


_steps: list[Callable[[Any, Actor], str | None]] = []
_row_notes: list[Callable[[Sequence[Any], Actor], Mapping[int, RowNote]]] = []
_hanging: list[Callable[[Collection[int]], Collection[int]]] = []


def register_step(step_of: Callable[[Any, Actor], str | None]) -> None:
    """Ask `step_of` at which of `STEPS` the work on a consultation stands."""
    if step_of not in _steps:
        _steps.append(step_of)


def register_hanging(numbers: Callable[[Collection[int]], Collection[int]]) -> None:
    """Ask `numbers` which of the given nodes something was written about."""
    if numbers not in _hanging:
        _hanging.append(numbers)


def register_row_notes(
    notes: Callable[[Sequence[Any], Actor], Mapping[int, RowNote]],
) -> None:
    """Let rows of the list say what `notes` knows of them."""
    if notes not in _row_notes:
        _row_notes.append(notes)


def step_of(consultation: Any, actor: Actor) -> str | None:
    """Return the step that a higher room says the work stands at, or None."""
    said = (ask(consultation, actor) for ask in _steps)
    return next((step for step in said if step is not None), None)


def hanging_on(node_ids: Collection[int]) -> set[int]:
    """Return those of the nodes that somebody wrote about in a higher room."""
    asked = _hanging if node_ids else []
    return {number for ask in asked for number in ask(node_ids)}


def row_notes(consultations: Sequence[Any], actor: Actor) -> dict[int, list[RowNote]]:
    """Return what higher rooms say of each of the consultations."""
    found: dict[int, list[RowNote]] = {}
    for ask in _row_notes:
        for number, note in ask(consultations, actor).items():
            found.setdefault(number, []).append(note)
    return found
