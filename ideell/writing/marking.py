"""Klart on a block: a mark that its next change clears."""

from __future__ import annotations

from ideell.activity.models import Deed, record
from ideell.foundation.actor import Actor
from ideell.writing.holding import hold_to_write
from ideell.writing.models import Block


def mark_done(block: Block, *, by: Actor) -> Deed:
    """Mark a block as done, or take the mark away. Raises `Closed` when writing is over."""
    hold_to_write(block.host_text, by=by)
    block.is_done = not block.is_done
    return record(by, "block.done" if block.is_done else "block.undone", block)


def undo_mark(block: Block, *, deed: Deed, by: Actor) -> None:
    """Take the mark away again, or put it back."""
    block.is_done = deed.tag == "block.undone"
