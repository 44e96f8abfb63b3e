"""What the joint answer says of a proposal."""

from __future__ import annotations

from flask import Response, request

from ideell.consultations.models import SourceNode
from ideell.extensions import db
from ideell.foundation import kinds, replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.foundation.links import local_path
from ideell.positions.forms import StanceForm
from ideell.positions.models import Position
from ideell.positions.policy import may_set_joint_stance
from ideell.positions.routes.blueprint import bp
from ideell.positions.stances import joint_stance, set_joint_stance, take_turns


@bp.route("/kapitel/<int:source_node_id>/stallning", methods=["GET", "POST"])
@authorized(may_set_joint_stance, SourceNode, keeps=True)
def stance(node: SourceNode) -> Response:
    """Set what the joint answer says of a proposal."""
    if request.method == "POST":
        take_turns(node)
    held = joint_stance(node.id, node.consultation.owner_org_id)
    back = local_path(request.values.get("next")) or kinds.url_of(node)
    form = StanceForm.of(held)
    if not form.sent_and_valid():
        return _page(form, node, back)
    if form.seen.is_behind(held.id if held else 0):
        return _somebody_was_first(form, node, held, back)
    chosen = (form.stance.data, form.reason.data)
    _position, deed = set_joint_stance(node, *chosen, by=current_actor)
    db.session.commit()
    return replies.changed(at=back, said=_("Ställningstagandet är sparat."), undo=deed)


def _page(
    form: StanceForm, node: SourceNode, back: str, theirs: Position | None = None
) -> Response:
    return replies.form(
        "positions/stance_form.html", form=form, node=node, back=back, theirs=theirs
    )


def _somebody_was_first(
    form: StanceForm, node: SourceNode, held: Position | None, back: str
) -> Response:
    """409: show the stance that holds now beside what was typed; the next sending decides."""
    form.seen.catch_up(held.id if held else 0)
    form.reason.errors = [
        _("Någon hann ändra före dig. Det du skrev finns kvar. Läs båda och spara sedan.")
    ]
    page = _page(form, node, back, theirs=held)
    page.status_code = 409
    return page
