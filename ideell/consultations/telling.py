"""Telling the members by mail that a consultation will not be answered, and why.

Members hear of it even when it is not answered (design: model, States). The letters are written
by a job of the move's own transaction: none leaves without the move, and none when the move
has been taken back before the job is done.
"""

from __future__ import annotations

from typing import Any

from flask import current_app

from ideell.consultations.models import Consultation
from ideell.extensions import db
from ideell.foundation import jobs
from ideell.foundation.actor import Actor
from ideell.foundation.clock import is_open
from ideell.foundation.dates import long_date
from ideell.foundation.language import gettext as _
from ideell.foundation.mail import write_mail
from ideell.people.audience import people_of_room
from ideell.people.models import User

TELL = "tell_declined"


def tell_members(consultation: Consultation, *, by: Actor) -> None:
    """Let everybody who shares the consultation be told, but for the one who decided."""
    jobs.queue(TELL, consultation=consultation.id, state=consultation.state, by=by.user_id)


def write_letters(payload: dict[str, Any]) -> None:
    """Write to each, unless the consultation has moved on."""
    consultation = db.session.get(Consultation, payload["consultation"])
    if consultation is None or consultation.state != payload["state"]:
        return
    for person in people_of_room(consultation.owner_org_id, consultation.audience):
        if person.id != payload["by"]:
            write_mail(person.email, _subject(consultation), _letter(consultation, person))


def _subject(consultation: Consultation) -> str:
    if consultation.state == "not_answering":
        return _("Vi svarar inte på ”%(title)s”", title=consultation.title)
    return _("Vi stöder någon annans svar på ”%(title)s”", title=consultation.title)


def _letter(consultation: Consultation, person: User) -> str:
    base = current_app.extensions["ideell_settings"].base_address
    address = f"{base}/remisser/{consultation.id}"
    lines = [
        _("Hej %(name)s!", name=person.first_name),
        _decided(consultation),
        consultation.state_reason,
        _still_open(consultation),
        _("Läs om remissen: %(address)s", address=address),
    ]
    return "\n\n".join(filter(None, lines)) + "\n"


def _decided(consultation: Consultation) -> str:
    about = {"owner": consultation.owner_org.name, "title": consultation.title}
    if consultation.state == "not_answering":
        return _("%(owner)s svarar inte på remissen ”%(title)s”. Det här är skälet:", **about)
    return _(
        "%(owner)s skriver inget eget svar på remissen ”%(title)s” utan stöder någon annans:",
        **about,
    )


def _still_open(consultation: Consultation) -> str:
    last = consultation.deadline
    if last is None or not is_open(last):
        return ""
    return _("Er organisation kan fortfarande svara själv, senast %(day)s.", day=long_date(last))
