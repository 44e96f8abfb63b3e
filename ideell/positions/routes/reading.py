"""Reading input: all that one may see, or one."""

from __future__ import annotations

from flask import Response, request

from ideell.consultations.models import Consultation
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.positions.finding import inside, matter_of, released
from ideell.positions.forms import DispositionForm
from ideell.positions.models import Contribution
from ideell.positions.policy import may_see_contribution, may_see_contributions
from ideell.positions.routes.blueprint import NAMES, bp
from ideell.positions.unfinished import unfinished_input


@bp.get("/remisser/<int:consultation_id>/inspel")
@authorized(may_see_contributions, Consultation)
def contributions(consultation: Consultation) -> Response:
    """All input one may see, in the report's order."""
    show, page = request.args.get("visa", ""), request.args.get("sida", 1, int)
    left = unfinished_input(current_actor)
    return replies.page(
        "positions/contributions.html",
        consultation=consultation,
        inside=inside(consultation, current_actor),
        listing=released(consultation, current_actor, show=show, page=min(page, 1000)),
        unfinished=[one for one in left if one.consultation.id == consultation.id],
        names=NAMES,
    )


@bp.get("/inspel/<int:contribution_id>")
@authorized(may_see_contribution, Contribution)
def show(contribution: Contribution) -> Response:
    """One input, what may be done with it, and who sees it."""
    form = DispositionForm.of(contribution)
    return replies.page(
        "positions/contribution.html",
        contribution=contribution,
        matter=matter_of(contribution),
        form=form,
        names=NAMES,
    )
