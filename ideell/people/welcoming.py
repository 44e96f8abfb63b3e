"""Telling a person by mail that they are in: where, by whom, and how to begin."""

from __future__ import annotations

from flask import current_app

from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.mail import write_mail
from ideell.people.models import Membership


def welcome(membership: Membership, *, by: Actor) -> None:
    """Write to somebody who was given a place in an organisation, unless it was by themselves or
    they are paused.
    """
    person, organisation = membership.user, membership.organisation
    if person.id == by.user_id or not person.may_sign_in:
        return
    subject = _("Du är med i Ideell för %(organisation)s", organisation=organisation.called)
    write_mail(person.email, subject, _letter(membership, by))


def _letter(membership: Membership, by: Actor) -> str:
    base = current_app.extensions["ideell_settings"].base_address
    person = membership.user
    lines = [
        _("Hej %(name)s!", name=person.first_name),
        _(
            "%(who)s har lagt till dig för %(organisation)s i Ideell. Där skriver vi remissvar "
            "tillsammans, samtalar och delar dokument.",
            who=by.name or _("Kansliet"),
            organisation=membership.organisation.name,
        ),
        _("Logga in med den här e-postadressen: %(address)s", address=f"{base}/logga-in"),
        _("Du behöver inget lösenord. Vi mejlar dig en kod varje gång du loggar in."),
        _("Stämmer det inte? Hör då av dig till kansliet."),
    ]
    return "\n\n".join(lines) + "\n"
