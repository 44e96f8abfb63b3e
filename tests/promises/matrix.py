"""S1: who may do what, asserted in every cell of docs/permissions.md."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from ideell.foundation import access
from tests.promises.asking import SIGN_IN, ask, verdict
from tests.promises.outcome import Outcome, thousands
from tests.promises.permissions import Cell, cells, missing_rows, rows_for_nothing
from tests.promises.town import Town, standing


def s1(*, full: bool) -> Outcome:
    """Assert every cell, and that no address is without a row."""
    with standing() as town:
        missing = [
            f"no row for {one.name} ({one.state or 'any'})" for one in missing_rows(town.app)
        ]
        stale = [f"a row for nothing: {row}" for row in rows_for_nothing(town.app)]
        tried, faults = judge(town, full=full)
        with refusals_off():
            red = judge(town, full=full, only="member")[1]
    return Outcome(
        figure=f"{len(faults)} wrong of {thousands(tried)} cells, {len(missing)} without a row",
        faults=[*missing, *stale, *faults],
        control=f"with refusals switched off, {thousands(len(red))} wrong for one person",
        control_is_red=len(red) > 10,
    )


def judge(town: Town, *, full: bool, only: str = "") -> tuple[int, list[str]]:
    """Try the cells (of one person only); return how many, and what was wrong, a line each.

    At full size every cell is tried both ways. At small size states that stand in one row
    take turns, and every fourth cell is tried by htmx, the others plain.
    """
    faults: list[str] = []
    tried = 0
    for number, cell in enumerate(cells(town.app, every_state=full)):
        if only and cell.who != only:
            continue
        for hx in (False, True) if full else [number % 4 == 0]:
            tried += 1
            seen = _seen(town, cell, hx=hx)
            if seen != cell.expected:
                faults.append(f"{_words(cell, hx=hx)}: {seen}, not {cell.expected}")
    return tried, faults


def _seen(town: Town, cell: Cell, *, hx: bool) -> str:
    who = town.people[cell.who]
    answer = ask(town, who, cell.address, cell.address.path(town.things), hx=hx)
    if town.snapshot.changed():
        town.snapshot.restore()
    seen = verdict(answer)
    if seen == SIGN_IN:
        by_page = cell.address.method == "GET" and not hx
        return seen if answer.status_code == (303 if by_page else 401) else str(answer.status_code)
    return seen


def _words(cell: Cell, *, hx: bool) -> str:
    state = cell.address.state or "any"
    return f"{cell.address.name} ({state}) as {cell.who}{', by htmx' if hx else ''}"


@contextlib.contextmanager
def refusals_off() -> Iterator[None]:
    """The control: gates that ask their policies and do not listen to a no."""
    kept = access.abort

    def shrug(code: int, *rest: Any, **more: Any) -> None:
        if code != 403:
            kept(code, *rest, **more)

    access.abort = shrug  # type: ignore[assignment]  # because it is the switch
    try:
        yield
    finally:
        access.abort = kept
