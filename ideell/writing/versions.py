"""Versions: compared two by two, taken back, and restored as new ones. Nothing is rewritten."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.database import LARGEST_NUMBER
from ideell.foundation.language import _
from ideell.foundation.rules import Followed, RuleBroken
from ideell.writing import blocks as typed
from ideell.writing import words
from ideell.writing.arranging import brought_back
from ideell.writing.diff import BlockChange, diff_blocks
from ideell.writing.holding import hold_to_write
from ideell.writing.merge import merge_blocks
from ideell.writing.models import Block, Revision, Text
from ideell.writing.planning import plan_anew
from ideell.writing.redeciding import decide_again
from ideell.writing.saving import Made, Saved, changed_since, put, revision_of, write
from ideell.writing.showing import shown_pieces
from ideell.writing.standing import rows_of
from ideell.writing.suggesting import merged_by, reopen


@dataclass(frozen=True)
class Compared:
    """One block of a comparison: what became of it, the pieces to show, and the words."""

    change: BlockChange
    pieces: list[list[str]]
    sentence: str
    items: list[str]

    @property
    def block_id(self) -> int:
        """The block it is about: of several the first that stands, of one removed itself."""
        return int(str((self.change.new or self.change.old)[0].id))

    @property
    def said(self) -> str:
        """What happened to the block, in a word or two."""
        said = {
            "same": _("Oförändrat"),
            "changed": _("Ändrat"),
            "added": _("Nytt"),
            "removed": _("Borttaget"),
            "split": _("Delat"),
            "joined": _("Ihopfört"),
        }[self.change.change]
        return _("%(what)s och flyttat", what=said) if self.change.moved else said


def version_numbered(text: Text, number: int) -> Revision | None:
    """Return one version of a text by its number, or None."""
    if number > LARGEST_NUMBER:
        return None
    return db.session.scalar(
        sa.select(Revision)
        .where(Revision.text_id == text.id, Revision.number == number)
        .options(
            joinedload(Revision.author), joinedload(Revision.acting_org), undefer(Revision.blocks)
        )
    )


def compare(old: Revision, new: Revision) -> list[Compared]:
    """Return what is different between two versions, block by block, in the new one's order."""
    return compared(old.standing, new.standing)


def compared(old: Sequence[typed.Block], new: Sequence[typed.Block]) -> list[Compared]:
    """Return what is different between two lists of blocks, in the new one's order."""
    return [
        Compared(
            change,
            shown_pieces(change.old_text, change.new_text),
            words.sentence(change.old_text, change.new_text),
            words.as_list(change.old_text, change.new_text),
        )
        for change in diff_blocks(old, new)
        if change.change != "same" or change.moved
    ]


def newest_with(block: Block) -> Revision | None:
    """Return the newest revision in which a block stands, which is the head unless it is gone."""
    newest = revision_of(block.host_text, block.host_text.head_id)
    if block.removed_at is None or newest is None:
        return newest
    removed_in = changed_since(block.host_text, None, block.id)[0]
    return revision_of(block.host_text, removed_in.parent_id)


def restore(revision: Revision, *, by: Actor, block_id: int | None = None) -> Saved:
    """Make a new version that says what an old one said: all of it, or one block.

    Raises `RuleBroken` when the old version does not have the block.
    """
    text = db.session.get_one(Text, revision.text_id)
    hold_to_write(text, by=by)
    standing = [row.as_block for row in rows_of(text)]
    wanted = revision.standing
    if block_id is not None:
        old = next((block for block in wanted if block.id == block_id), None)
        if old is None:
            raise RuleBroken(_("Stycket finns inte i den versionen."))
        wanted = [old if block.id == block_id else block for block in standing]
        wanted = brought_back(wanted, revision.standing, block_id)
    head = revision_of(text, text.head_id)
    note = _("Version %(number)s tillbaka", number=revision.number)
    return write(text, wanted, base=head, by=by, made=Made("restored", note=note, again=revision))


def take_back(revision: Revision, *, by: Actor) -> Saved:
    """Make a new version without what `revision` changed; later changes elsewhere stay.

    Raises `Followed` when later changes build on it.
    """
    text = db.session.get_one(Text, revision.text_id)
    hold_to_write(text, by=by)
    held = rows_of(text)
    standing = [row.as_block for row in held]
    parent = db.session.get(Revision, revision.parent_id) if revision.parent_id else None
    before = parent.standing if parent else []
    merged = merge_blocks(revision.standing, before, standing)
    if not merged.clean:
        ids = {conflict.id for conflict in merged.conflicts}
        raise Followed(built_upon(who_followed(text, revision, ids, by=by)))
    saved = put(text, merged.blocks, by=by, made=Made("undone", again=parent), held=held)
    for row in held:
        if saved.revision is not None and row.id in saved.revision.touched and row.plan:
            plan_anew(row)
    reopen(merged_by(revision))
    return saved


def who_followed(
    text: Text, revision: Revision, block_ids: AbstractSet[Any], *, by: Actor
) -> Revision | None:
    """Return the latest save of these blocks after a revision, somebody else's where there is."""
    later = [one for one in changed_since(text, revision) if block_ids & set(one.touched)]
    return next((one for one in later if one.author_id != by.user_id), next(iter(later), None))


def built_upon(later: Revision | None) -> str:
    """Return in a sentence why something cannot be taken back."""
    name = later.author.name if later else _("någon")
    return _("Det går inte att ångra helt, för %(name)s har ändrat efter dig.", name=name)


def undo_writing(revision: Revision, *, deed: Deed, by: Actor) -> None:
    """Take back what one wrote directly, and let the decisions stand again that went with it.

    Refused when one may no longer write.
    """
    take_back(revision, by=by)
    decide_again(deed.details.get("decisions", []))
