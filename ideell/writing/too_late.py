"""What a reviewer wrote when somebody else decided first: kept, and put before them to write on."""

from __future__ import annotations

from flask import Response

from ideell.extensions import db
from ideell.foundation import keep, replies
from ideell.foundation.access import current_actor, place_of_form
from ideell.foundation.language import gettext as _
from ideell.writing import blocks as typed
from ideell.writing.answer_forms import ChangeForm
from ideell.writing.arranging import as_typed
from ideell.writing.deciding import AlreadyDecided
from ideell.writing.drafts import place_of, sent_otherwise
from ideell.writing.policy import may_write
from ideell.writing.suggestions import Suggestion


def handed_on(suggestion: Suggestion, form: ChangeForm, told: AlreadyDecided) -> Response | None:
    """Lead to the form for writing directly, with what was written in it as a draft.

    Words that stand in the text already, or are those suggested, are nobody's loss: None. So is
    what cannot be written any longer; the refusal shows it then (`Closed`).
    """
    db.session.rollback()
    block, words = suggestion.block, (form.text.data or "").strip()
    known = {typed.tidy(one) for one in (as_typed(block.as_block), suggestion.text)}
    if typed.tidy(words) in known or not may_write(current_actor, block):
        return None
    sent_otherwise(current_actor.user_id, place_of_form(), form.opened.data)
    fields = {"text": words, "base": form.base.data or ""}
    place, at = place_of(block), f"/stycken/{block.id}/skriv"
    if suggestion.op == "insert_after" or block.removed_at is not None:
        fields |= {"after": str(block.id)}
        place = f"writing.add_blocks:{block.text_id}"
        at = f"/texter/{block.text_id}/stycken?efter={block.id}"
    keep.keep_typed(current_actor.user_id, keep.new_once(), place, fields)
    kept = _("Din text finns kvar här. Spara den om den ska gälla.")
    return replies.changed(at=at, said=f"{told.sentence} {kept}")
