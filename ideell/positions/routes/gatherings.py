"""Asking an alliance's members about somebody else's consultation, and reading it through that."""

from __future__ import annotations

from flask import Response, abort, request, url_for

from ideell.activity.models import Deed
from ideell.consultations.models import Consultation
from ideell.extensions import db
from ideell.files.giving import download
from ideell.files.opening import the_store
from ideell.foundation import kinds, replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.database import LARGEST_NUMBER
from ideell.foundation.language import gettext as _
from ideell.positions import gathering as asking
from ideell.positions.finding import numbers_of
from ideell.positions.gathered import (
    has_answered,
    matters,
    members_standing,
    node_in,
    of_organisation,
    parts_of,
)
from ideell.positions.gathering_forms import GatheringForm
from ideell.positions.gathering_policy import (
    may_answer_gathering,
    may_change_gathering,
    may_gather,
    may_see_gathering,
)
from ideell.positions.models import Gathering
from ideell.positions.routes.blueprint import NAMES, bp


@bp.route("/remisser/<int:consultation_id>/insamling/ny", methods=["GET", "POST"])
@authorized(may_gather, Consultation, keeps=True)
def gather(consultation: Consultation) -> Response:
    """Ask the alliance's members about a consultation."""
    standing = asking.gathering_for(consultation, current_actor.org_id)
    if standing is not None and request.method == "GET":
        return replies.changed(at=kinds.url_of(standing))
    form = GatheringForm(consultation)
    if not form.sent_and_valid():
        page = {"consultation": consultation, "gathering": None}
        return replies.form("positions/gathering_form.html", form=form, **page)
    made, deed = asking.open_gathering(consultation, **form.chosen, by=current_actor)
    db.session.commit()
    said = _("Frågan är ställd. Medlemmarna ser den på sin översikt.")
    return replies.changed(at=kinds.url_of(made), said=said, undo=deed)


@bp.get("/insamlingar/<int:gathering_id>")
@authorized(may_see_gathering, Gathering)
def gathering(gathering: Gathering) -> Response:
    """What the alliance asks, the report, who has answered, and what came in."""
    return replies.page(
        "positions/gathering.html",
        gathering=gathering,
        parts=parts_of(gathering),
        standing=members_standing(gathering),
        matters=matters(gathering, current_actor),
        ours=of_organisation(gathering, current_actor),
        answer=asking.answer_of(gathering, current_actor.org_id),
        has_answered=has_answered(gathering, current_actor),
        names=NAMES,
    )


@bp.get("/insamlingar/<int:gathering_id>/kapitel/<int:node>")
@authorized(may_see_gathering, Gathering)
def gathered_node(gathering: Gathering, node: int) -> Response:
    """One part of the report, read through the gathering."""
    found = node_in(gathering, min(node, LARGEST_NUMBER))
    if found is None:
        abort(404)
    around = [one for part in parts_of(gathering) for one in (part.node, *part.under)]
    return replies.page(
        "positions/gathered_node.html",
        gathering=gathering,
        node=found,
        number=numbers_of([found])[found.id],
        under=[one for one in around if one.parent_id == found.id],
        matters=[one for one in matters(gathering, current_actor) if one.node is found],
        names=NAMES,
    )


@bp.get("/insamlingar/<int:gathering_id>/fil")
@authorized(may_see_gathering, Gathering)
def gathered_file(gathering: Gathering) -> Response:
    """The report as it came, to keep."""
    source = gathering.consultation.source
    if source is None or source.file is None:
        abort(404)
    return download(source.file, the_store())


@bp.route("/insamlingar/<int:gathering_id>/andra", methods=["GET", "POST"])
@authorized(may_change_gathering, Gathering, keeps=True)
def change_gathering(gathering: Gathering) -> Response:
    """Change what is asked, until when, or about what."""
    form = GatheringForm(gathering.consultation, gathering)
    if not form.sent_and_valid():
        page = {"consultation": gathering.consultation, "gathering": gathering}
        return replies.form("positions/gathering_form.html", form=form, **page)
    deed = asking.change_gathering(gathering, **form.chosen, by=current_actor)
    db.session.commit()
    return replies.changed(at=kinds.url_of(gathering), said=_("Sparat."), undo=deed)


@bp.post("/insamlingar/<int:gathering_id>/avslut")
@authorized(may_change_gathering, Gathering)
def close_gathering(gathering: Gathering) -> Response:
    """Take no more input."""
    deed = asking.close_gathering(gathering, by=current_actor)
    return _said(gathering, _("Insamlingen är stängd. Det som kom in står kvar."), deed)


@bp.post("/insamlingar/<int:gathering_id>/oppning")
@authorized(may_change_gathering, Gathering)
def reopen_gathering(gathering: Gathering) -> Response:
    """Take input again."""
    deed = asking.reopen_gathering(gathering, by=current_actor)
    return _said(gathering, _("Insamlingen är öppen igen."), deed)


@bp.post("/insamlingar/<int:gathering_id>/lasning")
@authorized(may_answer_gathering, Gathering)
def say_read(gathering: Gathering) -> Response:
    """Tell the alliance that the organisation has read the question."""
    deed = asking.say_read(gathering, by=current_actor)
    return _said(gathering, _("Alliansen ser att ni har läst."), deed)


@bp.post("/insamlingar/<int:gathering_id>/tystnad")
@authorized(may_answer_gathering, Gathering)
def say_nothing(gathering: Gathering) -> Response:
    """Tell the alliance that the organisation has nothing to say."""
    deed = asking.say_read(gathering, by=current_actor, has_nothing=True)
    return _said(gathering, _("Alliansen ser att ni inte har något att säga."), deed)


def _said(gathering: Gathering, sentence: str, deed: Deed) -> Response:
    db.session.commit()
    at = url_for("positions.gathering", gathering_id=gathering.id)
    return replies.changed(at=at, said=sentence, undo=deed)
