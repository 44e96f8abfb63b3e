"""Forms for input and stances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice

from ideell.consultations.models import SourceNode
from ideell.foundation.forms import AtMost, Form, Needed, many_lines
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.shared_forms import SeenField
from ideell.positions.models import NEED_NO_REASON, Contribution, Position
from ideell.positions.names import DISPOSITION_NAMES, STANCE_NAMES
from ideell.writing.drafts import opened_now

LONGEST = 20_000
LONGEST_CHOICE = 90
KEPT = ("node", "text", "stance", "seen")


class InputForm(Form):
    """What an organisation thinks."""

    text = TextAreaField(
        lazy("Vad tycker ni?"),
        [Needed(lazy("Skriv vad ni tycker. En mening räcker.")), AtMost(LONGEST)],
        filters=[many_lines],
    )
    stance = SelectField(lazy("Har ni en hållning redan nu?"))
    opened = HiddenField()

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.opened.data = self.opened.data or opened_now()
        none = SelectChoice(value="", label=_("Nej, inte än"))
        stances = [SelectChoice(value=key, label=str(name)) for key, name in STANCE_NAMES.items()]
        self.stance.choices = [none, *stances]

    def take_up(self, kept: KeptForm | None) -> None:
        """Put back what was typed and not saved."""
        typed = kept.fields if kept else {}
        self.fill({name: typed[name] for name in KEPT if name in typed})


class ContributionForm(InputForm):
    """Input on a proposal or on the whole."""

    node = SelectField(lazy("Vad gäller det?"), coerce=int, default=0)

    def offer(self, nodes: Sequence[SourceNode], numbers: Mapping[int, str]) -> None:
        """Offer the report's proposals, and to write freely."""
        free = SelectChoice(value="0", label=_("Remissen i stort"))
        named = [SelectChoice(value=str(n.id), label=in_line(n, numbers[n.id])) for n in nodes]
        self.node.choices = [free, *named]


class ChangeForm(InputForm):
    """Input that is changed before it is released."""

    seen = SeenField()

    @classmethod
    def of(cls, contribution: Contribution) -> ChangeForm:
        """Return the form with what was written."""
        return cls(
            data={
                "text": contribution.text,
                "stance": contribution.stance or "",
                "seen": contribution.version,
            }
        )


class DispositionForm(Form):
    """What became of input."""

    disposition = RadioField(
        lazy("Vad blev det av inspelet?"),
        choices=[SelectChoice(value=key, label=name) for key, name in DISPOSITION_NAMES.items()],
    )
    reason = TextAreaField(lazy("Skäl"), [AtMost(1000)], filters=[many_lines])

    @classmethod
    def of(cls, contribution: Contribution) -> DispositionForm:
        """Return the form with the answer that was given, if any."""
        return cls(
            data={
                "disposition": contribution.disposition,
                "reason": contribution.disposition_reason,
            }
        )

    def validate_reason(self, field: Any) -> None:
        """Ask for a reason where something was left out."""
        if self.disposition.data != "taken" and not field.data:
            raise ValidationError(_("Skriv ett kort skäl, så att de som skrev inspelet förstår."))


class StanceForm(Form):
    """The joint stance on a proposal."""

    stance = SelectField(
        lazy("Ställningstagande"),
        choices=[SelectChoice(value=key, label=name) for key, name in STANCE_NAMES.items()],
    )
    reason = TextAreaField(lazy("Skäl, i en mening"), [AtMost(1000)], filters=[many_lines])
    seen = SeenField()

    @classmethod
    def of(cls, held: Position | None) -> StanceForm:
        """Return the form with the stance that holds now, if any."""
        if held is None:
            return cls(data={"seen": 0})
        return cls(data={"stance": held.stance, "reason": held.reason, "seen": held.id})

    def validate_reason(self, field: Any) -> None:
        """Ask for a reason where the stance needs one."""
        if self.stance.data not in NEED_NO_REASON and not field.data:
            raise ValidationError(_("Skriv ett skäl i en mening. Det trycks i svaret."))


def in_line(node: SourceNode, number: str) -> str:
    """Return a node as one line in a list; the end of a long heading is on its own page."""
    line = f"{number} {node.heading}".strip()
    return line if len(line) <= LONGEST_CHOICE else f"{line[:LONGEST_CHOICE].rstrip()} …"
