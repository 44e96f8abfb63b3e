"""Two people changed the same words of a block: both texts, and both brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.people.models import User
from ideell.writing import blocks as typed
from ideell.writing.arranging import as_typed, rewritten
from ideell.writing.diff import is_rewritten
from ideell.writing.holding import Collided
from ideell.writing.merge import mixed_sentences
from ideell.writing.models import Block, Revision
from ideell.writing.saving import changed_since
from ideell.writing.showing import in_words, shown_pieces


@dataclass(frozen=True)
class Collision:
    """What the page shows: who was first and when, both texts, and both brought together.

    `theirs` is "" when the other removed the block, `mine` when one wanted to remove it; `note`
    is what one wrote about one's change; `both` is what stands in the field, `woven` what was put
    there for one.
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
    woven: str = ""

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

    @property
    def mixed(self) -> list[str]:
        """Sentences in the field that neither of them wrote."""
        mixed = mixed_sentences(self.woven, self.base, self.mine, self.theirs)
        return [sentence for sentence in mixed if sentence in self.both]


def collision_of(
    block: Block, collided: Collided, base: Revision | None, mine: str, *, note: str = ""
) -> Collision:
    """Return what to show when saving `mine` (as typed) on `base` touched another's words."""
    head = db.session.get_one(Revision, collided.head_id)
    later = changed_since(block.host_text, base, block.id)
    first = later[0] if later else head
    seen = block_in(base.standing if base else [], block.id)
    return Collision(
        block=block,
        head=head,
        person=first.author,
        at=first.at,
        base=as_typed(seen) if seen else "",
        mine=mine,
        theirs=as_typed_in(head.standing, block.id),
        both=(woven := _both(collided, block, seen, mine)),
        tried_at=now(),
        note=note,
        base_id=base.id if base else None,
        woven=woven,
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


def block_in(blocks: Sequence[typed.Block], block_id: int) -> typed.Block | None:
    """Return a block of a text as it stood, or None where it did not."""
    return next((block for block in blocks if block.id == block_id), None)


def as_typed_in(blocks: Sequence[typed.Block], block_id: int) -> str:
    """Return a block of a text as one types it; "" where it did not stand."""
    found = block_in(blocks, block_id)
    return as_typed(found) if found else ""
