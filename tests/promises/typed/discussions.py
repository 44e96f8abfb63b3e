"""What is typed into the forms of discussions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.promises.town import Key

LATER = "2030-12-31"


def _seen(numbers: Mapping[Key, int], _state: str) -> dict[str, Any]:
    last = str(numbers["Post", "visible"])
    return {"forsta": "1", "sista": last, "till": last}


def _vote(_numbers: Mapping[Key, int], state: str) -> dict[str, Any]:
    return {"svar": "1" if state == "open" else "3"}


ROWS: dict[str, Any] = {
    "discussions.start": {
        "title": "Vem har noter?", "body": "Vi saknar noter.", "room": "network",
    },
    "discussions.keep_start": {"title": "Vem har", "body": "Vi saknar"},
    "discussions.reply": {"body": "Vi räknar resor."},
    "discussions.keep_reply": {"body": "Vi räknar"},
    "discussions.quote": {"body": "Vi räknar", "quoted": "1"},
    "discussions.read": _seen,
    "discussions.rename": {"title": "En annan rubrik"},
    "discussions.sum_up": {"summary": "Vi gör så."},
    "discussions.close": {"summary": "Vi gjorde så."},
    "discussions.move": {"room": "network"},
    "discussions.ask": {
        "question": "Ja eller nej?", "choices": "Ja\nNej", "closes_on": LATER,
        "per": "person", "sight": "open",
    },
    "discussions.vote": _vote,
    "discussions.change": {"body": "Så här gör vi nu."},
    "discussions.keep_change": {"body": "Så här gör"},
    "discussions.hide": {"reason": "Fel tråd."},
    "discussions.report": {"reason": "Titta här."},
}  # fmt: skip
