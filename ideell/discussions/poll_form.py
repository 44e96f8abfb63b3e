"""The form of a new poll."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from ideell.discussions.polls import LONGEST_CHOICE, MOST_CHOICES
from ideell.foundation.clock import today
from ideell.foundation.forms import AtMost, DayField, Form, Needed, many_lines, one_line
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy


class PollForm(Form):
    """One question, its choices, until when, who has a vote and what others see of it."""

    question = StringField(
        lazy("Fråga"), [Needed(lazy("Skriv frågan.")), AtMost(300)], filters=[one_line]
    )
    choices = TextAreaField(lazy("Svar att välja mellan"), filters=[many_lines])
    closes_on = DayField(lazy("Sista dag att rösta"))
    per = RadioField(
        lazy("Vem har en röst?"),
        choices=[
            SelectChoice(value="organisation", label=lazy("Varje organisation")),
            SelectChoice(value="person", label=lazy("Varje person")),
        ],
        default="organisation",
    )
    sight = RadioField(
        lazy("Vad ska de andra se?"),
        choices=[
            SelectChoice(value="open", label=lazy("Vem som valt vad")),
            SelectChoice(value="counted", label=lazy("Bara hur många som valt vad")),
        ],
        default="open",
    )

    @property
    def listed(self) -> list[str]:
        """Return the choices without the marks of a list, one of each: Ja and ja are one."""
        lines = (one_line(line).lstrip("-–• ") for line in (self.choices.data or "").splitlines())
        found: dict[str, str] = {}
        for line in lines:
            if line:
                found.setdefault(line.casefold(), line)
        return list(found.values())

    def validate_choices(self, field: Any) -> None:
        """Refuse fewer than two, more than ten, and too long ones."""
        listed = self.listed
        if len(listed) < 2:
            raise ValidationError(_("Skriv minst två svar, ett på varje rad."))
        if len(listed) > MOST_CHOICES:
            raise ValidationError(
                _(
                    "Det är %(many)s svar. Högst %(most)s får plats.",
                    many=len(listed),
                    most=MOST_CHOICES,
                )
            )
        if any(len(line) > LONGEST_CHOICE for line in listed):
            raise ValidationError(
                _("Ett svar är längre än %(most)s tecken. Korta det.", most=LONGEST_CHOICE)
            )

    def validate_closes_on(self, field: Any) -> None:
        """Refuse no day, and a day that is over."""
        if field.data is None:
            raise ValidationError(_("Skriv sista dagen att rösta, till exempel 15/12."))
        if field.data < today():
            raise ValidationError(_("Den dagen har varit. Välj i dag eller senare."))
