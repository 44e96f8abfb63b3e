"""The base of every form: Swedish messages, and one way to ask "sent and valid?"."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, ValidationError
from wtforms.validators import Length

from ideell.foundation.dates import long_date, understand_date, written_date
from ideell.foundation.language import gettext as _
from ideell.foundation.sent import values_of

_COUNT = re.compile(r"\d{1,3}(?:[\s.]\d{3}){1,3}|\d{1,12}", re.ASCII)
LINE = 200
MESSAGE = 20_000


class OurWords:
    """What WTForms' own checks say, in sentences that tell what to do."""

    def gettext(self, message: str) -> str:
        """Return our sentence for a message of WTForms."""
        if "choice" in message.lower():
            return _("Välj något av det som går att välja i listan.")
        if "integer" in message or "decimal" in message or "float" in message:
            return _("Skriv ett helt tal med siffror.")
        return _("Fyll i det här igen.")

    def ngettext(self, singular: str, _plural: str, _number: int) -> str:
        """Return our sentence for a message of WTForms that counts something."""
        return self.gettext(singular)


class Form(FlaskForm):
    """A form whose built-in messages are our own."""

    class Meta(FlaskForm.Meta):
        """Give WTForms our sentences instead of its catalogue."""

        def get_translations(self, _form: Any) -> OurWords:
            """Return the sentences."""
            return OurWords()

    def sent_and_valid(self) -> bool:
        """Tell whether the form was sent and everything in it can be used."""
        return bool(self.validate_on_submit())

    @property
    def is_sent(self) -> bool:
        """Tell whether the form came with this request."""
        return request.method == "POST"

    @property
    def refused_with(self) -> int:
        """Return the status of the answer when the form was sent and cannot be used."""
        return 422

    @property
    def values(self) -> dict[str, Any]:
        """Return the values without the hidden ones."""
        return {key: value for key, value in self.data.items() if key != "csrf_token"}

    def fill(self, kept: dict[str, Any] | None) -> None:
        """Put kept text back into the fields (never over what was just sent)."""
        if kept and not self.is_sent:
            for field in self:
                if field.name in kept and field.name != "csrf_token":
                    field.raw_data = list(values_of(kept, field.name))
                    with suppress(ValueError):  # what no field can read is shown as it was typed
                        field.process_formdata(field.raw_data)


def one_line(text: str | None) -> str:
    """Clean a line a person typed: composed, no control characters, single spaces.

    What is invisible inside a word (a soft hyphen, a direction mark) goes without a trace.
    """
    seen = "".join(c for c in text or "" if unicodedata.category(c) != "Cf")
    composed = unicodedata.normalize("NFC", seen)
    kept = "".join(c if unicodedata.category(c) not in {"Cc", "Cs"} else " " for c in composed)
    return " ".join(kept.split())


def many_lines(text: str | None) -> str:
    """Clean text of several lines: composed, Unix line ends, no odd control characters."""
    composed = unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        c for c in composed if c in "\n\t\u00ad" or unicodedata.category(c) not in {"Cc", "Cs"}
    ).strip()


class Needed:
    """Require a value, and say in words what to fill in."""

    field_flags = {"required": True}

    def __init__(self, sentence: Any) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        """Raise when the field is empty."""
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise ValidationError(str(self.sentence))


class AtMost(Length):
    """Limit a text, and say how far over it is; nothing is ever cut off."""

    def __init__(self, most: int) -> None:
        super().__init__(max=most)

    def __call__(self, form: Any, field: Any) -> None:
        """Raise when the text is too long."""
        length = len(field.data or "")
        if length > self.max:
            raise ValidationError(
                _(
                    "Texten är %(length)s tecken. Högst %(most)s får plats. Korta den lite.",
                    length=length,
                    most=self.max,
                )
            )


class CountField(IntegerField):
    """How many, as people write it: 12000, 12 000."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Understand digits in groups; an empty field is no number."""
        typed = one_line(str(valuelist[0])) if valuelist else ""
        self.data = None
        if typed and not _COUNT.fullmatch(typed):
            raise ValueError(_("Skriv antalet med siffror, till exempel 12 000."))
        if typed:
            self.data = int("".join(c for c in typed if c.isdigit()))


class DayField(StringField):
    """A date as people write it: 23/11, 2026-11-23, 23 nov, i går."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return written_date(self.data) if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Understand what was typed; an empty field is no date."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = understand_date(typed) if typed else None
        if typed and self.data is None:
            raise ValueError(
                _("Vi förstår inte datumet. Skriv till exempel 23/11 eller 2026-11-23.")
            )

    @property
    def understood(self) -> str:
        """Return the date in words, to echo what was understood."""
        return long_date(self.data, year=True) if self.data else ""
