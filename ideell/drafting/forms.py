"""Forms about answers and sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from ideell.consultations.models import SourceNode
from ideell.drafting.facts import FACTS
from ideell.drafting.models import Response, Section
from ideell.foundation.forms import AtMost, DayField, Form, Needed, many_lines, one_line
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.shared_forms import SharedForm
from ideell.people.models import User

LONGEST_HEADING = 300
LONGEST_REASON = 2_000
LONGEST_FACT = 8_000
ROLES = [
    SelectChoice(value="views", label=lazy("Synpunkter på betänkandet")),
    SelectChoice(value="summary", label=lazy("Sammanfattning")),
    SelectChoice(value="general", label=lazy("Allmänna synpunkter")),
    SelectChoice(value="other", label=lazy("Övrigt")),
]


class NodesField(SelectMultipleField):
    """Parts of the report as checkboxes, the sections of each chapter under it."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
    inside: frozenset[int] = frozenset()

    def offer(self, nodes: Sequence[SourceNode]) -> None:
        """Offer the parts of a report, in its order, with their pages."""
        self.choices = [SelectChoice(value=node.id, label=_named(node)) for node in nodes]
        offered = {node.id for node in nodes}
        self.inside = frozenset(node.id for node in nodes if node.parent_id in offered)

    def by_chapter(self) -> list[tuple[Any, list[Any]]]:
        """Return each choice at the top with those inside it."""
        found: list[tuple[Any, list[Any]]] = []
        for option in self:
            if found and option.data in self.inside:
                found[-1][1].append(option)
            else:
                found.append((option, []))
        return found


def _named(node: SourceNode) -> str:
    name = f"{node.number} {node.heading}".strip()
    if not node.page_from:
        return name
    if node.page_to and node.page_to != node.page_from:
        return _(
            "%(name)s, sidorna %(first)s–%(last)s",
            name=name,
            first=node.page_from,
            last=node.page_to,
        )
    return _("%(name)s, sidan %(page)s", name=name, page=node.page_from)


class NewSectionsForm(Form):
    """Which parts of the report to answer, and a free section."""

    nodes = NodesField(lazy("Kapitel och avsnitt i betänkandet"), coerce=int)
    heading = StringField(
        lazy("Eller ett eget avsnitt"), [AtMost(LONGEST_HEADING)], filters=[one_line]
    )
    role = RadioField(lazy("Vad är det egna avsnittet?"), choices=ROLES, default="general")

    def validate_heading(self, field: Any) -> None:
        """Ask for something to make."""
        if not field.data and not self.nodes.data:
            raise ValidationError(_("Kryssa för ett kapitel, eller skriv en egen rubrik."))


class SectionForm(Form):
    """What a section is called and what it is about."""

    heading = StringField(
        lazy("Rubrik"),
        [Needed(lazy("Skriv en rubrik.")), AtMost(LONGEST_HEADING)],
        filters=[one_line],
    )
    role = RadioField(lazy("Vad är det för avsnitt?"), choices=ROLES)
    nodes = NodesField(lazy("Delar av betänkandet"), coerce=int)

    @classmethod
    def of(cls, section: Section, nodes: Sequence[SourceNode]) -> SectionForm:
        """Return the form with what stands."""
        chosen = [node.id for node in section.source_nodes]
        form = cls(data={"heading": section.heading, "role": section.role, "nodes": chosen})
        form.nodes.offer(nodes)
        return form


class PenForm(Form):
    """Who holds the pen."""

    person = SelectField(lazy("Håller i pennan"), coerce=int, validate_choice=False)

    def offer(self, people: Sequence[User]) -> None:
        """Offer the people in scope, and nobody."""
        nobody = SelectChoice(value=0, label=_("Ingen än"))
        self.person.choices = [nobody, *(SelectChoice(value=p.id, label=p.name) for p in people)]

    def validate_person(self, field: Any) -> None:
        """Refuse somebody who is not there: the pen must not be put down by mistake."""
        if field.data not in {choice.value for choice in self.person.choices}:
            raise ValidationError(_("Välj någon i listan, eller Ingen än."))


class ChargeForm(PenForm):
    """Who holds the pen, and by when the section shall be done."""

    day = DayField(lazy("Klart senast"))


class ReasonForm(Form):
    """A reason in own words."""

    reason = TextAreaField(lazy("Varför?"), [AtMost(LONGEST_REASON)], filters=[many_lines])


class ReviewForm(Form):
    """The reviewer's word."""

    verdict = RadioField(
        lazy("Vad säger du?"),
        choices=[
            SelectChoice(value="approve", label=lazy("Avsnittet är godkänt")),
            SelectChoice(value="return", label=lazy("Skicka tillbaka det")),
        ],
        validate_choice=False,
    )
    note = TextAreaField(
        lazy("Vad behöver ändras?"), [AtMost(LONGEST_REASON)], filters=[many_lines]
    )

    def validate_verdict(self, field: Any) -> None:
        """Ask for one of the two."""
        if field.data not in {"approve", "return"}:
            raise ValidationError(_("Välj om du godkänner avsnittet eller skickar tillbaka det."))

    def validate_note(self, field: Any) -> None:
        """A section is not returned without a word."""
        if self.verdict.data == "return" and not field.data:
            raise ValidationError(_("Skriv vad som behöver ändras, så att den som skriver vet."))


class BackForm(Form):
    """Which step to go back to, and why."""

    to = SelectField(lazy("Gå tillbaka till"), validate_choice=False)
    reason = TextAreaField(
        lazy("Varför?"),
        [Needed(lazy("Skriv ett kort skäl, så att alla förstår.")), AtMost(LONGEST_REASON)],
        filters=[many_lines],
    )


class FactsForm(SharedForm):
    """What is printed around the text."""

    about = TextAreaField(lazy("Om oss"), [AtMost(LONGEST_FACT)], filters=[many_lines])
    how_made = TextAreaField(  # `process` is a method of every form
        lazy("Så har svaret tagits fram"), [AtMost(LONGEST_FACT)], filters=[many_lines]
    )
    decision_line = TextAreaField(
        lazy("Vem har beslutat, och när?"), [AtMost(LONGEST_FACT)], filters=[many_lines]
    )
    responsible_line = TextAreaField(
        lazy("Vem har ansvarat för svaret?"), [AtMost(LONGEST_FACT)], filters=[many_lines]
    )
    signatories = TextAreaField(
        lazy("Vilka skriver under?"), [AtMost(LONGEST_FACT)], filters=[many_lines]
    )

    def known_of(self, response: Response) -> dict[str, Any]:
        """Return what stands in the answer."""
        return {name: getattr(response, name) for name in FACTS} | {"how_made": response.process}
