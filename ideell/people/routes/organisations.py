"""Organisations: the directory, one of them, added and changed."""

from __future__ import annotations

from flask import Response, request

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.forms import one_line
from ideell.foundation.language import gettext as _
from ideell.people.directory import coming_links_of, directory, links_of, owners_of, people_of
from ideell.people.forms import OrganisationForm
from ideell.people.models import Organisation
from ideell.people.new_organisation import NewOrganisationForm
from ideell.people.organising import add_link, add_organisation, change_organisation
from ideell.people.policy import (
    may_change_organisation,
    may_manage_people,
    may_see_organisation,
    may_see_people,
)
from ideell.people.routes.blueprint import NAMES, bp, place_of


@bp.get("/organisationer")
@authorized(may_see_people)
def index() -> Response:
    """Who is who, and how to reach them."""
    typed = one_line(request.args.get("q"))[:100]
    return replies.page("people/index.html", groups=directory(typed), typed=typed, names=NAMES)


@bp.get("/organisationer/<int:organisation_id>")
@authorized(may_see_organisation, Organisation)
def show(organisation: Organisation) -> Response:
    """One organisation, its people and its members; an alliance has a room of its own."""
    if (own := place_of(organisation)) != request.path:
        return replies.changed(at=own)
    return replies.page(
        "people/organisation.html",
        organisation=organisation,
        memberships=people_of(organisation),
        links=links_of(organisation),
        coming=coming_links_of(organisation),
        owners=owners_of(organisation),
        names=NAMES,
    )


@bp.route("/organisationer/ny", methods=["GET", "POST"])
@authorized(may_manage_people, keeps=True)
def add() -> Response:
    """Add an organisation."""
    form = NewOrganisationForm()
    if not form.sent_and_valid():
        return replies.form("people/organisation_form.html", form=form, organisation=None)
    made = add_organisation(**form.chosen, by=current_actor)
    if form.belongs_to:
        add_link(made, form.belongs_to, by=current_actor)
    db.session.commit()
    said = _("%(name)s är tillagd. Lägg till dess ombud.", name=made.name)
    return replies.changed(at=place_of(made), said=said)


@bp.route("/organisationer/<int:organisation_id>/andra", methods=["GET", "POST"])
@authorized(may_change_organisation, Organisation, keeps=True)
def change(organisation: Organisation) -> Response:
    """Change what is known of an organisation."""
    form = OrganisationForm(organisation, wholly=current_actor.is_office)
    if not form.sent_and_valid():
        return replies.form("people/organisation_form.html", form=form, organisation=organisation)
    deed = change_organisation(organisation, **form.chosen, by=current_actor)
    db.session.commit()
    return replies.changed(at=place_of(organisation), said=_("Sparat."), undo=deed)
