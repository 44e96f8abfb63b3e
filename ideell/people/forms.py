"""The forms for organisations and people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from wtforms import (
    EmailField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ideell.foundation.forms import AtMost, CountField, Form, Needed, many_lines, one_line
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.rules import RuleBroken
from ideell.foundation.shared_forms import SharedForm
from ideell.people.mimicry import clean_address, clean_name
from ideell.people.models import Organisation, User
from ideell.people.names import FORM_NAMES, KIND_NAMES, ROLE_NAMES
from ideell.people.organising import free_name, known_of, regions_of
from ideell.people.regions import regions_in_order

OFFICE_ONLY = ("kind", "form", "regions")
OF_ALLIANCES = ("kind",)  # an alliance says itself what form it has and which regions it covers


class ChecksField(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Follows:
    """A value that a rule of the room accepts; otherwise the rule's own sentence is the error."""

    def __init__(self, rule: Callable[[Any], Any]) -> None:
        self.rule = rule

    def __call__(self, form: Any, field: Any) -> None:
        """Put the cleaned value into the field, or raise."""
        try:
            field.data = self.rule(field.data or "")
        except RuleBroken as refusal:
            raise ValidationError(refusal.sentence) from refusal


def web_address(typed: str) -> str:
    """Return an address of a page; raises `RuleBroken` for anything but http and https."""
    refusal = RuleBroken(_("Skriv hela adressen, till exempel https://exempel.se."))
    try:
        parts = urlsplit(typed if "://" in typed else f"https://{typed}")
    except ValueError as fault:
        raise refusal from fault
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
        raise refusal
    return parts.geturl()


def choices_of(names: Mapping[str, Any]) -> list[SelectChoice]:
    """Return choices in the table's order."""
    return [SelectChoice(value=value, label=label) for value, label in names.items()]


def own_address() -> EmailField:
    """Return the field of the address that a person signs in with."""
    needed = Needed(lazy("Skriv e-postadressen. Dit går koden för att logga in."))
    checks = [needed, AtMost(254), Follows(clean_address)]
    return EmailField(lazy("E-post"), checks, filters=[one_line])


def region_choices() -> list[SelectChoice]:
    """Return the regions to choose among, in Swedish order."""
    return [SelectChoice(value=one.id, label=one.short_name) for one in regions_in_order()]


class OrganisationForm(SharedForm):
    """An organisation and how to reach it; not `wholly` leaves out what only the office changes."""

    name = StringField(
        lazy("Namn"), [Needed(lazy("Skriv organisationens namn.")), AtMost(200)], filters=[one_line]
    )
    short_name = StringField(lazy("Kort namn"), [AtMost(60)], filters=[one_line])
    kind = SelectField(lazy("Slag"), choices=choices_of(KIND_NAMES), default="national_member")
    form = SelectField(lazy("Form, för allianser"), choices=choices_of(FORM_NAMES))
    regions = ChecksField(lazy("Regioner"), coerce=int)
    about = TextAreaField(lazy("Kort om organisationen"), [AtMost(2000)], filters=[many_lines])
    email = EmailField(
        lazy("E-post"), [Optional(), AtMost(254), Follows(clean_address)], filters=[one_line]
    )
    phone = StringField(lazy("Telefon"), [AtMost(40)], filters=[one_line])
    web = StringField(
        lazy("Webbadress"), [Optional(), AtMost(300), Follows(web_address)], filters=[one_line]
    )
    member_count = CountField(lazy("Antal medlemmar, ungefär"), [Optional()])

    def __init__(self, organisation: Organisation | None = None, *, wholly: bool = True) -> None:
        is_alliance = organisation is not None and organisation.kind == "regional_alliance"
        self.withheld = () if wholly else (OF_ALLIANCES if is_alliance else OFFICE_ONLY)
        self.organisation = organisation
        super().__init__(organisation)
        self.regions.choices = region_choices()
        if is_alliance:
            self.form.label.text = _("Form")
        for name in self.withheld:
            del self[name]

    def known_of(self, organisation: Organisation) -> dict[str, Any]:
        """Return what stands of the organisation."""
        known = known_of(organisation)
        return {key: value for key, value in known.items() if key not in self.withheld}

    def validate_name(self, field: Any) -> None:
        """Refuse a name that is taken, or that only looks like another."""
        Follows(lambda typed: free_name(typed, self.organisation))(self, field)

    def validate_regions(self, field: Any) -> None:
        """Refuse that an alliance's own people leave it without a place on the map."""
        if self.withheld == OF_ALLIANCES and not field.data:
            raise ValidationError(_("Välj minst en region."))

    def validate_member_count(self, field: Any) -> None:
        """Refuse numbers that are no count of people."""
        if not 0 <= (field.data or 0) <= 20_000_000:
            raise ValidationError(_("Skriv antalet med siffror, till exempel 12 000."))

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the values for the verbs."""
        values = self.values
        if "regions" in values:
            values["regions"] = regions_of(values["regions"] or [])
        return values


class RolesForm(Form):
    """What a person may do in an organisation."""

    roles = ChecksField(lazy("Roller"), [Needed(lazy("Välj minst en roll. Ombud är den vanliga."))])

    def offer(self, roles: Collection[str]) -> None:
        """Offer these roles, and no others."""
        self.roles.choices = choices_of({role: ROLE_NAMES[role] for role in roles})


class PersonForm(RolesForm):
    """Somebody new in an organisation."""

    name = StringField(
        lazy("Namn"),
        [Needed(lazy("Skriv personens namn.")), AtMost(120), Follows(clean_name)],
        filters=[one_line],
    )
    email = own_address()


class DetailsForm(SharedForm):
    """What others see of a person."""

    name = StringField(
        lazy("Namn"),
        [
            Needed(lazy("Skriv namnet, så att de andra vet vem det är.")),
            AtMost(120),
            Follows(clean_name),
        ],
        filters=[one_line],
    )
    phone = StringField(lazy("Telefon"), [AtMost(40)], filters=[one_line])

    def known_of(self, user: User) -> dict[str, Any]:
        """Return what stands of the person."""
        return {"name": user.name, "phone": user.phone}


class PersonDetailsForm(DetailsForm):
    """What the office changes of a person."""

    email = own_address()

    def known_of(self, user: User) -> dict[str, Any]:
        """Return what stands of the person."""
        return super().known_of(user) | {"email": user.email}
