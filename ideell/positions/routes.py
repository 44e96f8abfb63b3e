"""Pages for input (inspel) and joint stances."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from ideell.consultations.models import Consultation, SourceNode
from ideell.extensions import db
from ideell.foundation import keep, replies
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.dates import clock_time
from ideell.foundation.forms import many_lines
from ideell.foundation.language import gettext as _
from ideell.foundation.links import local_path
from ideell.people.audience import IN_WORDS
from ideell.positions import contributing
from ideell.positions.finding import contributions_to, proposals_of
from ideell.positions.forms import ContributionForm, DispositionForm, StanceForm, as_kept
from ideell.positions.models import Contribution
from ideell.positions.names import DISPOSITION_NAMES, STATE_NAMES
from ideell.positions.policy import (
    may_change_contribution,
    may_contribute,
    may_dispose,
    may_release_contribution,
    may_see_contribution,
    may_see_contributions,
    may_set_joint_stance,
    may_share_contribution,
    may_withdraw_contribution,
)
from ideell.positions.stances import joint_stance, set_joint_stance

bp = Blueprint("positions", __name__)

NAMES = {"states": STATE_NAMES, "dispositions": DISPOSITION_NAMES}


@bp.get("/remisser/<int:consultation_id>/inspel")
@authorized(may_see_contributions, Consultation)
def contributions(consultation: Consultation) -> Response:
    """All input one may see."""
    found = contributions_to(consultation, current_actor)
    return replies.page(
        "positions/contributions.html", consultation=consultation, contributions=found, names=NAMES
    )


@bp.route("/remisser/<int:consultation_id>/inspel/nytt", methods=["GET", "POST"])
@authorized(may_contribute, Consultation, keeps=True)
def contribute(consultation: Consultation) -> Response:
    """Write input."""
    kept = keep.latest(current_actor.user.id, place_of_form())
    form = _new_form(consultation, kept)
    if not form.sent_and_valid():
        return _form_page(form, consultation=consultation, contribution=None, kept=kept)
    node = db.session.get(SourceNode, form.node.data) if form.node.data else None
    made = contributing.contribute(
        consultation, by=current_actor, text=form.text.data, node=node, stance=form.stance.data
    )
    keep.discard(current_actor.user.id, place_of_form())
    db.session.commit()
    return replies.changed(at=_at(made), said=_("Sparat som utkast. Bara du ser det än."))


@bp.get("/inspel/<int:contribution_id>")
@authorized(may_see_contribution, Contribution)
def show(contribution: Contribution) -> Response:
    """One input, what may be done with it, and who sees it."""
    audience = IN_WORDS[contribution.consultation.audience]
    form = DispositionForm(obj=contribution)
    return replies.page(
        "positions/contribution.html",
        contribution=contribution, form=form, names=NAMES, audience=audience,
    )  # fmt: skip


@bp.route("/inspel/<int:contribution_id>/andra", methods=["GET", "POST"])
@authorized(may_change_contribution, Contribution, keeps=True)
def change(contribution: Contribution) -> Response:
    """Change input that is not released."""
    kept = keep.latest(current_actor.user.id, place_of_form())
    form = ContributionForm.of(contribution)
    form.offer(proposals_of(contribution.consultation, current_actor))
    form.fill(as_kept(kept.fields) if kept else None)
    if not form.sent_and_valid():
        page = {"consultation": contribution.consultation, "contribution": contribution}
        return _form_page(form, kept=kept, **page)
    contributing.change(
        contribution, by=current_actor, text=form.text.data, stance=form.stance.data
    )
    keep.discard(current_actor.user.id, place_of_form())
    db.session.commit()
    return replies.changed(at=_at(contribution), said=_("Sparat."))


@bp.post("/remisser/<int:consultation_id>/inspel/utkast")
@authorized(may_contribute, Consultation, claims=False)
def save_draft(consultation: Consultation) -> Response:
    """Keep what is being typed; the answer is the status line and nothing else."""
    once, place = request.form.get("once", "")[:64], f"positions.contribute:{consultation.id}"
    typed = as_kept(request.form.to_dict())
    saved = keep.keep_typed(current_actor.user.id, once, place, typed) if once else None
    return replies.page("positions/_draft_line.html", saved_at=clock_time(saved) if saved else None)


@bp.post("/inspel/<int:contribution_id>/delning")
@authorized(may_share_contribution, Contribution)
def share(contribution: Contribution) -> Response:
    """Share input inside the organisation."""
    deed = contributing.share(contribution, by=current_actor)
    db.session.commit()
    said = _("Alla i %(organisation)s ser det nu.", organisation=contribution.organisation.name)
    return replies.changed(at=_at(contribution), said=said, undo=deed)


@bp.post("/inspel/<int:contribution_id>/frislappande")
@authorized(may_release_contribution, Contribution)
def release(contribution: Contribution) -> Response:
    """Release input as the organisation's word."""
    deed = contributing.release(contribution, by=current_actor)
    db.session.commit()
    said = _("Frisläppt. De som håller i pennan ser det vid sitt avsnitt.")
    return replies.changed(at=_at(contribution), said=said, undo=deed)


@bp.post("/inspel/<int:contribution_id>/atertagande")
@authorized(may_withdraw_contribution, Contribution)
def withdraw(contribution: Contribution) -> Response:
    """Take input back."""
    deed = contributing.withdraw(contribution, by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(contribution), said=_("Återtaget."), undo=deed)


@bp.post("/inspel/<int:contribution_id>/svar")
@authorized(may_dispose, Contribution, keeps=True)
def dispose(contribution: Contribution) -> Response:
    """Say what became of input."""
    form = DispositionForm()
    deed = contributing.dispose(
        contribution, form.disposition.data or "", form.reason.data or "", by=current_actor
    )
    db.session.commit()
    at = local_path(request.form.get("next")) or _at(contribution)
    said = _("Sparat. %(organisation)s ser ditt svar.", organisation=contribution.organisation.called)
    return replies.changed(
        "positions/_contribution.html", at=at, said=said, undo=deed, contribution=contribution
    )


@bp.route("/kapitel/<int:source_node_id>/stallning", methods=["GET", "POST"])
@authorized(may_set_joint_stance, SourceNode, keeps=True)
def stance(node: SourceNode) -> Response:
    """Set what the joint answer says of a proposal."""
    now_held = joint_stance(node.id, node.consultation.owner_org_id)
    back = local_path(request.values.get("next")) or url_for(
        "consultations.show", consultation_id=node.consultation_id
    )
    form = StanceForm(obj=now_held)
    if not form.sent_and_valid():
        return replies.form("positions/stance_form.html", form=form, node=node, back=back)
    _position, deed = set_joint_stance(
        node, form.stance.data, many_lines(form.reason.data), by=current_actor
    )
    db.session.commit()
    return replies.changed(at=back, said=_("Ställningstagandet är sparat."), undo=deed)


def _new_form(consultation: Consultation, kept: keep.KeptForm | None) -> ContributionForm:
    form = ContributionForm(data={"node": request.args.get("kapitel", 0, int), "stance": ""})
    form.offer(proposals_of(consultation, current_actor))
    form.fill(as_kept(kept.fields) if kept else None)
    return form


def _form_page(form: ContributionForm, *, kept: keep.KeptForm | None, **page: object) -> Response:
    saved_at = clock_time(kept.saved_at) if kept else None
    return replies.form("positions/contribution_form.html", form=form, saved_at=saved_at, **page)


def _at(contribution: Contribution) -> str:
    return url_for("positions.show", contribution_id=contribution.id)
