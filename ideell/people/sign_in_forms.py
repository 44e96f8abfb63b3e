"""The forms for signing in, and for choosing which organisation to act for."""

from __future__ import annotations

from string import digits
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    IntegerField,
    StringField,
    ValidationError,
)

from ideell.foundation.forms import AtMost, Form, Needed, one_line
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.people.codes import CODE_DIGITS
from ideell.people.forms import Follows
from ideell.people.mimicry import clean_address


class AddressForm(Form):
    """Where to send the code."""

    email = EmailField(
        lazy("Din e-postadress"),
        [
            Needed(lazy("Skriv din e-postadress, så mejlar vi en kod.")),
            AtMost(254),
            Follows(clean_address),
        ],
        filters=[one_line],
    )
    next = HiddenField()


class SixDigits:
    """The digits of a code, whatever was copied along with them; a slip costs no try."""

    def __call__(self, form: Any, field: Any) -> None:
        """Put the digits into the field, or raise."""
        found = "".join(c for c in field.data or "" if c in digits)
        if len(found) != CODE_DIGITS:
            raise ValidationError(_("Koden är sex siffror. Skriv dem som de står i mejlet."))
        field.data = found


class CodeForm(Form):
    """The code, and whether to be remembered."""

    code = StringField(
        lazy("Koden, sex siffror"),
        [Needed(lazy("Skriv de sex siffrorna från mejlet.")), AtMost(40), SixDigits()],
    )
    remember = BooleanField(lazy("Kom ihåg mig på den här enheten i 90 dagar"), default=True)
    next = HiddenField()


class HatForm(Form):
    """Which organisation to act for."""

    organisation = IntegerField()
