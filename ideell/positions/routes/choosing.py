"""Two drafts of one organisation on the same matter: side by side, one picked, or merged."""

from __future__ import annotations

from flask import Response

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.language import gettext as _
from ideell.positions import choosing
from ideell.positions.finding import matter_of
from ideell.positions.gathering_forms import MergeForm
from ideell.positions.models import Contribution
from ideell.positions.policy import may_choose_contribution
from ideell.positions.routes.blueprint import NAMES, bp, place_of
from ideell.positions.side_by_side import side_by_side
from ideell.writing.drafts import let_go, unfinished


@bp.get("/inspel/<int:contribution_id>/jamforelse")
@authorized(may_choose_contribution, Contribution)
def compare_drafts(contribution: Contribution) -> Response:
    """Both drafts beside each other, with what differs word by word."""
    return replies.page(
        "positions/drafts_compared.html",
        contribution=contribution, drafts=side_by_side(contribution),
        matter=matter_of(contribution), names=NAMES,
    )  # fmt: skip


@bp.post("/inspel/<int:contribution_id>/val")
@authorized(may_choose_contribution, Contribution)
def pick_draft(contribution: Contribution) -> Response:
    """Let this draft stand for the organisation."""
    deed = choosing.pick(contribution, by=current_actor)
    db.session.commit()
    said = _("Det här utkastet gäller. Det andra finns kvar hos den som skrev det.")
    return replies.changed(at=place_of(contribution), said=said, undo=deed)


@bp.route("/inspel/<int:contribution_id>/sammanskrivning", methods=["GET", "POST"])
@authorized(may_choose_contribution, Contribution, keeps=True)
def merge_drafts(contribution: Contribution) -> Response:
    """Write one draft of both."""
    form, parts = MergeForm(), [contribution, *choosing.rivals_of(contribution)]
    form.put_together(parts)
    kept = None if form.is_sent else unfinished(current_actor.user.id, place_of_form())
    form.take_up(kept)
    if not form.sent_and_valid():
        page = {"contribution": contribution, "drafts": side_by_side(contribution), "kept": kept}
        return replies.form("positions/merge_form.html", form=form, names=NAMES, **page)
    written = {"text": form.text.data or "", "stance": form.stance.data}
    made, deed = choosing.merge(contribution, by=current_actor, **written)
    let_go(current_actor.user.id, place_of_form(), form.opened.data)
    db.session.commit()
    said = _("Utkasten är sammanskrivna. De gamla finns kvar hos dem som skrev dem.")
    return replies.changed(at=place_of(made), said=said, undo=deed)
