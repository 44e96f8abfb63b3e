"""Who represents an organisation, and what they may do there."""

from __future__ import annotations

from flask import Response

from ideell.activity.models import deed_of
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import in_a_row
from ideell.people.forms import PersonForm, RolesForm
from ideell.people.models import Membership, Organisation
from ideell.people.office import add_member, add_person, change_roles, end_membership
from ideell.people.policy import may_change_membership, may_change_organisation, roles_to_give
from ideell.people.routes.blueprint import NAMES, bp, place_of
from ideell.people.welcoming import welcome


@bp.route("/organisationer/<int:organisation_id>/personer/ny", methods=["GET", "POST"])
@authorized(may_change_organisation, Organisation, keeps=True)
def add_to(organisation: Organisation) -> Response:
    """Add a person to an organisation."""
    form = PersonForm(data={"roles": ["representative"]})
    form.offer(roles_to_give(current_actor, organisation))
    if not form.sent_and_valid():
        page = {"organisation": organisation, "names": NAMES}
        return replies.form("people/person_form.html", form=form, **page)
    person = add_person(form.name.data, form.email.data, by=current_actor)
    place = add_member(organisation, person, form.roles.data, by=current_actor)
    welcome(place, by=current_actor)
    db.session.commit()
    deed = deed_of(place, "membership.added")
    return replies.changed(at=place_of(organisation), said=_added(place), undo=deed)


@bp.route("/medlemskap/<int:membership_id>/uppgifter", methods=["GET", "POST"])
@authorized(may_change_membership, Membership)
def roles(membership: Membership) -> Response:
    """Change what a person may do in an organisation."""
    form = RolesForm(data={"roles": membership.roles})
    form.offer(roles_to_give(current_actor, membership.organisation))
    if not form.sent_and_valid():
        page = {"membership": membership, "names": NAMES}
        return replies.form("people/roles_form.html", form=form, **page)
    deed = change_roles(membership, form.roles.data, by=current_actor)
    db.session.commit()
    return replies.changed(at=place_of(membership.organisation), said=_("Sparat."), undo=deed)


@bp.post("/medlemskap/<int:membership_id>/avslut")
@authorized(may_change_membership, Membership)
def end(membership: Membership) -> Response:
    """End a person's place in an organisation."""
    deed = end_membership(membership, by=current_actor)
    db.session.commit()
    said = _(
        "%(name)s är inte längre med. Det organisationen har sagt står kvar.",
        name=membership.user.name,
    )
    left = [place.organisation.called for place in membership.user.memberships if place.holds]
    if left:
        said += " " + _("Personen hör fortfarande till %(names)s.", names=in_a_row(left))
    return replies.changed(at=place_of(membership.organisation), said=said, undo=deed)


def _added(place: Membership) -> str:
    return _(
        "%(name)s är med och kan logga in med %(email)s. Vi mejlar dit och berättar hur.",
        name=place.user.name,
        email=place.user.email,
    )
