"""Two people changed the same words of a block: both texts, three ways out, nothing lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from ideell.activity.models import record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import _
from ideell.people.models import User
from ideell.writing import blocks as typed
from ideell.writing.arranging import as_typed, brought_back, rewritten
from ideell.writing.diff import is_rewritten
from ideell.writing.holding import Collided
from ideell.writing.models import Block, Revision
from ideell.writing.saving import Made, Saved, changed_since, write
from ideell.writing.showing import in_words, shown_pieces
from ideell.writing.suggesting import Wish, join_plan, kind_of, suggest
from ideell.writing.suggestions import Suggestion

Choice = Literal["both", "theirs", "mine"]


@dataclass(frozen=True)
class Collision:
    """What the page shows: who was first and when, both texts, and both brought together.

    `theirs` is "" when the other removed the block, `mine` when one wanted to remove it; `note`
    is what one wrote about one's change.
    """

    block: Block
    head: Revision
    person: User
    at: datetime
    base: str
    mine: str
    theirs: str
    both: str
    tried_at: datetime
    note: str = ""
    choice: str = "both"
    base_id: int | None = None

    @property
    def their_change(self) -> list[list[str]]:
        """Their text against what both began from."""
        return shown_pieces(self.base, self.theirs)

    @property
    def my_change(self) -> list[list[str]]:
        """One's own text against what both began from."""
        return shown_pieces(self.base, self.mine)

    @property
    def their_words(self) -> dict[str, object]:
        """Their change in words."""
        return in_words(self.base, self.theirs)

    @property
    def my_words(self) -> dict[str, object]:
        """One's own change in words."""
        return in_words(self.base, self.mine)


def collision_of(
    block: Block, collided: Collided, base: Revision | None, mine: str, *, note: str = ""
) -> Collision:
    """Return what to show when saving `mine` (as typed) on `base` touched another's words."""
    head = db.session.get_one(Revision, collided.head_id)
    later = changed_since(block.host_text, base, block.id)
    first = later[0] if later else head
    seen = _block_in(base.standing if base else [], block.id)
    return Collision(
        block=block,
        head=head,
        person=first.author,
        at=first.at,
        base=as_typed(seen) if seen else "",
        mine=mine,
        theirs=_as_typed_in(head.standing, block.id),
        both=_both(collided, block, seen, mine),
        tried_at=now(),
        note=note,
        base_id=base.id if base else None,
    )


def _both(collided: Collided, block: Block, seen: typed.Block | None, mine: str) -> str:
    """Both changes in one text, with every block that one's own text was split into."""
    conflict = next((c for c in collided.conflicts if c.id == block.id), None)
    if conflict is None or seen is None:
        return mine
    texts = [one.text for one in (conflict.mine, conflict.theirs) if one]
    if any(
        is_rewritten(seen.text, text) for text in texts
    ):  # woven word by word, two new texts say nothing
        return f"{as_typed(conflict.theirs)}\n\n{mine}" if conflict.theirs else mine
    kind = (conflict.theirs or conflict.mine or seen).kind
    whole = typed.Block(block.id, kind, conflict.together)
    parts = rewritten([seen], block.id, mine) or [whole]
    return typed.serialise(whole if part.id == block.id else part for part in parts)


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
    theirs = _as_typed_in(head.standing, block.id)
    if choice == "theirs":
        return None, suggest(block, _wish(mine, note), base=None, by=by)[0]
    chosen = both if choice == "both" else mine
    standing = brought_back(head.standing, _last_seen(block, head), block.id)
    saved = write(
        block.host_text,
        rewritten(standing, block.id, chosen),
        base=head,
        by=by,
        made=Made("merged" if choice == "both" else "chosen", note=note),
    )
    db.session.refresh(block)
    kept = _keep(block, theirs, head, by=by) if choice == "mine" and theirs.strip() else None
    return saved, kept


def _last_seen(block: Block, head: Revision) -> list[typed.Block]:
    """Return the text as it was when the block last stood in it, at `head` or before."""
    earlier = db.session.scalars(
        sa.select(Revision)
        .where(Revision.text_id == block.text_id, Revision.number <= head.number)
        .options(undefer(Revision.blocks))
        .order_by(Revision.number.desc())
    )
    return next((one.standing for one in earlier if _block_in(one.standing, block.id)), [])


def _wish(text: str, note: str = "") -> Wish:
    why = note or _kept_because()
    if not text.strip():
        return Wish("remove", why=why)
    raw = "\n\n".join(part.text for part in typed.parse(text))
    return Wish("replace", raw, why=why, kind=None)


def _kept_because() -> str:
    return _("Skrevs samtidigt som en annan text. Sparad som förslag, så att inget försvinner.")


def _keep(block: Block, theirs: str, head: Revision, *, by: Actor) -> Suggestion | None:
    """Keep another's text as their suggestion: whoever last touched the block."""
    later = changed_since(block.host_text, None, block.id)
    writer = next((one for one in later if one.number <= head.number), head)
    wish = _wish(theirs)
    if wish.text == block.text:
        return None
    text = block.host_text
    kept = Suggestion(
        text_id=text.id,
        block=block,
        op="replace",
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


def _block_in(blocks: Sequence[typed.Block], block_id: int) -> typed.Block | None:
    return next((block for block in blocks if block.id == block_id), None)


def _as_typed_in(blocks: Sequence[typed.Block], block_id: int) -> str:
    found = _block_in(blocks, block_id)
    return as_typed(found) if found else ""
