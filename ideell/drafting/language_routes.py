"""Changes of wording: shown together, accepted together."""

from __future__ import annotations

from flask import Blueprint, make_response, request
from flask import Response as Answer

from ideell.drafting.language import accept_wordings, wordings_of
from ideell.drafting.models import Response
from ideell.drafting.policy import may_accept_wordings
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.writing.batching import numbers_in

bp = Blueprint("language", __name__)


@bp.get("/svar/<int:response_id>/sprakforslag")
@authorized(may_accept_wordings, Response)
def show(response: Response) -> Answer:
    """Every change of wording that collides with no other, to be accepted together."""
    return _page(response)


@bp.post("/svar/<int:response_id>/sprakforslag")
@authorized(may_accept_wordings, Response)
def accept(response: Response) -> Answer:
    """Accept the changes of wording that are ticked, as one deed."""
    marks = numbers_in(request.form.getlist("forslag"))
    if not marks:
        return make_response(_page(response, _("Kryssa för minst ett förslag.")), 422)
    queue = wordings_of(response, current_actor, _position()).queue
    said, deed = accept_wordings(response, marks, by=current_actor)
    db.session.commit()
    return replies.changed(at=queue, said=said, undo=deed)


def _position() -> int | None:
    return request.args.get("avsnitt", type=int)


def _page(response: Response, complaint: str = "") -> Answer:
    wordings = wordings_of(response, current_actor, _position())
    return replies.page("drafting/language.html", wordings=wordings, complaint=complaint)
