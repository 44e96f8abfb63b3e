"""Forms of those who lead a document: why it is kept back, who writes along."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import TextAreaField
from wtforms.fields.choices import SelectChoice

from ideell.foundation.forms import AtMost, Form, Needed, many_lines
from ideell.foundation.language import lazy
from ideell.people.forms import ChecksField
from ideell.people.models import User

LONGEST_REASON = 1_000


class ReasonForm(Form):
    """Why a document is kept back; everybody who sees it reads that."""

    reason = TextAreaField(
        lazy("Skäl"),
        [Needed(lazy("Skriv ett kort skäl, så att de andra förstår.")), AtMost(LONGEST_REASON)],
        filters=[many_lines],
    )


class WritersForm(Form):
    """Who writes along."""

    people = ChecksField(lazy("Vilka mer ska skriva direkt i texten?"), coerce=int)

    def offer(self, people: Sequence[User]) -> None:
        """Offer those who see the document."""
        self.people.choices = [SelectChoice(value=one.id, label=one.name) for one in people]
