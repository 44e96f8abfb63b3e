"""What to type so that each form does what it is for, room by room.

`typed(address, numbers)` gives the fields; a form with no row here is sent empty, and the
promise that every change leaves a deed (S19) then says that nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.promises.addresses import Address
from tests.promises.town import Key
from tests.promises.typed import (
    alliances,
    consultations,
    discussions,
    documents,
    drafting,
    people,
    positions,
    writing,
)

Fields = dict[str, Any]
ROWS: dict[str, Fields | Callable[[Mapping[Key, int], str], Fields]] = {
    **people.ROWS,
    **consultations.ROWS,
    **positions.ROWS,
    **writing.ROWS,
    **drafting.ROWS,
    **discussions.ROWS,
    **alliances.ROWS,
    **documents.ROWS,
}


def typed(address: Address, numbers: Mapping[Key, int]) -> Fields:
    """Return what a person would type into the form at an address."""
    row = ROWS.get(address.endpoint, {})
    return dict(row(numbers, address.state)) if callable(row) else dict(row)
