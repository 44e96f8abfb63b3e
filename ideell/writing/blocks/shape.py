"""What a block is, and how much text one section can hold."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ideell.foundation.language import _, ngettext

Kind = Literal["paragraph", "heading", "list_item", "quotation"]
BlockId = int | str | None

LONGEST_BLOCK = 20_000
"""Characters in one block. The speed promises of comparing and merging are kept up to here."""

MOST_BLOCKS = 400
"""Blocks in one section."""


class Typed(NamedTuple):
    """A block as somebody typed it, before anyone knows which block it is."""

    kind: Kind
    text: str


class Block(NamedTuple):
    """A block with the id that it keeps through edits, splits and moves.

    A revision stores blocks as ``[block._asdict(), …]`` and reads them as ``Block(**row)``.
    The id is None for a block that has not been given one yet.
    """

    id: BlockId
    kind: Kind
    text: str


def complaints(blocks: Sequence[Block | Typed]) -> list[str]:
    """What is too much about these blocks, one sentence each; [] when all is well."""
    found = []
    if len(blocks) > MOST_BLOCKS:
        found.append(
            _(
                "Avsnittet har %(count)s stycken. Dela avsnittet, så att det får högst %(most)s.",
                count=len(blocks),
                most=MOST_BLOCKS,
            )
        )
    long = [block for block in blocks if len(block.text) > LONGEST_BLOCK]
    if long:
        found.append(
            ngettext(
                "Ett stycke är för långt: ”%(start)s …”. Dela det med en tom rad.",
                "%(num)s stycken är för långa, det första är ”%(start)s …”. "
                "Dela dem med tomma rader.",
                len(long),
                start=long[0].text[:40].strip(),
            )
        )
    return found
