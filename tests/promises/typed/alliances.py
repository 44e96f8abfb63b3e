"""What is typed into the forms of alliances and regions."""

from __future__ import annotations

from typing import Any

ROWS: dict[str, Any] = {
    "alliances.start": {"name": "Nya alliansen", "form": "forming", "regions": "1"},
    "alliances.add_association": {"name": "Nya föreningen", "about": "Vi."},
    "alliances.add_contact": lambda of, _state: {"person": of["User", ""]},
}
