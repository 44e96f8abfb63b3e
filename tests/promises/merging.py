"""R4: merging keeps every word or says so. A million cases by seed, and three planted mistakes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from random import Random
from typing import Any
from unittest import mock

from ideell.writing.merge import blocks as merging_blocks
from ideell.writing.merge import text as merging_text
from ideell.writing.plan import grouping
from tests.promises.outcome import Outcome, thousands
from tests.writing.dice import BYTES
from tests.writing.properties import PROPERTIES, breach

CASES = {True: 1_000_000, False: 2_000}
SEED = 4
TRIES = 4_000


def r4(*, full: bool) -> Outcome:
    """Try the properties of merging and planning in turn, and plant mistakes one by one."""
    faults = list(breaches(CASES[full], Random(SEED)))
    found = [name for name, mistake in MISTAKES.items() if _is_found(mistake)]
    return Outcome(
        figure=f"{len(faults)} breaches in {thousands(CASES[full])} cases (seed {SEED})",
        faults=faults,
        control=f"{len(found)} of {len(MISTAKES)} planted mistakes found ({', '.join(found)})",
        control_is_red=len(found) == len(MISTAKES),
    )


def breaches(cases: int, chance: Random) -> Iterator[str]:
    """Give what is broken in so many cases, a line each."""
    for number in range(cases):
        keeps = PROPERTIES[number % len(PROPERTIES)]
        if fault := breach(keeps, chance.randbytes(BYTES)):
            yield fault


def _is_found(mistake: tuple[tuple[object, str, Any], ...]) -> bool:
    with contextlib.ExitStack() as planted:
        for module, name, wrong in mistake:
            planted.enter_context(mock.patch.object(module, name, wrong))
        return any(breaches(TRIES, Random(SEED)))


def _never(*_: object) -> bool:
    return False


def _as_it_comes(order: Any, *_: object) -> Any:
    return order


def _nothing(*_: object) -> list[Any]:
    return []


MISTAKES: dict[str, tuple[tuple[object, str, Any], ...]] = {
    "no unchanged word between edits": (
        (merging_text, "near", _never),
        (grouping, "near", _never),
    ),
    "a move in two halves": ((grouping, "torn", lambda *_: set()),),
    "parts of a split apart": ((merging_blocks, "kept_together", _as_it_comes),),
    "a moved sentence twice": ((merging_blocks, "moved_apart", _nothing),),
}
