"""Writing input: on the whole, on one part of the report, and again."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ideell.consultations.models import Consultation, SourceNode
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.positions import contributing
from ideell.positions.finding import last_writer, numbers_of, proposals_of
from ideell.positions.forms import ChangeForm, ContributionForm, InputForm
from ideell.positions.models import Contribution
from ideell.positions.policy import may_change_contribution, may_contribute, may_contribute_on
from ideell.positions.routes.blueprint import bp, place_of
from ideell.writing.drafts import let_go, unfinished


@bp.route("/remisser/<int:consultation_id>/inspel/nytt", methods=["GET", "POST"])
@authorized(may_contribute, Consultation, keeps=True)
def contribute(consultation: Consultation) -> Response:
    """Write input on the whole, or on a proposal chosen from a list."""
    form, kept = ContributionForm(), _kept()
    proposals = proposals_of(consultation, current_actor)
    form.offer(proposals, numbers_of(proposals))
    form.take_up(kept)
    if not form.sent_and_valid():
        return _form_page(form, kept, consultation=consultation)
    node = db.session.get(SourceNode, form.node.data) if form.node.data else None
    return _written(form, consultation, node)


@bp.route("/kapitel/<int:source_node_id>/inspel/nytt", methods=["GET", "POST"])
@authorized(may_contribute_on, SourceNode, keeps=True)
def contribute_on(node: SourceNode) -> Response:
    """Write input on one part of the report."""
    form, kept = InputForm(), _kept()
    form.take_up(kept)
    if not form.sent_and_valid():
        return _form_page(form, kept, consultation=node.consultation, node=node)
    return _written(form, node.consultation, node)


@bp.route("/inspel/<int:contribution_id>/andra", methods=["GET", "POST"])
@authorized(may_change_contribution, Contribution, keeps=True)
def change(contribution: Contribution) -> Response:
    """Change input that is not released."""
    form, kept = ChangeForm.of(contribution), _kept()
    form.take_up(kept)
    if not form.sent_and_valid():
        return _change_page(form, kept, contribution)
    if form.seen.is_behind(contribution.version):
        return _somebody_was_first(form, contribution)
    written = {"text": form.text.data, "stance": form.stance.data}
    contributing.change(contribution, by=current_actor, **written)
    let_go(current_actor.user.id, place_of_form(), form.opened.data)
    db.session.commit()
    return replies.changed(at=place_of(contribution), said=_("Sparat."))


def _written(form: InputForm, consultation: Consultation, node: SourceNode | None) -> Response:
    made = contributing.contribute(
        consultation, by=current_actor, text=form.text.data, node=node, stance=form.stance.data
    )
    let_go(current_actor.user.id, place_of_form(), form.opened.data)
    db.session.commit()
    return replies.changed(at=place_of(made), said=_("Sparat som utkast. Bara du ser det än."))


def _kept() -> KeptForm | None:
    """Return what the reader typed here and never saved, unless they begin anew."""
    if request.method == "POST" or "nytt" in request.args:
        return None
    return unfinished(current_actor.user.id, place_of_form())


def _form_page(form: InputForm, kept: KeptForm | None, **about: Any) -> Response:
    about = {"contribution": None, "node": None, "theirs": None} | about
    return replies.form("positions/contribution_form.html", form=form, kept=kept, **about)


def _change_page(
    form: InputForm, kept: KeptForm | None, contribution: Contribution, theirs: Any = None
) -> Response:
    about = {"contribution": contribution, "consultation": contribution.consultation}
    return _form_page(form, kept, node=contribution.node, theirs=theirs, **about)


def _somebody_was_first(form: ChangeForm, contribution: Contribution) -> Response:
    """409: show what stands now beside what was typed; the next sending decides."""
    form.seen.catch_up(contribution.version)
    writer = last_writer(contribution)
    said = _(
        "%(name)s hann spara före dig. Din text finns kvar. Läs båda och spara sedan.", name=writer
    )
    form.text.errors = [said]
    page = _change_page(form, None, contribution, theirs=writer)
    page.status_code = 409
    return page
