"""The form of a suggestion: new wording, a new block, a removal, a move, or words about it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask import request
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from ideell.foundation.forms import AtMost, many_lines
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.writing import blocks as typed
from ideell.writing.comments import Comment
from ideell.writing.from_comments import comment_on, quoted
from ideell.writing.models import Block
from ideell.writing.places import places_for
from ideell.writing.same import same_as
from ideell.writing.suggesting import Wish, is_empty, kind_of, text_as_seen
from ideell.writing.suggestions import OPS, Suggestion
from ideell.writing.text_form import LONGEST_WHY, TextForm, number_in

KINDS = [
    SelectChoice(value="language", label=lazy("Språk")),
    SelectChoice(value="substance", label=lazy("Sak")),
]


class SuggestionForm(TextForm):
    """A suggestion to a block.

    `guessed` is the kind that the server chose: it follows what is typed until a person chooses
    another. `comment` is the comment that the suggestion is made from.
    """

    op = HiddenField()
    guessed = HiddenField()
    comment = HiddenField()
    after = SelectField(lazy("Var ska stycket stå?"), choices=[], validate_choice=False)
    why = TextAreaField(lazy("Varför?"), [AtMost(LONGEST_WHY)], filters=[many_lines])
    kind = RadioField(lazy("Vad är det för slags ändring?"), choices=KINDS, validate_choice=False)
    is_whole = BooleanField(lazy("Det här är en helt ny text"))

    made_from: Comment | None = None

    @classmethod
    def of(cls, block: Block, kept: KeptForm | None, op: str) -> SuggestionForm:
        """Return the form for a block, as sent, as kept, or with its text."""
        form = cls()
        if not form.is_sent:
            form.op.data = op
        form.begin(block.host_text, block, "", kept)
        if form.op.data not in OPS:
            form.op.data = "replace"
        form.take_from_comment(block)
        if not form.is_sent and form.op.data == "replace" and not (kept and "text" in kept.fields):
            form.text.data = form.seen
        if form.op.data == "move":
            form.after.choices = places_for(block)
        if not form.is_sent:
            form.guess_kind()
        return form

    def take_from_comment(self, block: Block) -> None:
        """Remember the comment that is made a suggestion, and begin with its words."""
        asked = self.comment.data if self.is_sent else request.args.get("kommentar")
        self.made_from = comment_on(block, number_in(asked or self.comment.data))
        self.comment.data = str(self.made_from.id) if self.made_from else ""
        if self.made_from is None or self.is_sent:
            return
        if self.op.data == "words":
            self.text.data = self.text.data or self.made_from.body
        else:
            self.why.data = self.why.data or quoted(self.made_from)

    def guess_kind(self) -> None:
        """Preselect the kind, unless a person has chosen one or nothing is suggested."""
        if self._chosen_kind is None and not is_empty(self.wish, self.seen):
            self.kind.data = self.guessed.data = kind_of(self.wish, self.seen)

    @property
    def _chosen_kind(self) -> str | None:
        chosen = self.kind.data if self.kind.data in {"language", "substance"} else None
        return None if chosen == self.guessed.data else chosen

    @property
    def seen(self) -> str:
        """The block's text that the writer saw."""
        assert self.block is not None
        return text_as_seen(self.block, self.base_revision)

    @property
    def wish(self) -> Wish:
        """What is suggested."""
        return Wish(
            op=self.op.data or "replace",
            text="" if self.op.data in {"remove", "move"} else self.text.data or "",
            why=self.why.data or "",
            kind=self._chosen_kind,
            is_whole=bool(self.is_whole.data),
            after_id=number_in(self.after.data) or None if self.op.data == "move" else None,
            comment_id=self.made_from.id if self.made_from else None,
        )

    @property
    def holds_nothing(self) -> bool:
        """Whether nothing in it is the writer's own: the text as it stands, and no why."""
        return is_empty(self.wish, self.seen) and not (self.why.data or "").strip()

    @cached_property
    def same(self) -> list[Suggestion]:
        """The open suggestions that already want the very same."""
        assert self.block is not None
        if self.op.data == "move" and not self.after.data:
            return []
        return same_as(self.block, self.wish, base=self.base_revision)

    @property
    def is_doubled(self) -> bool:
        """Whether somebody suggests the same, and the writer has not said to send it anyway."""
        return bool(self.same) and "anyway" not in request.form

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that something new is suggested, and that a change of substance says why."""
        fine = super().validate(extra_validators)
        if self.op.data == "move" and not self._says_where():
            return False
        if is_empty(self.wish, self.seen):
            self.text.errors = [self._nothing()]
            return False
        if len(self.text.data or "") > typed.LONGEST_BLOCK:
            self.text.errors = [
                _("Texten är för lång för ett stycke. Dela upp den i flera förslag.")
            ]
            return False
        if fine and self.is_doubled:
            self.form_errors = [_("Det här är redan föreslaget. Välj hur du vill göra.")]
            return False
        return fine and self._says_why()

    def _says_where(self) -> bool:
        known = {choice.value for choice in self.after.choices} - {""}
        if self.after.data in known:
            return True
        self.after.errors = [_("Välj var stycket ska stå.")]
        return False

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
        self.kind.data, self.guessed.data = "substance", ""
        self.why.errors = [_("Skriv en mening om varför.")]
        if self.op.data == "replace":
            self.why.errors = [
                _("Skriv en mening om varför. Välj Språk om innehållet är detsamma.")
            ]
        return False
