"""What other rooms may know of input and stances."""

from __future__ import annotations

from flask import url_for

from ideell.consultations import panels
from ideell.foundation import kinds
from ideell.foundation.language import gettext as _
from ideell.positions import contributing, waiting
from ideell.positions.models import Contribution, Position
from ideell.positions.panels import input_panel, node_panel, spoken_of
from ideell.positions.searched import CONTRIBUTIONS
from ideell.positions.stances import undo_stance


def introduce() -> None:
    """Register this room's kinds, its places on other pages, and what waits here."""
    kinds.register(
        Contribution,
        url=lambda one: url_for("positions.show", contribution_id=one.id),
        title=lambda one: _("Inspel från %(org)s", org=one.organisation.name),
        undo={
            "contribution.shared": contributing.undo_move,
            "contribution.released": contributing.undo_move,
            "contribution.withdrawn": contributing.undo_move,
            "contribution.disposed": contributing.undo_disposition,
        },
        search=CONTRIBUTIONS,
    )
    kinds.register(
        Position,
        url=lambda one: kinds.url_of(one.node),
        title=lambda one: _("Ställningstagande"),
        undo={"stance.set": undo_stance},
    )
    panels.register(input_panel, place="aside")
    panels.register(node_panel, place="node")
    panels.register_hanging(spoken_of)
    for source in (waiting.to_release, waiting.to_answer, waiting.to_finish):
        kinds.register_waiting(source)
