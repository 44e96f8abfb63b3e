"""Two drafts of one organisation on the same matter: side by side, one picked, or merged."""

from __future__ import annotations

from flask import Response, request

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
    return _compared(contribution)


@bp.post("/inspel/<int:contribution_id>/val")
@authorized(may_choose_contribution, Contribution)
def pick_draft(contribution: Contribution) -> Response:
    """Let this draft stand for the organisation."""
    try:
        deed = choosing.pick(contribution, by=current_actor, seen=request.form.get("seen"))
    except choosing.Unseen as unseen:
        db.session.rollback()
        return _compared(contribution, overtaken=unseen.sentence)
    db.session.commit()
    said = _("Det här utkastet gäller. Det andra finns kvar hos den som skrev det.")
    return replies.changed(at=place_of(contribution), said=said, undo=deed)


@bp.route("/inspel/<int:contribution_id>/sammanskrivning", methods=["GET", "POST"])
@authorized(may_choose_contribution, Contribution, keeps=True)
def merge_drafts(contribution: Contribution) -> Response:
    """Write one draft of both."""
    form = MergeForm()
    form.put_together([contribution, *choosing.rivals_of(contribution)])
    if not form.sent_and_valid():
        return _to_merge(contribution, form)
    try:
        made, deed = choosing.merge(contribution, by=current_actor, **form.written)
    except choosing.Unseen as unseen:
        db.session.rollback()
        form.catch_up([contribution, *choosing.rivals_of(contribution)])
        return _to_merge(contribution, form, overtaken=unseen.sentence)
    let_go(current_actor.user.id, place_of_form(), form.opened.data)
    db.session.commit()
    said = _("Utkasten är sammanskrivna. De gamla finns kvar hos dem som skrev dem.")
    return replies.changed(at=place_of(made), said=said, undo=deed)


def _compared(contribution: Contribution, *, overtaken: str = "") -> Response:
    """The drafts as they stand; 409 when others were chosen among than there are."""
    drafts = side_by_side(contribution)
    return replies.page(
        "positions/drafts_compared.html",
        status=409 if overtaken else 200,
        contribution=contribution, drafts=drafts, overtaken=overtaken,
        seen=choosing.mark_of(one.contribution for one in drafts),
        matter=matter_of(contribution), names=NAMES,
    )  # fmt: skip


def _to_merge(contribution: Contribution, form: MergeForm, *, overtaken: str = "") -> Response:
    """The form beside the drafts as they stand, with what was typed before and never saved."""
    kept = None if form.is_sent else unfinished(current_actor.user.id, place_of_form())
    form.take_up(kept)
    return replies.form(
        "positions/merge_form.html",
        contribution=contribution, drafts=side_by_side(contribution), overtaken=overtaken,
        form=form, kept=kept, names=NAMES,
    )  # fmt: skip
