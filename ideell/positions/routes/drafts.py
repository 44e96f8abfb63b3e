"""Saving what is typed while it is typed. The answer is the status line and nothing else."""

from __future__ import annotations

from typing import Any

from flask import Response

from ideell.consultations.models import Consultation, SourceNode
from ideell.foundation.access import authorized
from ideell.foundation.kept_replies import kept
from ideell.positions.gathering_policy import may_answer_gathering, may_compose
from ideell.positions.models import Contribution, Gathering
from ideell.positions.policy import (
    may_change_contribution,
    may_choose_contribution,
    may_contribute,
    may_contribute_on,
)
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


@bp.post("/insamlingar/<int:gathering_id>/inspel/utkast")
@authorized(may_answer_gathering, Gathering, claims=False)
def save_draft_in(gathering: Gathering) -> Response:
    """Keep what is being typed to the alliance."""
    return _kept("positions.contribute_in", gathering)


@bp.post("/insamlingar/<int:gathering_id>/sammanstallning/<int:node>/utkast")
@authorized(may_compose, Gathering, claims=False)
def save_voice_draft(gathering: Gathering, node: int) -> Response:
    """Keep what is being put together about one part of the report."""
    return _kept("positions.compose_voice", gathering, node)


@bp.post("/inspel/<int:contribution_id>/sammanskrivning/utkast")
@authorized(may_choose_contribution, Contribution, claims=False)
def save_merge_draft(contribution: Contribution) -> Response:
    """Keep what is being written together."""
    return _kept("positions.merge_drafts", contribution)


def _kept(place: str, about: Any, *further: int) -> Response:
    at = ":".join([place, str(about.id), *map(str, further)])
    return kept(at, at=place_of_draft(place, about, *further))
