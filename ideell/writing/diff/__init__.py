"""What has been changed: edits to merge by, pieces to show, blocks to compare."""

from ideell.writing.diff.edits import (
    Edit,
    apply_edits,
    diff_words,
    finest_edits,
    is_rewritten,
    near,
    planned_edits,
)
from ideell.writing.diff.moving import moves, phrases, torn
from ideell.writing.diff.sections import BlockChange, diff_blocks
from ideell.writing.diff.showing import Piece, pieces, readable

__all__ = [
    "BlockChange",
    "Edit",
    "Piece",
    "apply_edits",
    "diff_blocks",
    "diff_words",
    "finest_edits",
    "is_rewritten",
    "moves",
    "near",
    "phrases",
    "pieces",
    "planned_edits",
    "readable",
    "torn",
]
