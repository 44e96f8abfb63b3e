"""Forms for a consultation's facts, dates and moves."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import (
    EmailField,
    Field,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice

from ideell.consultations.milestones import by_key
from ideell.consultations.models import Consultation
from ideell.consultations.numbers import numbers_of
from ideell.consultations.web_addresses import is_web_address, whole_address
from ideell.consultations.words import (
    AUDIENCE_NAMES,
    KIND_NAMES,
    MILESTONE_NAMES,
    TRACK_NAMES,
)
from ideell.foundation.forms import AtMost, DayField, Form, Needed, many_lines, one_line
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.shared_forms import SharedForm
from ideell.people.forms import choices_of
from ideell.people.models import Organisation
from ideell.people.regions import regions_in_order

INVITED = {"ja": lazy("Ja, vi står på listan"), "nej": lazy("Nej, vi svarar ändå")}


class WebAddress:
    """A whole address on the web, or nothing."""

    def __call__(self, form: Form, field: Field) -> None:
        """Make it whole; raise when a browser could not open it, or when it is no http or https."""
        field.data = whole_address(field.data or "")
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Skriv hela adressen, till exempel https://exempel.se."))


class MailAddress:
    """An address that mail can be sent to, or nothing."""

    def __call__(self, form: Form, field: Field) -> None:
        """Raise when there is no @ with something on both sides."""
        name, at, host = (field.data or "").rpartition("@")
        if field.data and not (name and at and "." in host and " " not in field.data):
            raise ValidationError(_("Skriv en hel e-postadress, till exempel namn@exempel.se."))


class ConsultationForm(SharedForm):
    """What is known of a consultation."""

    title = StringField(
        lazy("Vad heter remissen?"),
        [Needed(lazy("Skriv remissens namn, som det står i missivet.")), AtMost(500)],
        filters=[one_line],
    )
    kind = SelectField(lazy("Vad är det för slag?"), choices=choices_of(KIND_NAMES))
    region = SelectField(lazy("Vilken region gäller den?"), coerce=int, default=0)
    series_ref = StringField(lazy("Nummer i serien"), [AtMost(60)], filters=[one_line])
    issuer = StringField(lazy("Vem frågar?"), [AtMost(200)], filters=[one_line])
    their_numbers = TextAreaField(lazy("Deras diarienummer"), [AtMost(1000)], filters=[many_lines])
    our_number = StringField(lazy("Vårt diarienummer"), [AtMost(60)], filters=[one_line])
    url = StringField(lazy("Adress till remissen"), [AtMost(500), WebAddress()], filters=[one_line])
    recipient_email = EmailField(
        lazy("Vart ska svaret skickas?"), [AtMost(254), MailAddress()], filters=[one_line]
    )
    invited = RadioField(lazy("Är ni tillfrågade?"), choices=choices_of(INVITED), default="nej")
    track = RadioField(
        lazy("Hur ska remissen skötas?"), choices=choices_of(TRACK_NAMES), default="large"
    )
    audience = RadioField(
        lazy("Vilka ska se remissen här?"), choices=choices_of(AUDIENCE_NAMES), default="members"
    )
    summary = TextAreaField(lazy("Kort om remissen"), [AtMost(4000)], filters=[many_lines])

    def __init__(self, thing: Consultation | None = None, **values: Any) -> None:
        super().__init__(thing, **values)
        regions = regions_in_order()
        self.names_of_regions = {one.id: one.name for one in regions}
        self.region.choices = [
            SelectChoice(value=0, label=_("Hela landet, eller ingen särskild")),
            *(SelectChoice(value=one.id, label=one.short_name) for one in regions),
        ]

    def known_of(self, consultation: Consultation) -> dict[str, Any]:
        """Return what stands of the consultation."""
        known = {name: getattr(consultation, name) for name in _PLAIN}
        known["their_numbers"] = "\n".join(consultation.their_numbers)
        known["invited"] = "ja" if consultation.invited else "nej"
        known["region"] = consultation.region_id or 0
        return known

    @property
    def facts(self) -> dict[str, Any]:
        """Return the values for the verbs; a region that asks is the one that gets the answer."""
        plain = {name: getattr(self, name).data or "" for name in _PLAIN}
        plain["issuer"] = plain["issuer"] or self.names_of_regions.get(self.region.data, "")
        return plain | {
            "their_numbers": numbers_of(self.their_numbers.data or ""),
            "invited": self.invited.data == "ja",
            "region_id": self.region.data or None,
        }


_PLAIN = (
    "title", "kind", "series_ref", "issuer", "our_number", "url", "recipient_email", "track",
    "audience", "summary",
)  # fmt: skip


class NewConsultationForm(ConsultationForm):
    """The same, with the first deadline."""

    deadline = DayField(lazy("När ska svaret vara inne?"))

    @classmethod
    def of(cls, owner: Organisation) -> NewConsultationForm:
        """Return the form for whoever shall answer; an alliance of one region answers that."""
        form = cls()
        if len(owner.regions) == 1 and not form.is_sent:
            form.region.data = owner.regions[0].id
        return form

    @property
    def facts(self) -> dict[str, Any]:
        """Return the values for the verbs, with the day."""
        return super().facts | {"deadline": self.deadline.data}


class DeadlineForm(Form):
    """A new official deadline, and why."""

    deadline = DayField(lazy("Nytt svarsdatum"))
    reason = TextAreaField(
        lazy("Varför ändras det?"),
        [
            Needed(lazy("Skriv ett kort skäl, så att alla förstår varför datumet ändras.")),
            AtMost(500),
        ],
        filters=[many_lines],
    )

    def __init__(self, consultation: Consultation) -> None:
        super().__init__(data={"deadline": consultation.deadline})
        self.standing = consultation.deadline

    def validate_deadline(self, field: Any) -> None:
        """Refuse the day that stands."""
        if not field.process_errors and field.data == self.standing:
            raise ValidationError(_("Det är samma svarsdatum som förut. Skriv den nya dagen."))

    @property
    def day(self) -> date | None:
        """Return the day that was understood."""
        day: Any = self.deadline.data
        return day if isinstance(day, date) else None


class ReasonForm(Form):
    """A reason, where a move asks for one."""

    reason = TextAreaField(
        lazy("Skäl"),
        [Needed(lazy("Skriv ett kort skäl, så att medlemmarna förstår.")), AtMost(1000)],
        filters=[many_lines],
    )


def dates_form(consultation: Consultation) -> Form:
    """Return a form with one date for each internal date of the plan."""
    fields = {
        key: DayField(MILESTONE_NAMES[key], [Needed(lazy("Skriv ett datum."))])
        for key in by_key(consultation)
    }
    form: type[Form] = type("DatesForm", (Form,), fields)
    return form(data={key: one.due_on for key, one in by_key(consultation).items()})


def days_of(form: Form) -> dict[str, date]:
    """Return the dates of a sent `dates_form`, by key."""
    return {key: day for key, day in form.values.items() if isinstance(day, date)}
