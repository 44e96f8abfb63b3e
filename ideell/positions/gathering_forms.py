"""Forms for asking an alliance's members, and for what the alliance says of their answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import TextAreaField
from wtforms.fields.choices import SelectChoice

from ideell.consultations.models import Consultation
from ideell.foundation.forms import AtMost, DayField, Needed, many_lines
from ideell.foundation.language import lazy
from ideell.foundation.shared_forms import SeenField, SharedForm
from ideell.people.forms import ChecksField, Follows
from ideell.positions.choosing import mark_of
from ideell.positions.forms import InputForm, in_line
from ideell.positions.last_day import fitting_day
from ideell.positions.models import Contribution, Gathering

TOGETHER = "\n\n"


class GatheringForm(SharedForm):
    """What is asked, until when, and about which chapters."""

    introduction = TextAreaField(
        lazy("Vad vill ni veta?"),
        [Needed(lazy("Skriv vad ni vill att medlemmarna svarar på.")), AtMost(4000)],
        filters=[many_lines],
    )
    last_day = DayField(
        lazy("Sista dagen att svara"), [Needed(lazy("Skriv en sista dag, till exempel 15/12."))]
    )
    nodes = ChecksField(lazy("Vilka kapitel gäller det?"), coerce=int)

    def __init__(self, consultation: Consultation, gathering: Gathering | None = None) -> None:
        super().__init__(gathering)
        self.consultation = consultation
        source = consultation.source
        self.chapters = [node for node in source.nodes if node.level == 1] if source else []
        self.nodes.choices = [
            SelectChoice(value=node.id, label=in_line(node, node.number)) for node in self.chapters
        ]

    def validate_last_day(self, field: Any) -> None:
        """Refuse a day that is over, and one after the day on which all is to be answered."""
        if field.data:
            Follows(lambda day: fitting_day(self.consultation, day))(self, field)

    def known_of(self, gathering: Gathering) -> dict[str, Any]:
        """Return what stands of the gathering."""
        return {
            "introduction": gathering.introduction,
            "last_day": gathering.last_day,
            "nodes": sorted(node.id for node in gathering.nodes),
        }

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the values for the verbs."""
        picked = set(self.nodes.data or [])
        return self.values | {"nodes": [node for node in self.chapters if node.id in picked]}


class VoiceForm(InputForm):
    """What the alliance says, prefilled with what came in."""

    origins = ChecksField(lazy("Vems ord är med?"), coerce=int)

    def offer(self, inputs: Sequence[Contribution]) -> None:
        """Offer what came in on this matter, all of it at first, and its words together."""
        self.origins.choices = [
            SelectChoice(value=one.id, label=one.organisation.name) for one in inputs
        ]
        if not self.is_sent:
            self.origins.data = [one.id for one in inputs]
            self.text.data = TOGETHER.join(one.text for one in inputs)
            said = {one.stance for one in inputs if one.stance}
            self.stance.data = said.pop() if len(said) == 1 else ""

    def taken_from(self, inputs: Sequence[Contribution]) -> list[Contribution]:
        """Return those whose words are in it."""
        return [one for one in inputs if one.id in (self.origins.data or [])]


class MergeForm(InputForm):
    """One draft made of several, prefilled with all of them."""

    seen = SeenField()
    is_overtaken = False

    def put_together(self, parts: Sequence[Contribution]) -> None:
        """Fill in what each of them says, one after the other."""
        if not self.is_sent:
            self.text.data = TOGETHER.join(one.text for one in parts)
            said = {one.stance for one in parts if one.stance}
            self.stance.data = said.pop() if len(said) == 1 else ""
            self.seen.data = mark_of(parts)

    def catch_up(self, parts: Sequence[Contribution]) -> None:
        """Carry what is shown beside it now, so that the next sending is a choice."""
        self.is_overtaken = True
        self.seen.catch_up(mark_of(parts))

    @property
    def written(self) -> dict[str, Any]:
        """Return the values for the verb; a form that does not say what was seen is not asked."""
        text, stance = self.text.data or "", self.stance.data
        return {"text": text, "stance": stance, "seen": self.seen.data or None}

    @property
    def refused_with(self) -> int:
        """Return 409 when one of the drafts was written in meanwhile."""
        return 409 if self.is_overtaken else super().refused_with
