"""R4: merging keeps every word or says so. A million cases by seed, and four planted mistakes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any
from unittest import mock

from ideell.writing.merge import blocks as merging_blocks
from ideell.writing.merge import text as merging_text
from ideell.writing.plan import grouping
from tests.promises.outcome import Outcome, thousands
from tests.writing.dice import BYTES
from tests.writing.properties import (
    PROPERTIES,
    Property,
    a_clean_merge_counts,
    breach,
    two_unchanged_words_keep_changes_apart,
    what_nobody_took_away_stands_once,
    what_was_split_stays_together,
)

CASES = {True: 1_000_000, False: 2_000}
SEED = 4
TRIES = 4_000
Planted = tuple[object, str, Any]  # where, what, and the mistake in its place


def r4(*, full: bool) -> Outcome:
    """Try the properties of merging and planning in turn, and plant mistakes one by one."""
    faults = list(breaches(PROPERTIES, CASES[full]))
    found = [name for name, (keeps, mistake) in MISTAKES.items() if _is_found(keeps, mistake)]
    return Outcome(
        figure=f"{len(faults)} breaches in {thousands(CASES[full])} cases (seed {SEED})",
        faults=faults,
        control=f"{len(found)} of {len(MISTAKES)} planted mistakes found ({', '.join(found)})",
        control_is_red=len(found) == len(MISTAKES),
    )


def breaches(properties: Sequence[Property], cases: int) -> Iterator[str]:
    """Give what is broken in so many cases, a line each."""
    chance = Random(SEED)
    for number in range(cases):
        if fault := breach(properties[number % len(properties)], chance.randbytes(BYTES)):
            yield fault


def _is_found(keeps: Property, mistake: Sequence[Planted]) -> bool:
    with contextlib.ExitStack() as planted:
        for module, name, wrong in mistake:
            planted.enter_context(mock.patch.object(module, name, wrong))
        return any(breaches([keeps], TRIES))


def _never(*_: object) -> bool:
    return False


def _as_it_comes(order: Any, *_: object) -> Any:
    return order


def _nothing(*_: object) -> list[Any]:
    return []


MISTAKES: dict[str, tuple[Property, Sequence[Planted]]] = {
    "no unchanged words between edits": (
        two_unchanged_words_keep_changes_apart,
        [(merging_text, "near", _never)],
    ),
    "a move in two halves": (
        what_nobody_took_away_stands_once,
        [(grouping, "torn", lambda *_: set())],
    ),
    "parts of a split apart": (
        what_was_split_stays_together,
        [(merging_blocks, "kept_together", _as_it_comes)],
    ),
    "a joined block's words twice": (
        a_clean_merge_counts,
        [(merging_blocks, "moved_apart", _nothing)],
    ),
}
