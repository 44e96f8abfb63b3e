"""Every form of the product as somebody who may send it, filled so that it does what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import TestResponse

from tests.promises.addresses import Address
from tests.promises.asking import YES, acted, ask
from tests.promises.permissions import cells
from tests.promises.snapshot import difference
from tests.promises.town import Town

# Tables of the house's own bookkeeping: no change of anything that people wrote or did.
BOOKKEEPING = {"kept_forms", "jobs", "mails", "attempts"}

Change = dict[str, dict[int, tuple[Any, Any]]]


@dataclass(frozen=True)
class Sendable:
    """A form, those who may send it, and whether it was seen to do what it is for."""

    address: Address
    senders: list[str]
    acts: bool = field(compare=False)

    @property
    def name(self) -> str:
        """Return its address, with the state of its thing."""
        state = self.address.state
        return f"{self.address.name} ({state})" if state else self.address.name

    def send(self, town: Town, who: str = "", **changed: Any) -> TestResponse:
        """Send it as one of those who may."""
        sender = town.people[who or self.senders[0]]
        return ask(town, sender, self.address, self.address.path(town.things), **changed)

    def change(self, town: Town, who: str = "", **changed: Any) -> Change:
        """Send it, put everything back, and return what it changed."""
        before = town.snapshot.rows()
        self.send(town, who, **changed)
        change = difference(before, town.snapshot.rows()) if town.snapshot.changed() else {}
        town.snapshot.restore()
        return {table: rows for table, rows in change.items() if table not in BOOKKEEPING}


def sendable(town: Town) -> list[Sendable]:
    """Return each form in one state in which it acts; where it acts in none, in the first."""
    if "forms" not in town.known:
        town.known["forms"] = list(_sendable(town))
    forms: list[Sendable] = town.known["forms"]
    return forms


def _sendable(town: Town) -> Iterator[Sendable]:
    by_address: dict[Address, list[str]] = {}
    for cell in cells(town.app):
        if cell.address.method == "POST" and cell.expected == YES and cell.who != "stranger":
            by_address.setdefault(cell.address, []).append(cell.who)
    by_endpoint: dict[str, list[tuple[Address, list[str]]]] = {}
    for address, senders in by_address.items():
        by_endpoint.setdefault(address.endpoint, []).append((address, senders))
    for states in by_endpoint.values():
        yield _best(town, [Sendable(address, senders, acts=True) for address, senders in states])


def _best(town: Town, forms: list[Sendable]) -> Sendable:
    for form in forms:
        answer = form.send(town)
        changed = town.snapshot.changed()
        town.snapshot.restore()
        if acted(answer) and changed:
            return form
    return Sendable(forms[0].address, forms[0].senders, acts=False)
