"""The office's forms for organisations and people."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from wtforms import EmailField, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import URL, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ideell.extensions import db
from ideell.foundation.forms import AtMost, Form, Needed, many_lines, one_line
from ideell.foundation.language import lazy
from ideell.foundation.rules import RuleBroken
from ideell.people.models import Organisation, Region
from ideell.people.names import FORM_NAMES, KIND_NAMES, ROLE_NAMES
from ideell.people.office import clean_address


class ChecksField(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices_of(names: dict[str, Any]) -> list[SelectChoice]:
    """Return choices in the table's order."""
    return [SelectChoice(value=value, label=label) for value, label in names.items()]


class OrganisationForm(Form):
    """An organisation and how to reach it."""

    name = StringField(
        lazy("Namn"), [Needed(lazy("Skriv organisationens namn.")), AtMost(200)], filters=[one_line]
    )
    short_name = StringField(lazy("Kort namn"), [AtMost(60)], filters=[one_line])
    kind = SelectField(lazy("Slag"), choices=choices_of(KIND_NAMES))
    form = SelectField(lazy("Form, för allianser"), choices=choices_of(FORM_NAMES))
    regions = ChecksField(lazy("Regioner"), coerce=int)
    about = TextAreaField(lazy("Kort om organisationen"), [AtMost(2000)], filters=[many_lines])
    email = EmailField(lazy("E-post"), [AtMost(254)], filters=[one_line])
    phone = StringField(lazy("Telefon"), [AtMost(40)], filters=[one_line])
    web = StringField(
        lazy("Webbadress"),
        [
            Optional(),
            URL(message=lazy("Skriv hela adressen, till exempel https://exempel.se.")),
            AtMost(300),
        ],
        filters=[one_line],
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        regions = db.session.scalars(sa.select(Region).order_by(Region.sort_key))
        self.regions.choices = [
            SelectChoice(value=region.id, label=region.short_name) for region in regions
        ]

    @classmethod
    def of(cls, organisation: Organisation | None) -> OrganisationForm:
        """Return the form, filled with what is known."""
        if organisation is None:
            return cls(data={"kind": "national_member"})
        regions = [region.id for region in organisation.regions]
        known = {name: getattr(organisation, name) for name in _PLAIN}
        return cls(data=known | {"regions": regions})

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the values for the verbs, with regions as regions."""
        found = db.session.scalars(sa.select(Region).where(Region.id.in_(self.regions.data or [])))
        return {name: getattr(self, name).data for name in _PLAIN} | {"regions": list(found)}


_PLAIN = ("name", "short_name", "kind", "form", "about", "email", "phone", "web")


class Reachable:
    """An address that mail can reach and that looks like nobody else's."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raise with the rule's own sentence."""
        try:
            clean_address(field.data or "")
        except RuleBroken as refusal:
            raise ValidationError(refusal.sentence) from refusal


class PersonForm(Form):
    """Somebody new in an organisation."""

    name = StringField(
        lazy("Namn"), [Needed(lazy("Skriv personens namn.")), AtMost(120)], filters=[one_line]
    )
    email = EmailField(
        lazy("E-post"),
        [
            Needed(lazy("Skriv e-postadressen. Dit går koden för att logga in.")),
            AtMost(254),
            Reachable(),
        ],
        filters=[one_line],
    )
    roles = ChecksField(lazy("Uppgifter"), choices=choices_of(ROLE_NAMES))


class RolesForm(Form):
    """What a person may do in an organisation."""

    roles = ChecksField(lazy("Uppgifter"), choices=choices_of(ROLE_NAMES))


class LinkForm(Form):
    """Which organisation belongs here."""

    member = SelectField(lazy("Organisation"), coerce=int)

    def offer(self, organisations: list[Organisation]) -> None:
        """Offer these organisations."""
        self.member.choices = [
            SelectChoice(value=str(one.id), label=one.name) for one in organisations
        ]
