"""The steps of an answer: on, with what is missing as links; back, with a reason."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask import Response as Answer
from wtforms.fields.choices import SelectChoice

from ideell.drafting.forms import BackForm
from ideell.drafting.models import Response
from ideell.drafting.policy import may_lead_response
from ideell.drafting.steps import (
    NAMES,
    earlier_states,
    go_back,
    go_on,
    hindrances,
    next_state,
    path_of,
)
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _

bp = Blueprint("steps", __name__)


@bp.get("/svar/<int:response_id>/steg")
@authorized(may_lead_response, Response)
def show(response: Response) -> Answer:
    """Where the answer stands, what comes next, and what is missing for it."""
    return replies.page("drafting/steps.html", **_page(response, _back_form(response)))


@bp.post("/svar/<int:response_id>/steg")
@authorized(may_lead_response, Response)
def advance(response: Response) -> Answer:
    """Take the next step, or say what is missing."""
    to = next_state(response)
    if to is not None and hindrances(response, to):
        db.session.rollback()
        page = _page(response, _back_form(response)) | {"refused": True}
        return replies.page("drafting/steps.html", status=409, **page)
    go_on(response, by=current_actor)
    db.session.commit()
    said = _("Svaret är nu i steget %(step)s.", step=str(NAMES[response.state]).lower())
    return replies.changed(at=f"/svar/{response.id}/steg", said=said)


@bp.post("/svar/<int:response_id>/atergang")
@authorized(may_lead_response, Response, keeps=True)
def retreat(response: Response) -> Answer:
    """Go back to an earlier step."""
    form = _back_form(response)
    if not form.sent_and_valid():
        return replies.page("drafting/steps.html", status=422, **_page(response, form))
    go_back(response, form.to.data or "", form.reason.data or "", by=current_actor)
    db.session.commit()
    said = _("Svaret är åter i steget %(step)s.", step=str(NAMES[response.state]).lower())
    return replies.changed(at=f"/svar/{response.id}/steg", said=said)


def _back_form(response: Response) -> BackForm:
    form = BackForm()
    states = earlier_states(response)
    form.to.choices = [SelectChoice(value=one, label=str(NAMES[one])) for one in states]
    return form


def _page(response: Response, form: BackForm) -> dict[str, Any]:
    to = next_state(response)
    return {
        "response": response,
        "names": NAMES,
        "path": path_of(response),
        "to": to,
        "missing": hindrances(response, to) if to else [],
        "form": form,
        "refused": False,
    }
