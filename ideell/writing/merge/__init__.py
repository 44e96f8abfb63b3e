"""Three-way merging: two texts made from one common text become one, or a named conflict."""

from ideell.writing.merge.text import Hunk, Merged, collide, merge_text

__all__ = ["Hunk", "Merged", "collide", "merge_text"]
