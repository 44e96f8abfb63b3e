"""How much of the report the answer covers: every proposal, assessment and question, one by one.

The sums are plain functions over values; the questions that fetch them are in `coverage_page`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

NOTHING_TO_SAY = frozenset({"no_opinion", "abstain"})
"""Stances that say all there is to say: no text is needed."""

BUCKETS = ("untouched", "unwritten", "undecided", "done")
"""What is missing, in the order of the work: input, text, stance, nothing."""


class Unit(NamedTuple):
    """What an answer takes a stand on, and what has been done about it so far.

    `input_given` counts released input, `waiting_inside` what the reader's own organisation has
    not released. `section_url` is where it is answered, "" when no section is about it, and
    `may_write` tells whether the reader writes there.
    """

    id: int
    kind: str
    number: str
    heading: str
    page: int | None
    input_given: int
    waiting_inside: int
    comments: int
    section: str
    section_url: str
    has_text: bool
    is_silent: bool
    stance: str | None
    may_write: bool = False

    @property
    def state(self) -> str:
        """The first thing that is missing; "done" when nothing is."""
        if self.is_silent or self.stance in NOTHING_TO_SAY:
            return "done"
        if self.has_text:
            return "done" if self.stance else "undecided"
        return "unwritten" if self.input_given or self.stance else "untouched"

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody has said, written or decided anything about it."""
        return self.state == "untouched" and not self.comments


class Chapter(NamedTuple):
    """A chapter with what stands in it, in the report's order."""

    id: int
    number: str
    heading: str
    units: tuple[Unit, ...]

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(unit.state == "done" for unit in self.units)


class Coverage(NamedTuple):
    """The whole report: its chapters, and how many units stand where."""

    chapters: tuple[Chapter, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many units there are."""
        return sum(self.counts.values())

    @property
    def forgotten(self) -> list[Unit]:
        """What nobody has touched, proposals alone where there are any."""
        found = [u for chapter in self.chapters for u in chapter.units if u.is_forgotten]
        return [unit for unit in found if unit.kind == "proposal"] or found

    def only(self, state: str) -> tuple[Chapter, ...]:
        """The chapters with what stands in one state; all of it when none is asked for."""
        if state not in BUCKETS:
            return self.chapters
        kept = (
            chapter._replace(units=tuple(u for u in chapter.units if u.state == state))
            for chapter in self.chapters
        )
        return tuple(chapter for chapter in kept if chapter.units)


def units_in(nodes: Iterable[Any], boxes: Iterable[str]) -> list[tuple[Any, Any]]:
    """Return what a stand is taken on, each with the chapter it stands in.

    Boxes where the report has any, else its innermost headings (a culture plan has no boxes).
    `nodes` come in the report's order, with `id`, `parent_id` and `kind`.
    """
    rows = list(nodes)
    known = {row.id: row for row in rows}
    kinds = set(boxes)
    chosen = [row for row in rows if row.kind in kinds]
    if not chosen:
        parents = {row.parent_id for row in rows}
        chosen = [row for row in rows if row.id not in parents]
    return [(row, _topmost(row, known)) for row in chosen]


def _topmost(row: Any, known: Mapping[int, Any]) -> Any:
    while row.parent_id in known:
        row = known[row.parent_id]
    return row


def covered(units: Iterable[tuple[Unit, Any]]) -> Coverage:
    """Gather units with their chapters into the whole, in the order they come."""
    chapters: dict[int, tuple[Any, list[Unit]]] = {}
    for unit, chapter in units:
        chapters.setdefault(chapter.id, (chapter, []))[1].append(unit)
    counts = Counter(unit.state for _chapter, found in chapters.values() for unit in found)
    return Coverage(
        tuple(Chapter(top.id, top.number, top.heading, tuple(found))
              for top, found in chapters.values()),
        {state: counts[state] for state in BUCKETS},
    )  # fmt: skip
