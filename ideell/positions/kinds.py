"""What other rooms may know of input and stances."""

from __future__ import annotations

from ideell.foundation import kinds
from ideell.foundation.language import gettext as _
from ideell.positions import contributing
from ideell.positions.models import Contribution, Position
from ideell.positions.stances import undo_stance


def introduce() -> None:
    """Register this room's kinds."""
    kinds.register(
        Contribution,
        url=lambda contribution: f"/inspel/{contribution.id}",
        title=lambda contribution: _("Inspel från %(org)s", org=contribution.organisation.name),
        undo={
            "contribution.shared": contributing.undo_state,
            "contribution.released": contributing.undo_state,
            "contribution.withdrawn": contributing.undo_state,
            "contribution.disposed": contributing.undo_disposition,
        },
    )
    kinds.register(
        Position,
        url=lambda position: f"/remisser/{position.node.consultation_id}",
        title=lambda position: _("Ställningstagande"),
        undo={"stance.set": undo_stance},
    )
