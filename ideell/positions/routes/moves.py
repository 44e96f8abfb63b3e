"""Sharing, releasing, taking back and answering input."""

from __future__ import annotations

from flask import Response, request

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.foundation.links import local_path
from ideell.positions import contributing
from ideell.positions.finding import matter_of
from ideell.positions.forms import DispositionForm
from ideell.positions.models import Contribution
from ideell.positions.policy import (
    may_dispose,
    may_release_contribution,
    may_share_contribution,
    may_withdraw_contribution,
)
from ideell.positions.routes.blueprint import NAMES, bp, place_of


@bp.post("/inspel/<int:contribution_id>/delning")
@authorized(may_share_contribution, Contribution)
def share(contribution: Contribution) -> Response:
    """Share input inside the organisation."""
    deed = contributing.share(contribution, by=current_actor)
    db.session.commit()
    said = _("Alla i %(organisation)s ser det nu.", organisation=contribution.organisation.name)
    return replies.changed(at=place_of(contribution), said=said, undo=deed)


@bp.post("/inspel/<int:contribution_id>/frislappande")
@authorized(may_release_contribution, Contribution)
def release(contribution: Contribution) -> Response:
    """Release input as the organisation's word."""
    told = [int(one) for one in request.form.getlist("told") if one.isdecimal()]
    deed = contributing.release(contribution, by=current_actor, told=told)
    db.session.commit()
    said = _(
        "Skickat till %(owner)s. De som håller i pennan ser det vid sitt avsnitt.",
        owner=contribution.consultation.owner_org.called,
    )
    if contribution.gathering is not None:
        said = _("Skickat till %(alliance)s.", alliance=contribution.gathering.alliance.name)
    return replies.changed(at=place_of(contribution), said=said, undo=deed)


@bp.post("/inspel/<int:contribution_id>/atertagande")
@authorized(may_withdraw_contribution, Contribution)
def withdraw(contribution: Contribution) -> Response:
    """Take input back."""
    deed = contributing.withdraw(contribution, by=current_actor)
    db.session.commit()
    return replies.changed(at=place_of(contribution), said=_("Återtaget."), undo=deed)


@bp.post("/inspel/<int:contribution_id>/svar")
@authorized(may_dispose, Contribution, keeps=True)
def dispose(contribution: Contribution) -> Response:
    """Say what became of input."""
    form = DispositionForm()
    if not form.sent_and_valid():
        page = {
            "contribution": contribution, "matter": matter_of(contribution), "names": NAMES,
        }  # fmt: skip
        return replies.form("positions/disposition_form.html", form=form, **page)
    answer = (form.disposition.data, form.reason.data)
    deed = contributing.dispose(contribution, *answer, by=current_actor)
    db.session.commit()
    at = local_path(request.form.get("next")) or place_of(contribution)
    said = _(
        "Sparat. %(organisation)s ser ditt svar.", organisation=contribution.organisation.called
    )
    return replies.changed(at=at, said=said, undo=deed)
