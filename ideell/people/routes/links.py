"""Which organisations belong to an alliance or to the umbrella."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, abort
from sqlalchemy.orm import joinedload

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.clock import today
from ideell.foundation.database import LARGEST_NUMBER
from ideell.foundation.dates import long_date
from ideell.foundation.language import gettext as _
from ideell.people.directory import possible_members
from ideell.people.link_forms import LinkEndForm, LinkForm
from ideell.people.models import Organisation, OrganisationLink
from ideell.people.organising import add_link, end_link
from ideell.people.policy import may_change_organisation
from ideell.people.routes.blueprint import bp, place_of


@bp.route("/organisationer/<int:organisation_id>/medlemmar/ny", methods=["GET", "POST"])
@authorized(may_change_organisation, Organisation)
def add_member_organisation(organisation: Organisation) -> Response:
    """Let another organisation belong to this one."""
    possible = {one.id: one for one in possible_members(organisation)}
    form = LinkForm()
    form.offer(possible.values())
    if not form.sent_and_valid():
        return replies.form("people/link_form.html", form=form, organisation=organisation)
    member = possible[form.member.data]
    first = form.first_day.data or today()
    deed = add_link(member, organisation, first_day=first, by=current_actor)
    db.session.commit()
    said = _added(member.name, first)
    return replies.changed(at=place_of(organisation), said=said, undo=deed)


@bp.route(
    "/organisationer/<int:organisation_id>/medlemmar/<int:link>/avslut", methods=["GET", "POST"]
)
@authorized(may_change_organisation, Organisation)
def end_member_organisation(organisation: Organisation, link: int) -> Response:
    """Let an organisation no longer belong to this one, at once or after a day."""
    found = _link(organisation, link)
    form = LinkEndForm(found)
    if not form.sent_and_valid():
        page = {"organisation": organisation, "link": found}
        return replies.form("people/link_end_form.html", form=form, **page)
    last: Any = form.last_day.data
    deed = end_link(found, by=current_actor, last_day=last)
    db.session.commit()
    name = found.member.name
    if last is not None and last >= today():
        said = _("%(name)s hör hit till och med %(day)s.", name=name, day=long_date(last))
    else:
        said = _("%(name)s hör inte längre hit.", name=name)
    return replies.changed(at=place_of(organisation), said=said, undo=deed)


def _added(name: str, first: date) -> str:
    if first == today():
        return _("%(name)s hör nu hit.", name=name)
    day = long_date(first)
    if first > today():
        return _("%(name)s hör hit från och med %(day)s.", name=name, day=day)
    return _("%(name)s hör nu hit, sedan %(day)s.", name=name, day=day)


def _link(organisation: Organisation, number: int) -> OrganisationLink:
    """Return a link to this organisation, or answer 404."""
    wanted = min(number, LARGEST_NUMBER)
    found = db.session.get(OrganisationLink, wanted, options=[joinedload(OrganisationLink.member)])
    if found is None or found.owner_id != organisation.id:
        abort(404)
    return found
