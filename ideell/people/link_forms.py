"""The forms for which organisations belong to which."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ideell.foundation.forms import DayField, Form
from ideell.foundation.language import lazy
from ideell.people.models import Organisation


class LinkForm(Form):
    """Which organisation belongs here."""

    member = SelectField(lazy("Organisation"), coerce=int)

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Offer these organisations."""
        self.member.choices = [
            SelectChoice(value=str(one.id), label=one.name) for one in organisations
        ]


class LinkEndForm(Form):
    """From when an organisation does not belong here any more."""

    last_day = DayField(lazy("Sista dagen som medlem"))
