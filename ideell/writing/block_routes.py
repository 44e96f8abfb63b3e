"""Writing directly: one block, new blocks, and what became of two at once."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.language import gettext as _
from ideell.writing import marking
from ideell.writing.arranging import put_after, rewritten
from ideell.writing.collision_page import answer_collided
from ideell.writing.drafts import let_go
from ideell.writing.forms import NewBlocksForm, WriteForm
from ideell.writing.holding import Collided
from ideell.writing.hosting import host_of
from ideell.writing.instead import suggest_instead
from ideell.writing.models import Block, Revision, Text
from ideell.writing.policy import may_write
from ideell.writing.presence import leave
from ideell.writing.reading import margin_of
from ideell.writing.saving import Made, Saved, revision_of, write
from ideell.writing.shown_forms import about_block, about_text, drafted
from ideell.writing.telling import said_of, where
from ideell.writing.text_form import number_in

bp = Blueprint("writing", __name__)


@bp.route("/stycken/<int:block_id>/skriv", methods=["GET", "POST"])
@authorized(may_write, Block, keeps=True, instead=suggest_instead)
def write_block(block: Block) -> Response:
    """Write a block directly; what another did meanwhile is brought together or asked about."""
    form = WriteForm.of(block, drafted())
    if not form.sent_and_valid():
        return replies.form("writing/write_form.html", form=form, **about_block(block, form))
    base = form.base_revision
    wanted = rewritten(base.standing if base else [], block.id, form.text.data or "")
    try:
        saved = _write(block.host_text, wanted, base, note=form.note.data or "")
    except Collided as collided:
        return answer_collided(block, collided, base, form.text.data, form.note.data)
    return _saved(block, saved, base, form.opened.data)


@bp.route("/texter/<int:text_id>/stycken", methods=["GET", "POST"])
@authorized(may_write, Text, keeps=True, instead=suggest_instead)
def add_blocks(text: Text) -> Response:
    """Put new blocks in, after one or last."""
    empty = text.head_id is None
    form = NewBlocksForm.of(text, drafted(), host_of(text).first_words() if empty else "")
    if not form.sent_and_valid():
        return replies.form("writing/add_form.html", form=form, **about_text(text, form))
    base = form.base_revision
    wanted = put_after(base.standing if base else [], form.after_id, form.text.data or "")
    saved = _write(text, wanted, base)
    let_go(current_actor.user_id, place_of_form(), form.opened.data)
    leave(text, None, by=current_actor)
    db.session.commit()
    return replies.changed(at=where(saved, text), said=_("Texten är sparad."), undo=saved.deed)


@bp.post("/stycken/<int:block_id>/borttagning")
@authorized(may_write, Block, instead=suggest_instead)
def remove(block: Block) -> Response:
    """Remove a block; what was said about it stays, with its text."""
    base = _seen(block)
    wanted = [one for one in base.standing if one.id != block.id]
    try:
        removal = {"base": base, "by": current_actor, "made": Made("removed")}
        saved = write(block.host_text, wanted, **removal)
    except Collided as collided:
        return answer_collided(block, collided, base, "")
    leave(block.host_text, block, by=current_actor)
    db.session.commit()
    said = _("Stycke %(number)s är borttaget.", number=block.label)
    return replies.changed(at=host_of(block).place.url, said=said, undo=saved.deed)


@bp.post("/stycken/<int:block_id>/klart")
@authorized(may_write, Block, instead=suggest_instead)
def mark_done(block: Block) -> Response:
    """Mark a block as done, or not."""
    deed = marking.mark_done(block, by=current_actor)
    db.session.commit()
    said = _("Stycket är klart.") if block.is_done else _("Stycket är inte klart längre.")
    at = f"{host_of(block).place.url}#{block.anchor}"
    margin = margin_of(block, current_actor)
    return replies.changed("writing/_block.html", at=at, said=said, undo=deed, margin=margin)


def _seen(block: Block) -> Revision:
    """The revision that whoever pressed had before them; where none is named, the head."""
    text = block.host_text
    seen = revision_of(text, number_in(request.form.get("base")))
    return seen or db.session.get_one(Revision, text.head_id)


def _write(text: Text, wanted: list, base: Revision | None, note: str = "") -> Saved:  # type: ignore[type-arg]  # because blocks are named tuples
    return write(text, wanted, base=base, by=current_actor, made=Made(note=note or ""))


def _saved(block: Block, saved: Saved, base: Revision | None, opened: str | None) -> Response:
    let_go(current_actor.user_id, place_of_form(), opened)
    leave(block.host_text, block, by=current_actor)
    db.session.commit()
    at = f"{host_of(block).place.url}#{block.anchor}"
    return replies.changed(at=at, said=said_of(saved, base, block), undo=saved.deed)
