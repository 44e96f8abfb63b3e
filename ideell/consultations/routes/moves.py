"""Each move of a consultation is a POST to a noun of its own."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, url_for

from ideell.consultations.forms.facts import ReasonForm
from ideell.consultations.models import Consultation
from ideell.consultations.moves import MOVES, Move, move_on, possible_moves
from ideell.consultations.policy import may_change_consultation
from ideell.consultations.routes.blueprint import bp
from ideell.consultations.words import STATE_NAMES
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor


@bp.get("/remisser/<int:consultation_id>/lage")
@authorized(may_change_consultation, Consultation)
def state(consultation: Consultation) -> Response:
    """Where the consultation can go from here."""
    return replies.page(
        "consultations/state.html",
        consultation=consultation, moves=possible_moves(consultation), states=STATE_NAMES,
    )  # fmt: skip


def move_view(move: Move) -> Callable[..., Response]:
    """Return the view of one move: at once, or with the page that asks for a reason."""

    @authorized(may_change_consultation, Consultation, keeps=True)
    def make(consultation: Consultation) -> Response:
        """Make the move: at once, or when the reason that it asks for is given."""
        form = ReasonForm()
        if move.ask is not None and not form.sent_and_valid():
            return replies.form(
                "consultations/move_form.html", form=form, consultation=consultation, move=move
            )
        reason = (form.reason.data or "") if move.ask is not None else ""
        deed = move_on(consultation, move, reason, by=current_actor)
        db.session.commit()
        at = url_for("consultations.show", consultation_id=consultation.id)
        return replies.changed(at=at, said=str(move.said), undo=deed)

    make.__name__ = move.name
    return make


for move in MOVES:
    methods = ["GET", "POST"] if move.ask is not None else ["POST"]
    bp.add_url_rule(
        f"/remisser/<int:consultation_id>/{move.noun}",
        endpoint=move.name, view_func=move_view(move), methods=methods,
    )  # fmt: skip
