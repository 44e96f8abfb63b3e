"""Blocks moved and put together, without dragging; what was typed in the form is saved along."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.writing import rearranging
from ideell.writing.collision_page import answer_collided
from ideell.writing.drafts import let_go, place_of
from ideell.writing.forms import WriteForm
from ideell.writing.holding import Collided
from ideell.writing.hosting import host_of
from ideell.writing.instead import suggest_instead
from ideell.writing.models import Block
from ideell.writing.policy import may_write
from ideell.writing.presence import leave
from ideell.writing.saving import Saved
from ideell.writing.shown_forms import about_block

bp = Blueprint("arranging", __name__)

STEPS = {"upp": -1, "ner": 1}
WAYS = {"fore": "before", "efter": "after"}


@bp.post("/stycken/<int:block_id>/plats")
@authorized(may_write, Block, keeps=True, instead=suggest_instead)
def move(block: Block) -> Response:
    """Move a block one place up or down."""
    form = WriteForm.of(block, None)
    if _is_typed() and not form.sent_and_valid():
        return replies.form("writing/write_form.html", form=form, **about_block(block, form))
    steps = STEPS.get(request.form.get("till", ""), 1)
    try:
        saved = rearranging.move(
            block, steps, text=_typed(form), base=form.base_revision, by=current_actor
        )
    except Collided as collided:
        return answer_collided(block, collided, form.base_revision, form.text.data, form.note.data)
    return _done(block, block, saved, form, _("Stycket är flyttat."))


@bp.post("/stycken/<int:block_id>/sammanslagning")
@authorized(may_write, Block, keeps=True, instead=suggest_instead)
def join(block: Block) -> Response:
    """Put a block together with the one before or after it."""
    form = WriteForm.of(block, None)
    if _is_typed() and not form.sent_and_valid():
        return replies.form("writing/write_form.html", form=form, **about_block(block, form))
    way = WAYS.get(request.form.get("med", ""), "before")
    try:
        saved, whole = rearranging.join(
            block, way, text=_typed(form), base=form.base_revision, by=current_actor
        )
    except Collided as collided:
        return answer_collided(block, collided, form.base_revision, form.text.data, form.note.data)
    return _done(block, whole, saved, form, _("Det är stycke %(number)s nu.", number=whole.label))


def _is_typed() -> bool:
    return "text" in request.form


def _typed(form: WriteForm) -> str | None:
    return str(form.text.data or "") if _is_typed() else None


def _done(block: Block, at: Block, saved: Saved, form: WriteForm, said: str) -> Response:
    let_go(current_actor.user_id, place_of(block), form.opened.data)
    leave(block.host_text, block, by=current_actor)
    db.session.commit()
    address = f"{host_of(block).place.url}#{at.anchor}"
    return replies.changed(at=address, said=said, undo=saved.deed)
