"""docs/permissions.md as a table that is asserted cell by cell.

`python -m tests.promises.permissions` prints a row for every address that has none yet, as the
product answers today: to be judged before it is written down, never to be copied unread.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from flask import Flask

from tests.house.reading import DOCS, bare, table_with
from tests.promises.addresses import Address, addresses, readable
from tests.promises.asking import ask, verdict
from tests.promises.principals import WHO
from tests.promises.town import ANY, Town, standing

PERMISSIONS = DOCS / "permissions.md"
HEAD = "Address"


@dataclass(frozen=True)
class Cell:
    """Who gets what answer where."""

    address: Address
    who: str
    expected: str


def expectations(document: Path = PERMISSIONS) -> dict[tuple[str, str], dict[str, str]]:
    """Return who → answer by (address, state), as written; a row may stand for several states."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in table_with(document, HEAD):
        *methods, path = bare(row[HEAD]).split()
        for method, state in product(methods, bare(row["State"]).split(", ")):
            key = (f"{method} {path}", ANY if state == "any" else state)
            assert key not in found, f"{key} stands twice in {document.name}"
            found[key] = {who: bare(row[who]) for who in WHO}
    return found


def expected_at(
    written: dict[tuple[str, str], dict[str, str]], address: Address
) -> dict[str, str] | None:
    """Return the row of an address: that of its state, else the one for any state."""
    return written.get((address.name, address.state)) or written.get((address.name, ANY))


def missing_rows(app: Flask) -> list[Address]:
    """Return the addresses that nobody has decided about."""
    written = expectations()
    return [address for address in addresses(app) if expected_at(written, address) is None]


def rows_for_nothing(app: Flask) -> list[str]:
    """Return the rows that no address of the product fits."""
    real = {(address.name, address.state) for address in addresses(app)}
    names = {name for name, _state in real}
    return [
        f"{name} ({state or 'any'})"
        for name, state in expectations()
        if (name, state) not in real and not (state == ANY and name in names)
    ]


def cells(app: Flask, *, every_state: bool = True) -> Iterator[Cell]:
    """Give every cell that is written down and real.

    Without `every_state`, states that are answered alike take turns: one cell for them all.
    """
    written = expectations()
    for alike in _alike(app, written).values():
        for turn, who in enumerate(WHO):
            for address in alike if every_state else [alike[turn % len(alike)]]:
                row = expected_at(written, address)
                assert row is not None
                yield Cell(address, who, row[who])


def _alike(
    app: Flask, written: dict[tuple[str, str], dict[str, str]]
) -> dict[tuple[str, ...], list[Address]]:
    """Return the addresses that have a row, those of one name and one row together."""
    found: dict[tuple[str, ...], list[Address]] = {}
    for address in addresses(app):
        row = expected_at(written, address)
        if row is not None:
            found.setdefault((address.name, *row.values()), []).append(address)
    return found


def seen_row(town: Town, address: Address) -> list[str]:
    """Return how the product answers everybody at an address today."""
    answers = []
    for who in WHO:
        answers.append(verdict(ask(town, town.people[who], address, address.path(town.things))))
        town.snapshot.restore()
    return answers


def drafts(town: Town) -> dict[str, list[str]]:
    """Return a row for every address without one, by room; alike states and methods share it."""
    alike: dict[tuple[str, ...], list[Address]] = {}
    for address in missing_rows(town.app):
        key = (address.endpoint, address.method, *seen_row(town, address))
        alike.setdefault(key, []).append(address)
    merged: dict[tuple[str, ...], list[str]] = {}
    for (endpoint, method, *answers), found in alike.items():
        states = ", ".join(address.state for address in found) or "any"
        row = (endpoint.partition(".")[0], readable(found[0].rule), states, *answers)
        merged.setdefault(row, []).append(method)
    rooms: dict[str, list[str]] = {}
    for (room, path, *cells_of_row), methods in merged.items():
        line = " | ".join([f"`{' '.join(methods)} {path}`", *cells_of_row])
        rooms.setdefault(room, []).append(f"| {line} |")
    return rooms


def main() -> None:
    """Print the drafts, with a head for each room."""
    logging.disable(logging.CRITICAL)
    with standing() as town:
        for room, lines in drafts(town).items():
            columns = [HEAD, "State", *WHO]
            print(f"\n### {room}\n\n| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
            print(*lines, sep="\n")


if __name__ == "__main__":
    main()
