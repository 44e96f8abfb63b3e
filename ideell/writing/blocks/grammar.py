"""Blocks as one types them: a blank line begins a new block.

``## `` begins a heading, ``- `` an item of a list, ``> `` a quotation; anything else is a
paragraph. An item or a quotation needs no blank line before it. What ``serialise`` writes,
``parse`` reads back unchanged.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ideell.writing.blocks.shape import Block, Kind, Typed
from ideell.writing.blocks.tidying import tidy

MARKS: dict[Kind, str] = {"paragraph": "", "heading": "## ", "list_item": "- ", "quotation": "> "}

LONG_LINE = 200
"""A line as long as this was not broken by hand: the break after it ends a paragraph. (Word
gives one line break per paragraph when text is pasted.)"""

_HEADING = re.compile(r"#{1,6} +(?=\S)")


def parse(text: str) -> list[Typed]:
    """Read typed or pasted text into blocks, none of them empty."""
    blocks = []
    for kind, lines in _gathered(tidy(text).split("\n")):
        if said := "\n".join(lines).strip():
            blocks.append(Typed(kind, said))
    return blocks


def serialise(blocks: Iterable[Typed | Block]) -> str:
    """Write blocks as the text that one would type; items of one list stand close together."""
    written = [(block.kind, _written(block)) for block in blocks]
    parts = [text for _, text in written[:1]]
    for (before, _), (kind, text) in pairwise(written):
        parts += "\n" if before == kind == "list_item" else "\n\n", text
    return "".join(parts)


def _written(block: Typed | Block) -> str:
    mark = MARKS[block.kind]
    return mark + block.text.replace("\n", "\n> " if block.kind == "quotation" else "\n")


def _gathered(lines: Iterable[str]) -> Iterator[tuple[Kind, list[str]]]:
    """Lines that belong to one block, with its kind."""
    kind: Kind = "paragraph"
    block: list[str] = []
    for line in lines:
        found, said = _read(line)
        if not line or _begins(found, kind, block):
            yield kind, block
            block, kind = [], found
        if line:
            block.append(said)
    yield kind, block


def _read(line: str) -> tuple[Kind, str]:
    if heading := _HEADING.match(line):
        return "heading", line[heading.end() :]
    if line.startswith("- "):
        return "list_item", line[2:]
    if line == ">" or line.startswith(">"):
        return "quotation", line[1:].lstrip(" ")
    return "paragraph", line


def _begins(found: Kind, kind: Kind, block: list[str]) -> bool:
    """Whether a line of one kind begins a new block after the lines of another."""
    if not block or found in ("heading", "list_item") or kind == "heading":
        return True
    if found == "quotation" or kind == "quotation":
        return found != kind
    return kind == "paragraph" and len(block[-1]) >= LONG_LINE
