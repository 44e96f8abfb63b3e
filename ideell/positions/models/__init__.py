"""Input before the draft, gatherings of it, and stances on the report's proposals."""

from __future__ import annotations

from ideell.positions.models.choices import DISPOSITIONS, NEED_NO_REASON, STANCES, STATES
from ideell.positions.models.contribution import Contribution, contribution_origins
from ideell.positions.models.gathering import Gathering, GatheringAnswer, gathering_nodes
from ideell.positions.models.position import Position

__all__ = [
    "DISPOSITIONS",
    "NEED_NO_REASON",
    "STANCES",
    "STATES",
    "Contribution",
    "Gathering",
    "GatheringAnswer",
    "Position",
    "contribution_origins",
    "gathering_nodes",
]
