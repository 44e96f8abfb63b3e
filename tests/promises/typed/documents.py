"""What is typed into the forms of shared documents."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from tests.promises.town import Key
from tests.promises.typed.consultations import REASON

FACTS = {"title": "Ett annat underlag", "line": "En rad", "own_subjects": "kör", "year": "2025"}


def a_file(_numbers: object, _state: str) -> dict[str, Any]:
    """Return the form of a file to share."""
    return {"file": (io.BytesIO("Körerna övar på torsdagar.\n".encode()), "körerna.txt")}


def to_another_room(numbers: Mapping[Key, int], _state: str) -> dict[str, Any]:
    """Return who shall see it instead, as looked at: the people of the sharer's organisation."""
    return {"room": f"{numbers['Organisation', 'member']}-own", "checked": "y"}


ROWS: dict[str, Any] = {
    "documents.upload": a_file,
    "documents.upload_version": a_file,
    "documents.share": FACTS,
    "documents.add_version": {"note": "Räknat om"},
    "documents.write_new": FACTS,
    "documents.change": FACTS,
    "documents.move": to_another_room,
    "documents.lock": REASON,
    "documents.retire": REASON,
    "documents.retire_version": REASON,
    "documents.name_writers": lambda of, _state: {"people": of["User", ""]},
    "documents.save_version": {"note": "Efter mötet"},
}
