"""A whole message in the tiny grammar as HTML: comments, input, notes."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from ideell.foundation.text import render
from ideell.writing.blocks import Typed, parse

TAGS = {"paragraph": "p", "heading": "h4", "quotation": "blockquote", "list_item": "li"}


def render_prose(text: str) -> Markup:
    """Return the HTML of typed text of several blocks: cleaned pieces in elements of ours."""
    parts = []
    for kind, run in groupby(parse(text), key=lambda block: block.kind):
        inside = "".join(_element(block) for block in run)
        parts.append(f"<ul>{inside}</ul>" if kind == "list_item" else inside)
    return Markup("".join(parts))  # noqa: S704  # because what stands in the elements was cleaned


def _element(block: Typed) -> str:
    tag = TAGS[block.kind]
    return f"<{tag}>{render(block.text, block.kind)}</{tag}>"
