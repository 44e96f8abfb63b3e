"""Saving what is typed while it is typed. The answer is the status line and nothing else."""

from __future__ import annotations

from typing import Any

from flask import Response

from ideell.consultations.models import Consultation, SourceNode
from ideell.foundation.access import authorized
from ideell.foundation.kept_replies import kept
from ideell.positions.models import Contribution
from ideell.positions.policy import may_change_contribution, may_contribute, may_contribute_on
from ideell.positions.routes.blueprint import bp
from ideell.positions.unfinished import place_of_draft


@bp.post("/remisser/<int:consultation_id>/inspel/utkast")
@authorized(may_contribute, Consultation, claims=False)
def save_draft(consultation: Consultation) -> Response:
    """Keep what is being typed on the whole."""
    return _kept("positions.contribute", consultation)


@bp.post("/kapitel/<int:source_node_id>/inspel/utkast")
@authorized(may_contribute_on, SourceNode, claims=False)
def save_draft_on(node: SourceNode) -> Response:
    """Keep what is being typed on one part of the report."""
    return _kept("positions.contribute_on", node)


@bp.post("/inspel/<int:contribution_id>/utkast")
@authorized(may_change_contribution, Contribution, claims=False)
def save_change_draft(contribution: Contribution) -> Response:
    """Keep what is being changed."""
    return _kept("positions.change", contribution)


def _kept(place: str, about: Any) -> Response:
    return kept(f"{place}:{about.id}", at=place_of_draft(place, about))
