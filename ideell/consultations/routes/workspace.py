"""The workspace of one consultation."""

from __future__ import annotations

from flask import Response

from ideell.consultations.models import Consultation
from ideell.consultations.policy import may_see_consultation
from ideell.consultations.routes.blueprint import bp
from ideell.consultations.workspace import workspace
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor


@bp.get("/remisser/<int:consultation_id>")
@authorized(may_see_consultation, Consultation)
def show(consultation: Consultation) -> Response:
    """Where the work on one consultation stands, and what to do next."""
    return replies.page("consultations/show.html", here=workspace(consultation, current_actor))
