"""Forms for input and stances."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from ideell.consultations.models import SourceNode
from ideell.foundation.forms import AtMost, Form, Needed, many_lines, one_line
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.positions.models import NEED_NO_REASON, Contribution
from ideell.positions.names import DISPOSITION_NAMES, STANCE_NAMES

LONGEST = 20_000
LONGEST_CHOICE = 90


class ContributionForm(Form):
    """What an organisation thinks, on a proposal or freely."""

    node = SelectField(lazy("Vad gäller det?"), coerce=int)
    text = TextAreaField(
        lazy("Vad tycker ni?"),
        [Needed(lazy("Skriv vad ni tycker. En mening räcker.")), AtMost(LONGEST)],
        filters=[many_lines],
    )
    stance = SelectField(lazy("Har ni en hållning redan nu?"))

    def offer(self, nodes: Sequence[SourceNode]) -> None:
        """Offer the report's proposals, and to write freely."""
        free = SelectChoice(value="0", label=_("Remissen i stort"))
        self.node.choices = [free, *(SelectChoice(value=str(n.id), label=named(n)) for n in nodes)]
        none = SelectChoice(value="", label=_("Nej, inte än"))
        stances = [SelectChoice(value=key, label=str(name)) for key, name in STANCE_NAMES.items()]
        self.stance.choices = [none, *stances]

    @classmethod
    def of(cls, contribution: Contribution) -> ContributionForm:
        """Return the form with what was written."""
        return cls(
            data={
                "node": contribution.node_id or 0,
                "text": contribution.text,
                "stance": contribution.stance or "",
            }
        )


class DispositionForm(Form):
    """What became of input."""

    disposition = RadioField(
        lazy("Vad blev det av inspelet?"),
        choices=[SelectChoice(value=key, label=name) for key, name in DISPOSITION_NAMES.items()],
    )
    reason = StringField(lazy("Skäl"), [AtMost(500)], filters=[one_line])


class StanceForm(Form):
    """The joint stance on a proposal."""

    stance = SelectField(
        lazy("Ställningstagande"),
        choices=[SelectChoice(value=key, label=name) for key, name in STANCE_NAMES.items()],
    )
    reason = TextAreaField(
        lazy("Skäl, i en mening"), [AtMost(1000)], filters=[many_lines]
    )


    def validate_reason(self, field: Any) -> None:
        """Ask for a reason where the stance needs one."""
        if self.stance.data not in NEED_NO_REASON and not field.data:
            raise ValidationError(_("Skriv ett skäl i en mening. Det trycks i svaret."))


def named(node: SourceNode) -> str:
    """Return a node as one line in a list; the end of a long heading is on its own page."""
    line = f"{node.number} {node.heading}".strip()
    return line if len(line) <= LONGEST_CHOICE else f"{line[:LONGEST_CHOICE].rstrip()} …"


def as_kept(fields: dict[str, Any]) -> dict[str, Any]:
    """Return kept fields in the shape the form's data has."""
    return {key: value for key, value in fields.items() if key in {"node", "text", "stance"}}
