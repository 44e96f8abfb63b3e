"""The page of a collision: both texts, three ways out, and time to think.

What one typed is a draft before the page is shown, and is marked as waiting for a choice. Whoever
puts the choice off finds the page again, as things stand then, until the choice is made.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Response

from ideell.extensions import db
from ideell.foundation import keep, replies
from ideell.foundation.access import current_actor
from ideell.foundation.keep import KeptForm
from ideell.foundation.sent import sent_once
from ideell.writing.answer_forms import CollisionForm
from ideell.writing.arranging import rewritten
from ideell.writing.collisions import Collision, block_in, collision_of
from ideell.writing.drafts import opened_now, place_of, unfinished
from ideell.writing.holding import Collided
from ideell.writing.hosting import host_of
from ideell.writing.merge import merge_blocks
from ideell.writing.models import Block, Revision
from ideell.writing.saving import revision_of
from ideell.writing.text_form import number_in

COLLIDED = {"collided": "1"}
SETTLING = "settling.settle"


def answer_collided(
    block: Block, collided: Collided, base: Revision | None, mine: str | None, note: str | None = ""
) -> Response:
    """409: the page, with what was typed kept as a draft that waits for a choice."""
    db.session.rollback()
    _keep(block, base, mine, note)
    return show(collision_of(block, collided, base, mine or "", note=note or ""), 409)


def answer_overtaken(
    block: Block, collided: Collided, base: Revision | None, mine: str, note: str
) -> Response:
    """409 to whoever chose their own text and was overtaken once more.

    It was written on `base`, not on what it was chosen against: on that, whatever others had put
    in meanwhile would count as taken out by it.
    """
    db.session.rollback()
    _keep(block, base, mine, note)
    collision = _as_it_stands(block, base, mine, note)
    return show(collision or collision_of(block, collided, base, mine, note=note), 409)


def _keep(block: Block, base: Revision | None, mine: str | None, note: str | None) -> None:
    """Keep what was typed as a draft that waits for a choice."""
    if mine:
        fields = {"base": str(base.id if base else ""), "text": mine, "note": note or ""}
        once = sent_once() or keep.new_once()
        keep.keep_typed(current_actor.user_id, once, place_of(block), fields | COLLIDED)


def show(collision: Collision, status: int = 200, complaint: str = "") -> Response:
    """Show the page of a collision."""
    return replies.page(
        "writing/collision.html", status=status, collision=collision, complaint=complaint,
        opened=opened_now(), place=host_of(collision.block).place,
    )  # fmt: skip


def asked_again(block: Block, form: CollisionForm) -> Response:
    """422: the same page with what was typed in it, still on the version that it was written on:
    who saved since is then asked about, and not written over.
    """
    typed = {name: value or "" for name, value in form.data.items()}
    text = block.host_text
    written_on = revision_of(text, number_in(typed["head"]))
    head = written_on or db.session.get_one(Revision, text.head_id)
    base = revision_of(text, number_in(typed["base"]))
    collision = _against(block, head, base, typed["mine"])
    return show(_as_typed(collision, typed), 422, form.complaint)


def undecided(block: Block) -> Collision | None:
    """Return the collision about a block that one has put off, as it stands now.

    None when there is none, or when the texts fit together by now.
    """
    user_id = current_actor.user_id
    settling = unfinished(user_id, place_of(block, SETTLING))
    written = unfinished(user_id, place_of(block))
    if settling is not None and (written is None or written.saved_at < settling.saved_at):
        return _taken_up(block, settling)
    if written is None or "collided" not in written.fields:
        return None
    base = revision_of(block.host_text, number_in(written.fields.get("base")))
    return _as_it_stands(block, base, written.fields["text"], written.fields.get("note", ""))


def _taken_up(block: Block, kept: KeptForm) -> Collision | None:
    """The page as it was left; brought up to date when somebody has saved since."""
    fields = {"choice": "both", "mine": "", "both": "", "note": "", "base": ""} | kept.fields
    text = block.host_text
    head = revision_of(text, number_in(fields["head"]))
    if head is not None and head.id == text.head_id:
        base = revision_of(text, number_in(fields["base"]))
        collision = _against(block, head, base, fields["mine"])
        return _as_typed(collision, fields)
    if fields["choice"] == "both":
        return _as_it_stands(block, head, fields["both"], fields["note"])
    base = revision_of(text, number_in(fields["base"]))
    return _as_it_stands(block, base, fields["mine"], fields["note"])


def _as_it_stands(block: Block, base: Revision | None, mine: str, note: str) -> Collision | None:
    head = db.session.get_one(Revision, block.host_text.head_id)
    collided = _collided(block, head, base, mine)
    return collision_of(block, collided, base, mine, note=note) if collided.conflicts else None


def _against(block: Block, head: Revision, base: Revision | None, mine: str) -> Collision:
    """The collision with `head`, also where nothing collides any more."""
    return collision_of(block, _collided(block, head, base, mine), base, mine)


def _collided(block: Block, head: Revision, base: Revision | None, mine: str) -> Collided:
    before = base.standing if base else []
    if block_in(before, block.id) is None:
        return Collided((), head)
    merged = merge_blocks(before, rewritten(before, block.id, mine), head.standing)
    return Collided(merged.conflicts, head)


def _as_typed(collision: Collision, fields: dict[str, str]) -> Collision:
    choice = fields["choice"]
    return replace(
        collision,
        both=fields["both"],
        note=fields["note"],
        choice=choice if choice in {"theirs", "mine"} else "both",
    )
