"""The forms for which organisations belong to which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ideell.foundation.clock import today
from ideell.foundation.forms import DayField, Form, Needed
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.people.forms import Follows
from ideell.people.models import Organisation, OrganisationLink
from ideell.people.organising import fitting_last_day


class LinkForm(Form):
    """Which organisation belongs here, and from when."""

    member = SelectField(
        lazy("Organisation"),
        [Needed(lazy("Välj en organisation i listan."))],
        coerce=lambda number: int(number or 0),
    )
    first_day = DayField(lazy("Medlem från och med"), default=today)

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Offer these organisations; none is chosen at first, so that none comes in by mistake."""
        self.member.choices = [
            SelectChoice(value="", label=_("Välj en organisation")),
            *(SelectChoice(value=str(one.id), label=one.name) for one in organisations),
        ]


class LinkEndForm(Form):
    """From when an organisation does not belong here any more."""

    last_day = DayField(lazy("Sista dagen som medlem"))

    def __init__(self, link: OrganisationLink) -> None:
        super().__init__()
        self.link = link

    def validate_last_day(self, field: Any) -> None:
        """Refuse a day before it began."""
        if field.data:
            Follows(lambda day: fitting_last_day(self.link, day))(self, field)
