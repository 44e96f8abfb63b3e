"""The form in which an author sends a suggestion again."""

from __future__ import annotations

from typing import Any

from wtforms import TextAreaField, ValidationError

from ideell.foundation.forms import AtMost, many_lines
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.writing import blocks as typed
from ideell.writing.looking_over import best_attempt
from ideell.writing.suggesting import text_as_seen
from ideell.writing.suggestions import Suggestion
from ideell.writing.text_form import LONGEST_WHY, TextForm


class LookOverForm(TextForm):
    """A suggestion to be sent again, begun with the best attempt."""

    why = TextAreaField(lazy("Varför?"), [AtMost(LONGEST_WHY)], filters=[many_lines])
    suggestion: Suggestion

    @classmethod
    def of(cls, suggestion: Suggestion, kept: KeptForm | None) -> LookOverForm:
        """Return the form, as sent, as kept, or with the best attempt."""
        form = cls()
        form.suggestion = suggestion
        if not form.is_sent:
            form.why.data = suggestion.why
        form.begin(suggestion.host_text, suggestion.block, best_attempt(suggestion), kept)
        return form

    @property
    def seen(self) -> str:
        """What the block said when the form was opened; nothing when it is gone."""
        block = self.suggestion.block
        return "" if block.removed_at else text_as_seen(block, self.base_revision)

    def validate_text(self, field: Any) -> None:
        """Refuse nothing, the same words, and far too much; a removal needs no words."""
        if self.suggestion.op == "remove" and self.suggestion.block.removed_at is None:
            return
        wanted = typed.tidy(field.data or "")
        if not wanted:
            raise ValidationError(_("Rutan är tom. Skriv vad du föreslår, eller ta tillbaka det."))
        if self.suggestion.op == "replace" and wanted == self.seen:
            raise ValidationError(
                _("Texten är redan så. Ändra i rutan, eller ta tillbaka förslaget.")
            )
        if len(wanted) > typed.LONGEST_BLOCK:
            raise ValidationError(
                _("Texten är för lång för ett stycke. Dela upp den i flera förslag.")
            )
