"""What somebody wrote about: such parts of a report are never let go of."""

from __future__ import annotations

from collections.abc import Sequence

from ideell.consultations.models import SourceNode
from ideell.consultations.panels import hanging_on


def written_about(nodes: Sequence[SourceNode]) -> frozenset[int]:
    """Return the numbers of those nodes that have comments, or that a higher room hangs on."""
    talked_of = {node.id for node in nodes if node.text_id is not None}
    return frozenset(talked_of | hanging_on([node.id for node in nodes]))
