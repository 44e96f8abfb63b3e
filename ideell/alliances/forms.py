"""Forms for starting an alliance, for an association in it, and for whom to ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import EmailField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from ideell.foundation.forms import AtMost, Form, Needed, many_lines, one_line
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.people.forms import ChecksField, Follows, choices_of, region_choices, web_address
from ideell.people.mimicry import clean_address, clean_name
from ideell.people.models import Organisation, User
from ideell.people.names import FORM_NAMES
from ideell.people.organising import free_name, regions_of

FORMS = {key: FORM_NAMES[key] for key in ("forming", "working_group", "network", "association")}


class StartForm(Form):
    """A new alliance: what it is called, where it is, and who is in it from the beginning."""

    name = StringField(
        lazy("Vad ska alliansen heta?"),
        [Needed(lazy("Skriv vad alliansen ska heta. Det går att ändra.")), AtMost(200),
         Follows(free_name)],
        filters=[one_line],
    )  # fmt: skip
    form = SelectField(lazy("Form"), choices=choices_of(FORMS), default="forming")
    regions = ChecksField(
        lazy("Vilka regioner?"), [Needed(lazy("Välj minst en region."))], coerce=int
    )
    members = ChecksField(lazy("Vilka är med från början?"), coerce=int)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.regions.choices = region_choices()
        self.offered: dict[int, Organisation] = {}

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Offer these organisations as first members."""
        self.offered = {one.id: one for one in organisations}
        self.members.choices = [
            SelectChoice(value=number, label=one.name) for number, one in self.offered.items()
        ]

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the values for the verb."""
        return {
            "name": self.name.data,
            "form": self.form.data,
            "regions": regions_of(self.regions.data or []),
            "members": [self.offered[number] for number in self.members.data or []],
        }


class AssociationForm(Form):
    """A new association in an alliance, and maybe the first person in it."""

    name = StringField(
        lazy("Föreningens namn"),
        [Needed(lazy("Skriv föreningens namn.")), AtMost(200), Follows(free_name)],
        filters=[one_line],
    )
    about = TextAreaField(lazy("Kort om föreningen"), [AtMost(2000)], filters=[many_lines])
    web = StringField(
        lazy("Webbadress"), [Optional(), AtMost(300), Follows(web_address)], filters=[one_line]
    )
    person = StringField(
        lazy("Ombudets namn"), [Optional(), AtMost(120), Follows(clean_name)], filters=[one_line]
    )
    email = EmailField(
        lazy("Ombudets e-post"),
        [Optional(), AtMost(254), Follows(clean_address)],
        filters=[one_line],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell whether it can be used: whoever is named has an address, and the other way round."""
        if not super().validate(extra_validators):
            return False
        if self.person.data and not self.email.data:
            self.email.errors = [_("Skriv adressen också. Dit går koden för att logga in.")]
        elif self.email.data and not self.person.data:
            self.person.errors = [_("Skriv ombudets namn också.")]
        return not (self.email.errors or self.person.errors)


class ContactForm(Form):
    """Whom to ask about a region."""

    person = SelectField(
        lazy("Vem?"),
        [Needed(lazy("Välj en person i listan."))],
        coerce=lambda number: int(number or 0),
    )

    def offer(self, people: Iterable[User]) -> None:
        """Offer these people; none is chosen at first, so that none is named by mistake."""
        self.person.choices = [
            SelectChoice(value="", label=_("Välj en person")),
            *(SelectChoice(value=str(one.id), label=one.name) for one in people),
        ]
