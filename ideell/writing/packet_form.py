"""The form in which several blocks are changed at once: each in a box of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import request
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField

from ideell.extensions import db
from ideell.foundation.forms import AtMost, Form, many_lines
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.sent import values_of
from ideell.writing import blocks as typed
from ideell.writing.models import Block, Revision, Text
from ideell.writing.saving import revision_of
from ideell.writing.suggesting import Wish, is_empty, kind_of, text_as_seen
from ideell.writing.suggestion_form import KINDS
from ideell.writing.text_form import LONGEST_WHY, number_in

FEW = 6  # so many blocks stand open at once; of more one chooses first


@dataclass(frozen=True)
class Box:
    """One block of the form: what its writer saw, its text, and whether it shall go."""

    block: Block
    seen: str
    text: Any
    remove: Any

    @property
    def wish(self) -> Wish:
        """What is suggested to this block, without why."""
        if self.remove.data:
            return Wish("remove")
        return Wish("replace", self.text.data or "")

    @property
    def is_changed(self) -> bool:
        """Whether anything is suggested here; an emptied box is, and is then asked about."""
        return self.wish.op == "remove" or typed.tidy(self.wish.text) != typed.tidy(self.seen)


class PacketForm(Form):
    """What every such form carries; its boxes are added block by block (`packet_form`)."""

    base = HiddenField()
    opened = HiddenField()
    why = TextAreaField(lazy("Varför?"), [AtMost(LONGEST_WHY)], filters=[many_lines])
    kind = RadioField(lazy("Vad är det för slags ändringar?"), choices=KINDS, validate_choice=False)

    host_text: Text
    boxes: list[Box]

    @property
    def base_revision(self) -> Revision | None:
        """The revision that the writer saw."""
        return revision_of(self.host_text, number_in(self.base.data))

    @property
    def changed(self) -> list[Box]:
        """The boxes in which something is suggested."""
        return [box for box in self.boxes if box.is_changed]

    @property
    def holds_nothing(self) -> bool:
        """Whether nothing in it is the writer's own: the texts as they stand, and no why."""
        return not self.changed and not (self.why.data or "").strip()

    @property
    def wishes(self) -> list[tuple[Block, Wish]]:
        """What is suggested, block by block, with one why for all."""
        return [(box.block, self._whole(box)) for box in self.changed]

    def _whole(self, box: Box) -> Wish:
        kind = self.kind.data if self.kind.data in {"language", "substance"} else None
        return Wish(box.wish.op, box.wish.text, why=self.why.data or "", kind=kind)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that something is suggested, and that a change of substance says why."""
        fine = super().validate(extra_validators)
        if not self.changed:
            self.form_errors = [_("Du har inte ändrat något än. Ändra i minst ett stycke.")]
            return False
        for box in self.changed:
            if is_empty(box.wish, box.seen):
                box.text.errors = [_("Rutan är tom. Skriv en text, eller kryssa i Ta bort.")]
            elif len(box.wish.text) > typed.LONGEST_BLOCK:
                box.text.errors = [_("Texten är för lång för ett stycke. Korta den.")]
        return fine and not any(box.text.errors for box in self.changed) and self._says_why()

    def _says_why(self) -> bool:
        if (self.why.data or "").strip():
            return True
        if all(kind_of(self._whole(box), box.seen) == "language" for box in self.changed):
            return True
        self.kind.data = "substance"
        self.why.errors = [_("Skriv en mening om varför. Välj Språk om innehållet är detsamma.")]
        return False


def packet_form(text: Text, kept: KeptForm | None, opened: str) -> PacketForm:
    """Return the form for the blocks chosen, as sent, as kept, or with their texts."""
    blocks = chosen_blocks(text, kept)
    fields: dict[str, Any] = {}
    for block in blocks:
        label = _("Texten i stycke %(number)s", number=block.label)
        fields[f"text_{block.id}"] = TextAreaField(label, filters=[many_lines])
        fields[f"remove_{block.id}"] = BooleanField(
            _("Ta bort stycke %(number)s", number=block.label)
        )
    form: PacketForm = type("PacketFormOfBlocks", (PacketForm,), fields)()
    form.host_text = text
    if not form.is_sent:
        form.base.data, form.opened.data = str(text.head_id or ""), opened
        fields_kept = kept.fields if kept else {}
        form.fill({name: value for name, value in fields_kept.items() if name != "opened"})
        for block in blocks:
            if f"text_{block.id}" not in fields_kept:
                form[f"text_{block.id}"].data = text_as_seen(block, form.base_revision)
    base = form.base_revision
    form.boxes = [
        Box(one, text_as_seen(one, base), form[f"text_{one.id}"], form[f"remove_{one.id}"])
        for one in blocks
    ]
    return form


def chosen_blocks(text: Text, kept: KeptForm | None) -> Sequence[Block]:
    """Return the blocks that were chosen, and those of the draft; all of them where they are few.

    What was sent is taken as it is, blocks gone meanwhile too: nothing typed is lost.
    """
    asked = request.form if request.method == "POST" else request.args
    typed_numbers = list(asked.getlist("stycke"))
    if kept is not None and "stycke" in kept.fields:
        typed_numbers += values_of(kept.fields, "stycke")
    numbers = {number for one in typed_numbers if (number := number_in(one)) is not None}
    of_text = sa.select(Block).where(Block.text_id == text.id).order_by(Block.position, Block.id)
    if numbers:
        found = db.session.scalars(of_text.where(Block.id.in_(numbers))).all()
        if request.method == "POST" or kept is not None:
            return found
        return [block for block in found if block.removed_at is None]
    standing = db.session.scalars(of_text.where(Block.removed_at.is_(None))).all()
    chooses = request.method == "POST" or {"valj", "vidare"} & request.args.keys()
    return [] if chooses or len(standing) > FEW else standing
