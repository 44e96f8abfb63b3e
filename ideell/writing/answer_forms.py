"""Forms that answer what somebody else wrote: decide, settle, comment."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from ideell.foundation.actor import Actor
from ideell.foundation.forms import AtMost, Form, many_lines
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.writing import blocks as typed
from ideell.writing.arranging import as_typed
from ideell.writing.drafts import opened_now
from ideell.writing.suggestions import Suggestion
from ideell.writing.supporting import LONGEST_WORD, stance_of
from ideell.writing.talking import LONGEST_COMMENT
from ideell.writing.talks import OUTCOME_NAMES
from ideell.writing.text_form import LONGEST_WHY, TextForm, check_text


class CollisionForm(Form):
    """How to settle a collision."""

    head = HiddenField()
    opened = HiddenField()
    base = HiddenField()
    note = HiddenField(filters=[many_lines])
    choice = RadioField(
        choices=[SelectChoice(value=one, label="") for one in ("both", "theirs", "mine")],
        default="both",
        validate_choice=True,
    )
    both = TextAreaField(filters=[many_lines])
    mine = TextAreaField(filters=[many_lines])

    def validate_both(self, field: Any) -> None:
        """Refuse an empty text that is chosen (the others say so on purpose), and far too much."""
        if self.choice.data == "both":
            check_text(field.data, _("Rutan är tom. Skriv texten, eller välj en av de andra."))

    @property
    def complaint(self) -> str:
        """What is wrong with what was sent."""
        return str((*self.both.errors, *self.choice.errors, _("Välj en av texterna."))[0])


class ChangeForm(TextForm):
    """A suggestion accepted with changes."""

    def validate_text(self, field: Any) -> None:
        """Refuse an empty block and far too much text."""
        check_text(field.data, _("Rutan är tom. Skriv texten, eller neka förslaget."))
        if self.block is not None and self.block.removed_at is None:
            self.check_base()

    def refuse_unchanged(self, suggestion: Suggestion) -> bool:
        """Tell whether nothing would change, which is no way to accept anything; and say so."""
        block = suggestion.block
        stands = suggestion.op != "insert_after" and block.removed_at is None
        if not stands or typed.tidy(self.text.data or "") != typed.tidy(as_typed(block.as_block)):
            return False
        self.text.errors = [_("Texten är som förut. Ändra den, eller neka förslaget.")]
        self.opened.data = opened_now()
        return True


class DeclineForm(Form):
    """Why a suggestion is declined: a ready phrase, or own words."""

    ready: tuple[str, ...] = ()
    phrase = RadioField(lazy("Skäl"), choices=[], validate_choice=False)
    own_words = TextAreaField(
        lazy("Eller med egna ord"), [AtMost(LONGEST_WHY)], filters=[many_lines]
    )

    def offer_phrases(self) -> None:
        """Offer the ready phrases, in the reader's language."""
        said = (
            _("Det finns redan i texten."),
            _("Vi har enats om något annat."),
            _("Det hör till ett annat avsnitt."),
        )
        self.ready = said
        self.phrase.choices = [SelectChoice(value=phrase, label=phrase) for phrase in said]

    @property
    def reason(self) -> str:
        """The reason given; own words go first."""
        chosen = self.phrase.data if self.phrase.data in self.ready else ""
        return (self.own_words.data or "").strip() or chosen or ""


class OpposeForm(Form):
    """Why an organisation does not agree with a suggestion."""

    word = TextAreaField(
        lazy("Varför håller ni inte med?"), [AtMost(LONGEST_WORD)], filters=[many_lines]
    )

    @classmethod
    def of(cls, suggestion: Suggestion, actor: Actor) -> OpposeForm:
        """Return the form, as sent, or with what the organisation has said already."""
        form = cls()
        said = None if form.is_sent else stance_of(suggestion, actor.org_id)
        if said is not None and said.stance == "disagrees":
            form.word.data = said.word
        return form

    def validate_word(self, field: Any) -> None:
        """Refuse silence."""
        if not field.data:
            raise ValidationError(_("Skriv med några ord varför ni inte håller med."))


class ResolveForm(Form):
    """What became of a conversation, where it was a view on the text."""

    outcome = RadioField(
        lazy("Vad blev det av synpunkten?"),
        choices=[
            SelectChoice(value="", label=lazy("Bara klar")),
            *(SelectChoice(value=key, label=label) for key, label in OUTCOME_NAMES.items()),
        ],
        default="",
        validate_choice=False,
    )
    note = TextAreaField(lazy("Skriv gärna varför"), [AtMost(LONGEST_WHY)], filters=[many_lines])

    @classmethod
    def about(cls, number: int) -> ResolveForm:
        """Return the form for one conversation; several may stand open on a page."""
        form = cls()
        form.outcome.id, form.note.id = f"outcome-{number}", f"note-{number}"
        return form

    @property
    def chosen(self) -> str | None:
        """What became of it, or None when it was no view on the text."""
        return self.outcome.data if self.outcome.data in OUTCOME_NAMES else None


class CommentForm(Form):
    """A comment. Several may stand open on a page, so each names what it is about."""

    opened = HiddenField()
    body = TextAreaField(lazy("Din kommentar"), [AtMost(LONGEST_COMMENT)], filters=[many_lines])

    @classmethod
    def about(cls, number: int, kept: KeptForm | None) -> CommentForm:
        """Return the form for what has this number, as sent, as kept, or empty."""
        form = cls()
        form.body.id, form.opened.id = f"comment-on-{number}-body", f"opened-{number}"
        if not form.is_sent:
            form.fill({"body": kept.fields.get("body", "")} if kept else None)
        form.opened.data = form.opened.data or opened_now()
        return form

    def sent_and_valid(self) -> bool:
        """Tell as every form; one that is answered again holds what was kept until now."""
        is_fine = super().sent_and_valid()
        if self.is_sent and not is_fine:
            self.opened.data = opened_now()
        return is_fine

    def validate_body(self, field: Any) -> None:
        """Refuse silence."""
        if not field.data:
            raise ValidationError(_("Skriv något först."))
