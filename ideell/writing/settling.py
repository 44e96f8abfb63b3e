"""A collision settled: one of three ways out, and the text that was not chosen stays."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from ideell.activity.models import record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import _
from ideell.writing import blocks as typed
from ideell.writing.arranging import brought_back, rewritten
from ideell.writing.collisions import as_typed_in, block_in
from ideell.writing.models import Block, Revision
from ideell.writing.saving import Made, Saved, changed_since, write
from ideell.writing.suggesting import Wish, join_plan, kind_of, suggest
from ideell.writing.suggestions import Suggestion

Choice = Literal["both", "theirs", "mine"]


def settle(
    block: Block,
    choice: Choice,
    *,
    mine: str,
    both: str,
    head: Revision,
    by: Actor,
    note: str = "",
) -> tuple[Saved | None, Suggestion | None]:
    """Save as chosen. The text that was not chosen becomes a suggestion, so that it stays.

    Raises `Collided` when yet another save came meanwhile.
    """
    theirs = as_typed_in(head.standing, block.id)
    if choice == "theirs":
        return None, suggest(block, _wish(mine, note), base=None, by=by)[0]
    chosen, gone = both if choice == "both" else mine, not theirs.strip()
    standing = brought_back(head.standing, _last_seen(block, head), block.id)
    saved = write(
        block.host_text,
        rewritten(standing, block.id, chosen),
        base=head,
        by=by,
        made=Made("merged" if choice == "both" and not gone else "chosen", note=note),
    )
    db.session.refresh(block)
    kept = keep_theirs(block, theirs, head, by=by) if choice == "mine" or gone else None
    return saved, kept


def _last_seen(block: Block, head: Revision) -> list[typed.Block]:
    """Return the text as it was when the block last stood in it, at `head` or before."""
    earlier = db.session.scalars(
        sa.select(Revision)
        .where(Revision.text_id == block.text_id, Revision.number <= head.number)
        .options(undefer(Revision.blocks))
        .order_by(Revision.number.desc())
    )
    return next((one.standing for one in earlier if block_in(one.standing, block.id)), [])


def _wish(text: str, note: str = "") -> Wish:
    why = note or _kept_because()
    if not text.strip():
        return Wish("remove", why=why)
    raw = "\n\n".join(part.text for part in typed.parse(text))
    return Wish("replace", raw, why=why, kind=None)


def _kept_because() -> str:
    return _("Skrevs samtidigt som en annan text. Sparad som förslag, så att inget försvinner.")


def keep_theirs(block: Block, theirs: str, head: Revision, *, by: Actor) -> Suggestion | None:
    """Keep another's text as their suggestion: whoever last touched the block.

    Who removed the block ("") suggests that from now on; one's own removal is taken back with it.
    """
    later = changed_since(block.host_text, None, block.id)
    writer = next((one for one in later if one.number <= head.number), head)
    wish = _wish(theirs)
    is_own = wish.op == "remove" and writer.author_id == by.user_id
    if wish.text == block.text or block.removed_at is not None or is_own:
        return None
    text = block.host_text
    kept = Suggestion(
        text_id=text.id,
        block=block,
        op=wish.op,
        base_revision_id=text.head_id,
        base_text=block.text,
        text=wish.text,
        why=wish.why,
        kind=kind_of(wish, block.text),
        author_id=writer.author_id,
        acting_org_id=writer.acting_org_id,
    )
    db.session.add(kept)
    db.session.flush()
    join_plan(block, kept)
    record(by, "suggestion.kept", kept)
    return kept
