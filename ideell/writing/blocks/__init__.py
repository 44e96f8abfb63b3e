"""A section as a list of blocks: read from typed text, written back, followed by their ids."""

from ideell.writing.blocks.following import keep_ids
from ideell.writing.blocks.grammar import parse, serialise
from ideell.writing.blocks.references import NotPut, put_in
from ideell.writing.blocks.shape import (
    LONGEST_BLOCK,
    MOST_BLOCKS,
    Block,
    BlockId,
    Kind,
    Typed,
    complaints,
)
from ideell.writing.blocks.tidying import tidy

__all__ = [
    "LONGEST_BLOCK",
    "MOST_BLOCKS",
    "Block",
    "BlockId",
    "Kind",
    "NotPut",
    "Typed",
    "complaints",
    "keep_ids",
    "parse",
    "put_in",
    "serialise",
    "tidy",
]
