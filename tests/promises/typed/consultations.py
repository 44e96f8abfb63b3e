"""What is typed into the forms of consultations, their dates and their reports."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

REPORT = "5 Förslag\n5.1 Stöd till körer\n5.2 Lokaler\n"
FACTS = {
    "title": "Remiss om stöd till körer", "kind": "sou", "invited": "ja", "track": "large",
    "audience": "members", "issuer": "Departementet", "their_numbers": "Ku2026/00001",
}  # fmt: skip
NODE = {"number": "5.9", "heading": "En annan rubrik", "kind": "proposal", "page": "12"}
REASON = {"reason": "Det blev så."}


def a_day() -> str:
    """Return a day a good while from now, as people write it."""
    return (date.today() + timedelta(days=50)).isoformat()


def a_file(_numbers: object, _state: str) -> dict[str, Any]:
    """Return the form of a file to upload."""
    return {"file": (io.BytesIO(REPORT.encode()), "betänkande.txt"), "title": "Betänkandet"}


ROWS: dict[str, Any] = {
    "consultations.add": FACTS | {"deadline": a_day()},
    "consultations.change": FACTS,
    "consultations.deadline": {"deadline": a_day()} | REASON,
    "consultations.dates": {"draft_ready": a_day()},
    "consultations.decline": REASON,
    "consultations.endorse_other": REASON,
    "consultations.go_back": REASON,
    "consultations.add_file": a_file,
    "consultations.add_pasted": {"contents": REPORT},
    "consultations.paste": {"contents": REPORT},
    "consultations.add_node": NODE,
    "consultations.change_node": NODE,
    "consultations.move_node": {**NODE, "riktning": "down"},
    "consultations.remove_node": {"med": "allt"},
}
