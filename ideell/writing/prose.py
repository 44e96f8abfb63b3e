"""A whole message in the tiny grammar as HTML: comments, input, notes."""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup

from ideell.foundation.text import render
from ideell.writing.blocks import Typed, parse

_NOTE_MARK = re.compile(r'<sup class="footnote-mark">.*?</sup>|<sup>\d+</sup>')
_ITEMS = re.compile(r"(?<=\w)</li><li>")
_BLOCK = re.compile(r"<(?:p|h4|blockquote|ul|li|br)>")
TAGS = {"paragraph": "p", "heading": "h4", "quotation": "blockquote", "list_item": "li"}


def render_prose(text: str) -> Markup:
    """Return the HTML of typed text of several blocks: cleaned pieces in elements of ours."""
    parts = []
    for kind, run in groupby(parse(text), key=lambda block: block.kind):
        inside = "".join(_element(block) for block in run)
        parts.append(f"<ul>{inside}</ul>" if kind == "list_item" else inside)
    return Markup("".join(parts))  # noqa: S704  # because what stands in the elements was cleaned


def words_of(prose: Markup) -> str:
    """Return rendered prose as plain words on one line: no marks of lists, and names as they
    stand for the reader. Items of a list are told apart by commas, a footnote by brackets.
    """
    bare = _NOTE_MARK.sub("", str(prose))
    noted = bare.replace('<small class="footnote"> ', "(").replace("</small>", ")")
    return Markup(_BLOCK.sub(" ", _ITEMS.sub(", ", noted))).striptags()  # noqa: S704  # because only its words are taken


def _element(block: Typed) -> str:
    tag = TAGS[block.kind]
    return f"<{tag}>{render(block.text, block.kind)}</{tag}>"
