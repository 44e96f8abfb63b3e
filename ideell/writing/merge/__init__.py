"""Three-way merging: two texts made from one common text become one, or a named conflict."""

from ideell.writing.merge.blocks import Conflict, MergedBlocks, merge_blocks
from ideell.writing.merge.text import Hunk, Merged, collide, merge_text, mine_on_theirs
from ideell.writing.merge.weaving import beside, mixed_sentences, together

__all__ = [
    "Conflict",
    "Hunk",
    "Merged",
    "MergedBlocks",
    "beside",
    "collide",
    "merge_blocks",
    "merge_text",
    "mine_on_theirs",
    "mixed_sentences",
    "together",
]
