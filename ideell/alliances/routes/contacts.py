"""Whom to ask about a region."""

from __future__ import annotations

from flask import Response

from ideell.alliances.contacts import end_contact, name_contact, possible_contacts
from ideell.alliances.forms import ContactForm
from ideell.alliances.models import RegionContact
from ideell.alliances.policy import may_end_contact, may_name_contacts
from ideell.alliances.routes.blueprint import bp, region_or_404
from ideell.extensions import db
from ideell.foundation import kinds, replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _


@bp.route("/allianser/regioner/<string:code>/kontakter/ny", methods=["GET", "POST"])
@authorized(may_name_contacts)
def add_contact(code: str) -> Response:
    """Say whom to ask about a region."""
    region, form = region_or_404(code), ContactForm()
    people = {one.id: one for one in possible_contacts()}
    form.offer(people.values())
    if not form.sent_and_valid():
        return replies.form("alliances/contact_form.html", form=form, region=region)
    person = people[form.person.data]
    deed = name_contact(region, person, by=current_actor)
    db.session.commit()
    said = _("%(name)s är kontaktperson här.", name=person.name)
    return replies.changed(at=kinds.url_of(region), said=said, undo=deed)


@bp.post("/allianser/kontakter/<int:region_contact_id>/avslut")
@authorized(may_end_contact, RegionContact)
def drop_contact(contact: RegionContact) -> Response:
    """Let somebody no longer be whom to ask."""
    deed = end_contact(contact, by=current_actor)
    db.session.commit()
    said = _("%(name)s är inte längre kontaktperson här.", name=contact.user.name)
    return replies.changed(at=kinds.url_of(contact), said=said, undo=deed)
