"""Forms in which one writes: a suggestion, a block directly, new blocks."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from ideell.foundation.forms import AtMost, many_lines
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.writing import blocks as typed
from ideell.writing.arranging import as_typed
from ideell.writing.models import Block, Text
from ideell.writing.suggesting import Wish, is_empty, kind_of, text_as_seen
from ideell.writing.text_form import TextForm, check_text, number_in

LONGEST_WHY = 2_000
OPS = ("replace", "insert_after", "remove", "words")
KINDS = [
    SelectChoice(value="language", label=lazy("Språk")),
    SelectChoice(value="substance", label=lazy("Sak")),
]


class SuggestionForm(TextForm):
    """A suggestion to a block."""

    op = HiddenField()
    why = TextAreaField(lazy("Varför?"), [AtMost(LONGEST_WHY)], filters=[many_lines])
    kind = RadioField(lazy("Vad är det för slags ändring?"), choices=KINDS, validate_choice=False)
    is_whole = BooleanField(lazy("Det här är en helt ny text"))

    @classmethod
    def of(cls, block: Block, kept: KeptForm | None, op: str) -> SuggestionForm:
        """Return the form for a block, as sent, as kept, or with its text."""
        form = cls()
        if not form.is_sent:
            form.op.data = op
        form.begin(block.host_text, block, "", kept)
        if form.op.data not in OPS:
            form.op.data = "replace"
        if not form.is_sent and form.op.data == "replace" and not (kept and "text" in kept.fields):
            form.text.data = form.seen
        if not form.kind.data and not form.is_sent and not is_empty(form.wish, form.seen):
            form.kind.data = kind_of(form.wish, form.seen)
        return form

    @property
    def seen(self) -> str:
        """The block's text that the writer saw."""
        assert self.block is not None
        return text_as_seen(self.block, self.base_revision)

    @property
    def wish(self) -> Wish:
        """What is suggested."""
        kind = self.kind.data if self.kind.data in {"language", "substance"} else None
        return Wish(
            op=self.op.data or "replace",
            text=self.text.data or "",
            why=self.why.data or "",
            kind=kind,
            is_whole=bool(self.is_whole.data),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that something is suggested, and that a change of substance says why."""
        fine = super().validate(extra_validators)
        if is_empty(self.wish, self.seen):
            self.text.errors = [self._nothing()]
            return False
        if len(self.text.data or "") > typed.LONGEST_BLOCK:
            self.text.errors = [
                _("Texten är för lång för ett stycke. Dela upp den i flera förslag.")
            ]
            return False
        return fine and self._says_why()

    def _nothing(self) -> str:
        if self.op.data == "replace" and not typed.tidy(self.text.data or ""):
            return _("Rutan är tom. Skriv en text, eller föreslå att stycket tas bort.")
        if self.op.data == "replace":
            return _("Du har inte ändrat något än. Ändra i texten, eller skriv med egna ord.")
        return _("Rutan är tom. Skriv vad du föreslår.")

    def _says_why(self) -> bool:
        if self.op.data == "words" or (self.why.data or "").strip():
            return True
        if kind_of(self.wish, self.seen) == "language":
            return True
        self.kind.data = "substance"
        self.why.errors = [_("Skriv en mening om varför. Välj Språk om innehållet är detsamma.")]
        return False


class WriteForm(TextForm):
    """A block written directly. `act` says which button was pressed."""

    note = TextAreaField(lazy("Vad ändrade du?"), [AtMost(LONGEST_WHY)], filters=[many_lines])

    @classmethod
    def of(cls, block: Block, kept: KeptForm | None) -> WriteForm:
        """Return the form for a block, as sent, as kept, or with its text and marks."""
        form = cls()
        form.begin(block.host_text, block, as_typed(block.as_block), kept)
        return form

    def validate_text(self, field: Any) -> None:
        """Refuse an empty block (there is a button for that) and far too much text."""
        check_text(field.data, _("Rutan är tom. Välj Ta bort stycket om det ska bort."))
        self.check_base()


class NewBlocksForm(TextForm):
    """New blocks, after a block or last."""

    after = HiddenField()

    @classmethod
    def of(cls, text: Text, kept: KeptForm | None, words: str) -> NewBlocksForm:
        """Return the form, as sent, as kept, or with first words."""
        form = cls()
        if not form.is_sent:
            form.after.data = request.args.get("efter", "")
        form.begin(text, None, words, kept)
        return form

    @property
    def after_id(self) -> int | None:
        """The number of the block to stand after, or None for last."""
        return number_in(self.after.data)

    def validate_text(self, field: Any) -> None:
        """Refuse nothing, and far too much."""
        check_text(field.data, _("Rutan är tom. Skriv en mening, resten kan vänta."))
