"""The address that a person signs in with: whose it is, and moving it."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.language import gettext as _
from ideell.foundation.mail import write_mail
from ideell.foundation.rules import RuleBroken
from ideell.people.codes import end_codes
from ideell.people.mimicry import clean_address
from ideell.people.models import User
from ideell.people.sessions import LoginSession
from ideell.people.sign_in import email_key


def find_person(email: str) -> User | None:
    """Return the person with this address, however it is written."""
    return db.session.scalar(sa.select(User).where(User.email_key == email_key(email)))


def move_address(person: User, email: str) -> None:
    """Make ready for a new address: sign out everywhere, tell the old one, be found by the new.

    Raises `RuleBroken` when somebody else has it.
    """
    address = clean_address(email)
    known = find_person(address)
    if known is not None and known.id != person.id:
        raise RuleBroken(_("%(name)s har redan den adressen.", name=known.name))
    if address == person.email:
        return
    write_mail(person.email, _("Din adress i Ideell är ändrad"), _moved_letter(person, address))
    LoginSession.end_all(person.id)
    end_codes(person)
    person.email_key = email_key(address)


def _moved_letter(person: User, address: str) -> str:
    return _(
        "Hej %(name)s!\n\nKoder för att logga in skickas från och med nu till %(address)s.\n\n"
        "Stämmer det inte? Hör då av dig till kansliet genast.\n",
        name=person.first_name, address=address,
    )  # fmt: skip
