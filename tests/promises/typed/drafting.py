"""What is typed into the forms of answers and their sections."""

from __future__ import annotations

from typing import Any

from tests.promises.typed.consultations import REASON, a_day

ROWS: dict[str, Any] = {
    "drafting.new_sections": {"heading": "Ett avsnitt till", "role": "general"},
    "drafting.facts": {"about": "Vi är många.", "decision_line": "Styrelsen beslutade i dag."},
    "sections.change": {"heading": "En annan rubrik", "role": "views"},
    "sections.move": {"till": "upp"},
    "sections.hand_pen": lambda of, _state: {"person": of["User", ""]},
    "sections.put_in_charge": {"person": "0", "day": a_day()},
    "sections.say_nothing": REASON,
    "sections.review": {"verdict": "approve", "note": ""},
    "sections.reopen": REASON,
    "proofreading.settle": {"key": "0" * 32},
    "steps.retreat": {"to": "input"} | REASON,
}
