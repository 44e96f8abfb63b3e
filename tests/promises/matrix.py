"""S1: who may do what, asserted in every cell. S19: whatever changes leaves a deed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import product
from typing import Any

from tests.promises.addresses import Address, addresses
from tests.promises.asking import HIDDEN, SIGN_IN, YES, acted, ask, verdict
from tests.promises.outcome import Outcome, thousands
from tests.promises.permissions import Cell, cells, missing_rows, rows_for_nothing
from tests.promises.snapshot import Rows, difference
from tests.promises.town import Town, standing

WAYS = (False, True)  # plain, with htmx
BOOKKEEPING = {"kept_forms", "jobs", "mails", "attempts"}

# Forms that change nothing that is anybody's business but one's own, and why.
NO_DEED = {
    "sign_in.ask": "a code is sent; the try is counted",
    "sign_in.code": "signing in is not a deed",
    "sign_in.as_demo_person": "signing in is not a deed",
    "sign_in.out": "signing out is not a deed",
    "sign_in.choose_hat": "the hat that this browser wears",
    "my_page.theme": "a cookie",
    "positions.save_draft": "a draft that only its author sees",
}


def s1(*, full: bool) -> Outcome:
    """Assert every cell of docs/permissions.md."""
    with standing() as town:
        missing = [f"no row for {one.name} ({one.state})" for one in missing_rows(town.app)]
        stale = [f"a row for nothing: {row}" for row in rows_for_nothing(town.app)]
        tried, faults = judge(town, full=full)
        with everybody_may():
            red = judge(town, full=False)[1]
    number = thousands(tried)
    return Outcome(
        figure=f"{len(faults)} wrong of {number} cells, {len(missing)} addresses without a row",
        faults=[*missing, *stale, *faults],
        control=f"with policies that let everybody in, {thousands(len(red))} wrong",
        control_is_red=len(red) > len(faults),
    )


def judge(town: Town, *, full: bool) -> tuple[int, list[str]]:
    """Try the cells; return how many were tried and what was wrong, a line each.

    At full size every cell is tried both ways; else every cell once, every fourth by htmx.
    """
    faults: list[str] = []
    tried = 0
    for number, cell in enumerate(cells(town.app)):
        for hx in WAYS if full else [number % 4 == 0]:
            tried += 1
            seen = _seen(town, cell, hx=hx)
            if seen != cell.expected:
                address = cell.address
                way = "with htmx" if hx else "plain"
                faults.append(
                    f"{address.name} ({address.state or 'any'}) as {cell.who}, {way}: "
                    f"{seen}, not {cell.expected}"
                )
    return tried, faults


def _seen(town: Town, cell: Cell, *, hx: bool) -> str:
    who = town.people[cell.who]
    answer = ask(town, who, cell.address, cell.address.path(town.things), hx=hx)
    if town.snapshot.changed():
        town.snapshot.restore()
    seen = verdict(answer)
    if seen == SIGN_IN:
        by_page = cell.address.method == "GET" and not hx
        expected = 303 if by_page else 401
        return seen if answer.status_code == expected else str(answer.status_code)
    return seen


@contextlib.contextmanager
def everybody_may() -> Iterator[None]:
    """The control: gates whose policies say yes to everybody."""
    from flask import current_app  # noqa: F401  # because views are found through the registry

    from ideell.foundation import access

    kept = access.abort

    def shrug(code: int, *rest: Any, **more: Any) -> None:
        if code != 403:
            kept(code, *rest, **more)

    access.abort = shrug  # type: ignore[assignment]  # because it is the switch
    try:
        yield
    finally:
        access.abort = kept


def s19(*, full: bool) -> Outcome:
    """Send every form that changes something, as somebody who may: a deed tells who did it."""
    with standing() as town:
        changing, faults = deeds_left(town)
        with nothing_is_recorded():
            red = deeds_left(town)[1]
    return Outcome(
        figure=f"{len(faults)} of {changing} changing forms without a deed",
        faults=faults,
        control=f"with the log switched off, {len(red)} without",
        control_is_red=len(red) >= changing - len(faults) > 0,
    )


def deeds_left(town: Town) -> tuple[int, list[str]]:
    """Return how many forms changed something, and those that left no deed of their sender."""
    changing, faults = 0, []
    before = town.snapshot.rows()
    for address, allowed in changing_addresses(town):
        if address.endpoint in NO_DEED:
            continue
        changes = [_changes(town, address, who, before) for who in allowed]
        done = [(who, change) for who, change in zip(allowed, changes, strict=True) if change]
        if not done:
            faults.append(f"{address.name}: nobody's form changed anything (tests/promises/typed)")
        for who, change in done:
            changing += 1
            if not _has_deed_of(town, who, change):
                faults.append(f"{address.name} ({address.state or 'any'}) as {who}: no deed")
    return changing, faults


def changing_addresses(town: Town) -> Iterator[tuple[Address, list[str]]]:
    """Give every POST with those who may do it, one state of the thing at a time."""
    by_address: dict[Address, list[str]] = {}
    for cell in cells(town.app):
        if cell.address.method == "POST" and cell.expected == YES and cell.who != "stranger":
            by_address.setdefault(cell.address, []).append(cell.who)
    one_each: dict[str, list[tuple[Address, list[str]]]] = {}
    for address, who in by_address.items():
        one_each.setdefault(address.endpoint, []).append((address, who))
    for found in one_each.values():
        yield from _those_that_act(town, found)


def _those_that_act(
    town: Town, found: list[tuple[Address, list[str]]]
) -> list[tuple[Address, list[str]]]:
    """Keep the states in which the form does what it is for; all of them where none does."""
    acting = []
    for (address, who), _way in product(found, [0]):
        answer = ask(town, town.people[who[0]], address, address.path(town.things))
        town.snapshot.restore()
        if acted(answer):
            acting.append((address, who))
    return acting or found[:1]


def _changes(town: Town, address: Address, who: str, before: Rows) -> dict[str, Any]:
    ask(town, town.people[who], address, address.path(town.things))
    change = difference(before, town.snapshot.rows()) if town.snapshot.changed() else {}
    town.snapshot.restore()
    return {table: rows for table, rows in change.items() if table not in BOOKKEEPING}


def _has_deed_of(town: Town, who: str, change: dict[str, Any]) -> bool:
    position = town.snapshot.columns("deeds").index("user_id")
    new = [after for before, after in change.get("deeds", {}).values() if before is None]
    return any(row[position] == town.people[who].user_id for row in new)


@contextlib.contextmanager
def nothing_is_recorded() -> Iterator[None]:
    """The control: deeds are thought of and not written."""
    from ideell.activity.models import Deed
    from ideell.extensions import db

    def forget(_mapper: Any, connection: Any, deed: Deed) -> None:
        table = Deed.__table__
        connection.execute(table.delete().where(table.c.id == deed.id))

    db.event.listen(Deed, "after_insert", forget)
    try:
        yield
    finally:
        db.event.remove(Deed, "after_insert", forget)


def decided(town: Town, who: str) -> Iterator[tuple[Address, str]]:
    """Give every address with what one person is answered there."""
    for cell in cells(town.app):
        if cell.who == who:
            yield cell.address, cell.expected


assert HIDDEN and addresses  # used by those who build on the matrix
