"""The whole reading: every check, in the order in which the answer is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ideell.drafting.proofreading import abbreviations, marks, references, repeats
from ideell.drafting.proofreading.sentences import READ, lix, long_sentences
from ideell.drafting.proofreading.shape import KINDS, Draft, Finding, Limits, Part

Check = Callable[[Draft, Limits], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    references.without_stance,
    references.unnamed,
    references.broken,
    long_sentences,
    abbreviations.undefined,
    repeats.repeated,
    marks.slips,
    marks.length,
)


def findings(draft: Draft, limits: Limits) -> list[Finding]:
    """Return what a careful editor would mark, section by section and block by block.

    What is found twice in one block in the same words is told once.
    """
    sections = {part.id: place for place, part in enumerate(draft.parts)}
    places = {passage.id: place for place, (_part, passage) in enumerate(draft.passages(), start=1)}

    def place(finding: Finding) -> tuple[int, int, int]:
        at = places[finding.passage.id] if finding.passage else 0
        return sections[finding.section], at, KINDS.index(finding.kind)

    found = dict.fromkeys(finding for check in CHECKS for finding in check(draft, limits))
    return sorted(found, key=place)


def readability(parts: Iterable[Part]) -> int | None:
    """Return LIX over what the writers wrote themselves, or None when it is too little."""
    passages = (passage for part in parts for passage in part.passages)
    return lix(passage.said for passage in passages if passage.kind in READ)
