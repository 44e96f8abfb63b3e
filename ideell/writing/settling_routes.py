"""Two people wrote the same words: choosing which text shall stand, now or later."""

from __future__ import annotations

from flask import Blueprint, Response

from ideell.extensions import db
from ideell.foundation import keep, replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.dates import clock_time
from ideell.foundation.language import gettext as _
from ideell.foundation.sent import sent_fields, sent_once
from ideell.writing import settling
from ideell.writing.answer_forms import CollisionForm
from ideell.writing.collision_page import (
    SETTLING,
    answer_collided,
    answer_overtaken,
    asked_again,
    show,
    undecided,
)
from ideell.writing.drafts import let_go, place_of
from ideell.writing.holding import Collided
from ideell.writing.hosting import host_of
from ideell.writing.instead import suggest_instead
from ideell.writing.models import Block, Revision
from ideell.writing.policy import may_write
from ideell.writing.presence import leave
from ideell.writing.saving import Saved, revision_of
from ideell.writing.text_form import number_in

bp = Blueprint("settling", __name__)


@bp.get("/stycken/<int:block_id>/sammanskrivning")
@authorized(may_write, Block, instead=suggest_instead)
def decide_now(block: Block) -> Response:
    """The choice that one has put off; where there is none, the form with what one wrote."""
    collision = undecided(block)
    if collision is None:
        return replies.changed(at=f"/stycken/{block.id}/skriv")
    return show(collision)


@bp.post("/stycken/<int:block_id>/sammanskrivning")
@authorized(may_write, Block, keeps=True, instead=suggest_instead)
def settle(block: Block) -> Response:
    """Settle which text a block shall have; the other one stays as a suggestion."""
    form = CollisionForm()
    head = revision_of(block.host_text, number_in(form.head.data))
    if not form.sent_and_valid() or head is None:
        return asked_again(block, form)
    texts = {"mine": form.mine.data or "", "both": form.both.data or ""}
    typed = {**texts, "note": form.note.data or ""}
    try:
        saved, kept = settling.settle(block, form.choice.data, **typed, head=head, by=current_actor)
    except Collided as collided:
        return _overtaken(block, form, collided, head)
    return _settled(block, saved, kept is not None, form.opened.data)


@bp.post("/stycken/<int:block_id>/sammanskrivning/utkast")
@authorized(may_write, Block, claims=False)
def keep_choice(block: Block) -> Response:
    """Put the choice off: what stands in the form is kept."""
    once = sent_once()
    place = place_of(block, SETTLING)
    kept = keep.keep_typed(current_actor.user_id, once, place, sent_fields()) if once else None
    if replies.is_fragment():
        saved_at = clock_time(kept) if kept else None
        return replies.page("writing/_draft_line.html", saved_at=saved_at, news=None)
    said = _("Din text finns kvar. Vi påminner dig på översikten.")
    return replies.changed(at=f"{host_of(block).place.url}#{block.anchor}", said=said)


def _overtaken(block: Block, form: CollisionForm, collided: Collided, head: Revision) -> Response:
    """Somebody saved once more while one chose: the page again, as things stand now."""
    note = form.note.data or ""
    if form.choice.data == "mine":
        base = revision_of(block.host_text, number_in(form.base.data))
        return answer_overtaken(block, collided, base, form.mine.data or "", note)
    return answer_collided(block, collided, head, form.both.data, note)


def _settled(block: Block, saved: Saved | None, kept: bool, opened: str | None) -> Response:
    for place in (place_of(block), place_of(block, SETTLING)):
        let_go(current_actor.user_id, place, opened)
    leave(block.host_text, block, by=current_actor)
    db.session.commit()
    said = _("Texten är sparad. Den andra texten finns kvar som förslag.")
    if saved is None:
        said = _("Din text finns kvar som förslag.")
    elif not kept:
        said = _("Texten är sparad.")
    at = f"{host_of(block).place.url}#{block.anchor}"
    return replies.changed(at=at, said=said, undo=saved.deed if saved else None)
