"""Forms of threads: begun, named, summed up; and the form of a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from wtforms import HiddenField, StringField, TextAreaField, ValidationError

from ideell.discussions.post_forms import MeantForm
from ideell.discussions.posting import LONGEST_POST
from ideell.foundation.about import find_subject
from ideell.foundation.actor import Actor
from ideell.foundation.forms import AtMost, Form, Needed, many_lines, one_line
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.shared_forms import SharedForm
from ideell.people.audience_form import AudienceField
from ideell.writing.drafts import opened_now

LONGEST_TITLE = 200
LONGEST_REASON = 2_000


class ThreadForm(MeantForm):
    """A new discussion: what it is called, what is said first, who sees it, what it is about."""

    title = StringField(
        lazy("Vad gäller det?"),
        [Needed(lazy("Skriv en rubrik, gärna som en fråga.")), AtMost(LONGEST_TITLE)],
        filters=[one_line],
    )
    body = TextAreaField(
        lazy("Skriv första inlägget"),
        [Needed(lazy("Skriv några ord, så vet andra vad de ska svara på.")), AtMost(LONGEST_POST)],
        filters=[many_lines],
    )
    room = AudienceField(lazy("Vilka ska se det?"))
    about = HiddenField()
    opened = HiddenField()
    asked_for = HiddenField()  # who was to see it when the writer was asked whom they meant

    subject: Any = None  # the thing it is about

    @classmethod
    def of(cls, actor: Actor, audiences: Sequence[str], kept: KeptForm | None) -> ThreadForm:
        """Return the form, as sent, as kept, or empty; the address may say what it is about."""
        form = cls()
        if not form.is_sent:
            form.about.data, form.opened.data = request.args.get("om", ""), opened_now()
            form.fill({k: v for k, v in kept.fields.items() if k != "opened"} if kept else None)
        form.subject = find_subject(form.about.data, actor)
        form.room.offer(actor, audiences, about=form.subject)
        return form

    def validate_body(self, field: Any) -> None:
        """Ask whom was meant, where a name is unclear among those who are to see it."""
        if self.room.data not in self.room.rooms:
            return
        try:
            self.find(field.data or "", self.room.room, self.subject)
        except ValidationError as fault:
            if self.found.unclear[0].meant:
                raise
            hint = _("Låt fler se diskussionen, eller skriv namnet utan @.")
            raise ValidationError(f"{fault} {hint}") from fault
        finally:
            self.asked_for.data = self.room.data

    @property
    def meant(self) -> Mapping[str, str]:
        """Return whom the writer says they meant; what they said of others who see it is void."""
        return super().meant if self.asked_for.data == self.room.data else {}


class RenameForm(SharedForm):
    """The title of a thread."""

    title = StringField(
        lazy("Rubrik"),
        [Needed(lazy("Skriv en rubrik.")), AtMost(LONGEST_TITLE)],
        filters=[one_line],
    )

    def known_of(self, thing: Any) -> dict[str, Any]:
        """Return what stands."""
        return {"title": thing.title}


class SummaryForm(SharedForm):
    """What a thread has come to; when it is closed, its outcome."""

    summary = TextAreaField(lazy("Sammanfattning"), [AtMost(LONGEST_POST)], filters=[many_lines])

    def known_of(self, thing: Any) -> dict[str, Any]:
        """Return what stands."""
        return {"summary": thing.summary}


class ReasonForm(Form):
    """Why: a post is hidden, or reported."""

    reason = TextAreaField(
        lazy("Varför?"),
        [Needed(lazy("Skriv ett kort skäl.")), AtMost(LONGEST_REASON)],
        filters=[many_lines],
    )
