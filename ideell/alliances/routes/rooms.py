"""An alliance's own room, starting one, and bringing an association into it."""

from __future__ import annotations

from flask import Response, request

from ideell.alliances.associations import bring_in
from ideell.alliances.forms import AssociationForm, StartForm
from ideell.alliances.pages import alliance_page
from ideell.alliances.policy import may_see_alliance, may_start_alliance
from ideell.alliances.routes.blueprint import NAMES, alliance_or_404, bp
from ideell.extensions import db
from ideell.foundation import kinds, replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.people.directory import standing_organisations
from ideell.people.models import Organisation
from ideell.people.policy import may_change_organisation
from ideell.people.regions import region_with
from ideell.people.starting import start_alliance


@bp.get("/allianser/<int:organisation_id>")
@authorized(may_see_alliance, Organisation)
def alliance(organisation: Organisation) -> Response:
    """An alliance: who is in it, who coordinates it, and what is under way."""
    here = alliance_page(alliance_or_404(organisation), current_actor)
    return replies.page("alliances/alliance.html", here=here, names=NAMES)


@bp.route("/allianser/ny", methods=["GET", "POST"])
@authorized(may_start_alliance, keeps=True)
def start() -> Response:
    """Start an alliance."""
    wanted = region_with(request.args.get("region", ""))
    form = StartForm(data={"regions": [wanted.id] if wanted else []})
    form.offer(standing_organisations("national_member", "association"))
    if not form.sent_and_valid():
        return replies.form("alliances/start_form.html", form=form)
    made, deed = start_alliance(**form.chosen, by=current_actor)
    db.session.commit()
    said = _("%(name)s är startad. Lägg till fler personer och medlemmar här.", name=made.name)
    return replies.changed(at=kinds.url_of(made), said=said, undo=deed)


@bp.route("/allianser/<int:organisation_id>/foreningar/ny", methods=["GET", "POST"])
@authorized(may_change_organisation, Organisation, keeps=True)
def add_association(organisation: Organisation) -> Response:
    """Bring an association that is new here into the alliance."""
    form = AssociationForm()
    page = {"organisation": alliance_or_404(organisation)}
    if not form.sent_and_valid():
        return replies.form("alliances/association_form.html", form=form, **page)
    made, deed = bring_in(organisation, **form.values, by=current_actor)
    db.session.commit()
    said = _("%(name)s är med i alliansen.", name=made.name)
    return replies.changed(at=kinds.url_of(organisation), said=said, undo=deed)
