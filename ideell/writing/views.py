"""Three ways to see a text: as it stands, with the suggestions in it, only what would change.

Nothing is compared here: the stored plan says where each suggestion changes what.
"""

from __future__ import annotations

from ideell.writing.models import Block
from ideell.writing.planning import plan_of

VIEWS = ("", "forslagen", "andringarna")


def woven(block: Block) -> list[list[str]]:
    """Return the block as pieces with every suggestion in it that collides with no other.

    Where suggestions collide the words stand as they are; the margin says that one must choose.
    """
    plan = plan_of(block)
    if not plan.is_of(block.text):
        return [["same", block.text]]
    pieces: list[list[str]] = []
    place = 0
    for edit in plan.free:
        for kind, text in (
            ("same", block.text[place : edit.start]),
            ("del", edit.old),
            ("ins", edit.new),
        ):
            if text:
                pieces.append([kind, text])
        place = edit.end
    return [*pieces, ["same", block.text[place:]]]
