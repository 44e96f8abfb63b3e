"""Forms in which one writes directly: a block, new blocks."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import HiddenField, TextAreaField

from ideell.foundation.forms import AtMost, many_lines
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.writing.arranging import as_typed
from ideell.writing.models import Block, Text
from ideell.writing.text_form import LONGEST_WHY, TextForm, check_text, number_in


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
