"""Who is who: organisations, their people, and how the office looks after them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for
from sqlalchemy.orm import selectinload

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.people.directory import directory, links_of, people_of, possible_members
from ideell.people.forms import LinkForm, OrganisationForm, PersonForm, RolesForm
from ideell.people.models import Membership, Organisation, OrganisationLink, User
from ideell.people.names import FORM_NAMES, KIND_GROUPS, ROLE_NAMES, STATE_NAMES
from ideell.people.office import (
    add_member,
    add_person,
    change_roles,
    end_membership,
    pause_person,
    resume_person,
)
from ideell.people.organising import add_link, add_organisation, change_organisation, end_link
from ideell.people.policy import (
    may_change_membership,
    may_change_organisation,
    may_change_person,
    may_manage_people,
    may_see_organisation,
    may_see_people,
)

bp = Blueprint("people", __name__)

NAMES = {
    "roles_of": lambda membership: ", ".join(str(ROLE_NAMES[r]).lower() for r in membership.roles),
    "forms": FORM_NAMES,
    "states": STATE_NAMES,
    "kinds": KIND_GROUPS,
}


@bp.get("/organisationer")
@authorized(may_see_people)
def index() -> Response:
    """Who is who, and how to reach them."""
    typed = request.args.get("q", "").strip()[:100]
    return replies.page("people/index.html", groups=directory(typed), typed=typed, names=NAMES)


@bp.get("/organisationer/<int:organisation_id>")
@authorized(may_see_organisation, Organisation)
def show(organisation: Organisation) -> Response:
    """One organisation, its people and its members."""
    return replies.page(
        "people/organisation.html",
        organisation=organisation,
        memberships=people_of(organisation),
        links=links_of(organisation),
        names=NAMES,
    )


@bp.route("/organisationer/ny", methods=["GET", "POST"])
@authorized(may_manage_people, keeps=True)
def add() -> Response:
    """Add an organisation."""
    form = OrganisationForm.of(None)
    if not form.sent_and_valid():
        return replies.form("people/organisation_form.html", form=form, organisation=None)
    made = add_organisation(**form.chosen, by=current_actor)
    db.session.commit()
    said = _("%(name)s är tillagd. Lägg till dess ombud.", name=made.name)
    return replies.changed(at=url_for("people.show", organisation_id=made.id), said=said)


@bp.route("/organisationer/<int:organisation_id>/andra", methods=["GET", "POST"])
@authorized(may_change_organisation, Organisation, keeps=True)
def change(organisation: Organisation) -> Response:
    """Change what is known of an organisation."""
    form = OrganisationForm.of(organisation)
    if not form.sent_and_valid():
        return replies.form("people/organisation_form.html", form=form, organisation=organisation)
    chosen = form.chosen if current_actor.is_office else _own_part(form.chosen)
    deed = change_organisation(organisation, **chosen, by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(organisation), said=_("Sparat."), undo=deed)


@bp.route("/organisationer/<int:organisation_id>/personer/ny", methods=["GET", "POST"])
@authorized(may_change_organisation, Organisation, keeps=True)
def add_to(organisation: Organisation) -> Response:
    """Add a person to an organisation."""
    form = PersonForm(data={"roles": ["representative"]})
    if not form.sent_and_valid():
        return replies.form("people/person_form.html", form=form, organisation=organisation)
    _refuse_office_roles(form.roles.data)
    person = add_person(form.name.data, form.email.data, by=current_actor)
    add_member(organisation, person, form.roles.data, by=current_actor)
    db.session.commit()
    said = _("%(name)s är med. Logga in går med e-postadressen.", name=person.name)
    return replies.changed(at=_at(organisation), said=said)


@bp.route("/medlemskap/<int:membership_id>/uppgifter", methods=["GET", "POST"])
@authorized(may_change_membership, Membership)
def roles(membership: Membership) -> Response:
    """Change what a person may do in an organisation."""
    form = RolesForm(data={"roles": membership.roles})
    if not form.sent_and_valid():
        return replies.form("people/roles_form.html", form=form, membership=membership)
    _refuse_office_roles(set(form.roles.data) ^ set(membership.roles))
    deed = change_roles(membership, form.roles.data, by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(membership.organisation), said=_("Sparat."), undo=deed)


@bp.post("/medlemskap/<int:membership_id>/avslut")
@authorized(may_change_membership, Membership)
def end(membership: Membership) -> Response:
    """End a person's place in an organisation."""
    _refuse_office_roles(membership.roles)
    deed = end_membership(membership, by=current_actor)
    db.session.commit()
    said = _("%(name)s är inte längre med. Det organisationen har sagt står kvar.", name=membership.user.name)
    return replies.changed(at=_at(membership.organisation), said=said, undo=deed)


@bp.post("/personer/<int:user_id>/paus")
@authorized(may_change_person, User)
def pause(user: User) -> Response:
    """Pause a person and sign them out everywhere."""
    deed = pause_person(user, by=current_actor)
    db.session.commit()
    said = _("%(name)s är pausad och utloggad överallt.", name=user.name)
    return replies.changed(at="/organisationer", said=said, undo=deed)


@bp.post("/personer/<int:user_id>/aterkomst")
@authorized(may_change_person, User)
def resume(user: User) -> Response:
    """Let a paused person in again."""
    resume_person(user, by=current_actor)
    db.session.commit()
    return replies.changed(at="/organisationer", said=_("%(name)s är med igen.", name=user.name))


@bp.route("/organisationer/<int:organisation_id>/medlemmar/ny", methods=["GET", "POST"])
@authorized(may_change_organisation, Organisation)
def add_member_organisation(organisation: Organisation) -> Response:
    """Let another organisation belong to this one."""
    possible = possible_members(organisation)
    form = LinkForm()
    form.offer(possible)
    if not form.sent_and_valid():
        return replies.form("people/link_form.html", form=form, organisation=organisation)
    member = next(one for one in possible if one.id == form.member.data)
    add_link(member, organisation, by=current_actor)
    db.session.commit()
    said = _("%(name)s hör nu hit.", name=member.name)
    return replies.changed(at=_at(organisation), said=said)


@bp.post("/organisationer/<int:organisation_id>/medlemmar/<int:link>/avslut")
@authorized(may_change_organisation, Organisation)
def end_member_organisation(organisation: Organisation, link: int) -> Response:
    """Let an organisation no longer belong to this one."""
    found = db.session.get(OrganisationLink, link, options=[selectinload(OrganisationLink.member)])
    if found is None or found.owner_id != organisation.id:
        abort(404)
    end_link(found, by=current_actor)
    db.session.commit()
    said = _("%(name)s hör inte längre hit.", name=found.member.name)
    return replies.changed(at=_at(organisation), said=said)


def _at(organisation: Organisation) -> str:
    return url_for("people.show", organisation_id=organisation.id)


def _refuse_office_roles(touched: object) -> None:
    """Only the office gives or takes the office's own roles."""
    if {"office", "moderator"} & set(touched) and not current_actor.is_office:  # type: ignore[call-overload]  # because any collection will do
        abort(403)


def _own_part(chosen: dict[str, object]) -> dict[str, object]:
    """What a coordinator may change: not what kind of organisation it is."""
    return {key: value for key, value in chosen.items() if key not in {"kind", "regions", "form"}}


