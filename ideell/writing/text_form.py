"""What every form about a text carries: the revision that its writer saw, when, and the words."""

from __future__ import annotations

from flask import request
from wtforms import HiddenField, TextAreaField, ValidationError

from ideell.foundation.forms import Form, many_lines
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.writing import blocks as typed
from ideell.writing.drafts import opened_now
from ideell.writing.models import Block, Revision, Text
from ideell.writing.saving import revision_of
from ideell.writing.versions import newest_with

LONGEST_WHY = 2_000


class TextForm(Form):
    """What every form about a text carries."""

    base = HiddenField()
    opened = HiddenField()
    text = TextAreaField(filters=[many_lines])

    block: Block | None = None
    host_text: Text

    @property
    def base_revision(self) -> Revision | None:
        """The revision that the writer saw."""
        return revision_of(self.host_text, number_in(self.base.data))

    def sent_and_valid(self) -> bool:
        """Tell as every form; one that is answered again holds what was kept until now."""
        is_fine = super().sent_and_valid()
        if self.is_sent and not is_fine:
            self.opened.data = opened_now()
        return is_fine

    def check_base(self) -> None:
        """Refuse a text of which nobody knows what it was written on.

        The form carries what stands now instead, so that sending it again is a choice made with
        open eyes: it would otherwise be merged with nothing, or overwrite what others wrote.
        """
        seen = self.base_revision.standing if self.base_revision else []
        if self.block is None or any(known.id == self.block.id for known in seen):
            return
        newest = newest_with(self.block)
        self.base.data = str(newest.id if newest else "")
        raise ValidationError(
            _("Stycket har ändrats sedan du började. Jämför med hur det står nu och spara igen.")
        )

    def put_in_references(self) -> None:
        """Put the link or the footnote into the text that was asked for beside it, if any."""
        words, address, note = (request.form.get(key, "") for key in ("ord", "adress", "fotnot"))
        if not (words or address or note):
            return
        try:
            put = typed.put_in(self.text.data or "", words, address=address, note=note)
        except typed.NotPut as refusal:
            self.text.errors = [str(refusal)]
        else:
            self.text.data = put

    def begin(self, text: Text, block: Block | None, words: str, kept: KeptForm | None) -> None:
        """Fill the form: with the text as it stands, or with the draft that was kept."""
        self.host_text, self.block = text, block
        if not self.is_sent:
            self.base.data, self.opened.data = str(text.head_id or ""), opened_now()
            self.text.data = words
            self.fill({k: v for k, v in kept.fields.items() if k != "opened"} if kept else None)


def check_text(text: str | None, nothing: str) -> None:
    """Refuse nothing (in the sentence given), and more than a section can hold."""
    found = typed.parse(text or "")
    if not found:
        raise ValidationError(nothing)
    for complaint in typed.complaints(found):
        raise ValidationError(complaint)


def number_in(typed_number: str | None) -> int | None:
    """Return the number in a hidden field, or None when there is none."""
    digits = (typed_number or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None
