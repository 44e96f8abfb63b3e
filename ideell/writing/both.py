"""Both, when something cannot be taken back: what one did, and what somebody made of it since.

Nothing is lost either way: the text as it was before comes back as a new version, or what stands
is left (design: ux, Undo).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.writing import blocks as typed
from ideell.writing.holding import hold_to_write
from ideell.writing.merge import Conflict, MergedBlocks, merge_blocks
from ideell.writing.models import Block, Revision, Text
from ideell.writing.planning import plan_anew
from ideell.writing.redeciding import decisions_on
from ideell.writing.saving import Made, put, revision_of
from ideell.writing.showing import in_words, shown_pieces
from ideell.writing.standing import rows_of
from ideell.writing.suggesting import merged_by, reopen
from ideell.writing.suggestions import Suggestion
from ideell.writing.versions import built_upon, who_followed


@dataclass(frozen=True)
class Shown:
    """One block: how it was before, what one made of it, and what it says now ("" when gone)."""

    label: str
    before: str
    mine: str
    now: str
    later: Revision | None

    @property
    def my_change(self) -> list[list[str]]:
        """What one did."""
        return shown_pieces(self.before, self.mine)

    @property
    def my_words(self) -> dict[str, Any]:
        """What one did, in words."""
        return in_words(self.before, self.mine)

    @property
    def their_change(self) -> list[list[str]]:
        """What was made of it since."""
        return shown_pieces(self.mine, self.now)

    @property
    def their_words(self) -> dict[str, Any]:
        """What was made of it since, in words."""
        return in_words(self.mine, self.now)


@dataclass(frozen=True)
class Both:
    """The page: the text, what one did, and the blocks that somebody has changed since."""

    deed: Deed
    text: Text
    revision: Revision
    blocks: list[Shown]

    @property
    def sentence(self) -> str:
        """Why it cannot be taken back."""
        return built_upon(self.blocks[0].later)


def both_of(deed: Deed, *, by: Actor) -> Both | None:
    """Return what the page shows, or None when the deed changed no text or nothing builds on it."""
    revision = _made_by(deed)
    if revision is None:
        return None
    text = db.session.get_one(Text, revision.text_id)
    head = revision_of(text, text.head_id)
    merged = _taken_back(revision, head.standing if head else [])
    shown = [_shown(text, revision, conflict, by) for conflict in merged.conflicts]
    return Both(deed, text, revision, shown) if shown else None


def take_back_anyway(deed: Deed, *, by: Actor) -> Deed:
    """Let the blocks say what they said before the deed, as a new version.

    What others made of them since stays among the versions, and what was suggested is open again.
    Returns the deed of the new version, which can be undone.
    """
    made: list[Deed] = []

    def way(thing: Any, *, deed: Deed, by: Actor) -> None:
        made.append(_write_as_before(thing, _made_by(deed), by=by))

    deed.undo(by=by, way=way)
    return made[0]


def _write_as_before(thing: Any, revision: Revision | None, *, by: Actor) -> Deed:
    assert revision is not None  # the gate lets nobody here without one
    text = db.session.get_one(Text, revision.text_id)
    hold_to_write(text, by=by)
    held = rows_of(text)
    merged = _taken_back(revision, [row.as_block for row in held])
    saved = put(text, _as_before(merged), by=by, made=Made("restored"), held=held)
    decided = [thing] if isinstance(thing, Suggestion) else []
    decided += merged_by(revision)
    decisions = decisions_on(decided)
    reopen(decided)
    for row in held:
        if row.plan and row.removed_at is None:
            plan_anew(row)
    assert saved.revision is not None  # because what somebody built on it differs
    return record(by, "text.written", saved.revision, made="restored", decisions=decisions)


def _as_before(merged: MergedBlocks) -> list[typed.Block]:
    """The blocks with what one did taken out, and what others built on it with it."""
    before = {conflict.id: conflict.mine for conflict in merged.conflicts}
    wanted = [before.get(block.id, block) for block in merged.blocks]
    return [block for block in wanted if block is not None]


def _made_by(deed: Deed) -> Revision | None:
    """The save that a deed made, if it made any."""
    number = deed.details.get("revision")
    if deed.thing_kind == Revision.__name__:
        number = deed.thing_id
    return db.session.get(Revision, number) if number else None


def _taken_back(revision: Revision, standing: Sequence[typed.Block]) -> MergedBlocks:
    """What stands, brought together with how it was before a revision."""
    parent = db.session.get(Revision, revision.parent_id) if revision.parent_id else None
    return merge_blocks(revision.standing, parent.standing if parent else [], standing)


def _shown(text: Text, revision: Revision, conflict: Conflict, by: Actor) -> Shown:
    block = db.session.get_one(Block, conflict.id)
    before, mine, now = (
        one.text if one else "" for one in (conflict.mine, conflict.base, conflict.theirs)
    )
    later = who_followed(text, revision, {conflict.id}, by=by)
    return Shown(block.label, before, mine, now, later)
