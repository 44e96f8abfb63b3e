"""How much of the report the answer covers."""

from __future__ import annotations

from flask import Blueprint, request
from flask import Response as Answer

from ideell.drafting.coverage import BUCKETS
from ideell.drafting.coverage_page import coverage_of
from ideell.drafting.models import Response
from ideell.drafting.policy import may_lead_response, may_read_response
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.positions.policy import may_contribute

bp = Blueprint("coverage", __name__)

SHOWN = dict(zip(("orort", "utan-text", "utan-stallning", "klart"), BUCKETS, strict=True))
OPEN_UP_TO = 30  # so many rows, or fewer, are shown without unfolding a chapter


@bp.get("/svar/<int:response_id>/tackning")
@authorized(may_read_response, Response)
def show(response: Response) -> Answer:
    """Every proposal, assessment and question of the report, and what is missing about each."""
    coverage = coverage_of(response, current_actor)
    chosen = request.args.get("visa", "")
    chapters = coverage.only(SHOWN.get(chosen, ""))
    rows = sum(len(chapter.units) for chapter in chapters)
    return replies.page(
        "drafting/coverage.html", response=response, coverage=coverage, chapters=chapters,
        chosen=chosen if chosen in SHOWN else "", shown=SHOWN, is_open=rows <= OPEN_UP_TO,
        may_contribute=may_contribute(current_actor, response.consultation) and response.is_open,
        may_lead=may_lead_response(current_actor, response),
    )  # fmt: skip
