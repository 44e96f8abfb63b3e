"""The outline as JSON, and back with every shape and size checked.

The child process has read a file that may have been made to harm it; what it sends back is
therefore believed no more than the file was.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from ideell.reading.limits import (
    BOX_CHARACTERS,
    DEEPEST_LEVEL,
    HEADING_CHARACTERS,
    NODES,
    NUMBER_CHARACTERS,
)
from ideell.reading.nodes import Form, Kind, Node, Note, Outline

LAST_PAGE = 99_999
TITLE_CHARACTERS = 2_000

Choice = TypeVar("Choice", bound=StrEnum)


class Misshapen(ValueError):
    """What the child sent is not an outline."""


def as_json(outline: Outline) -> dict[str, Any]:
    """Return an outline as plain values for JSON."""
    return {
        "title": outline.title[:TITLE_CHARACTERS],
        "form": outline.form.value,
        "pages": outline.pages,
        "notes": [note.value for note in outline.notes],
        "nodes": [_node_as_json(node) for node in outline.nodes],
    }


def _node_as_json(node: Node) -> dict[str, Any]:
    return {
        "number": node.number,
        "heading": node.heading,
        "kind": node.kind.value,
        "level": node.level,
        "page": node.page,
        "page_to": node.page_to,
        "text": node.text,
        "certain": node.certain,
    }


def outline_from(value: object) -> Outline:
    """Return the outline in values that came as JSON. Raises `Misshapen`."""
    fields = fields_of(value, {"title", "form", "pages", "notes", "nodes"})
    nodes = list_of(fields["nodes"], NODES)
    if not nodes:
        raise Misshapen("no nodes")
    return Outline(
        text_of(fields["title"], TITLE_CHARACTERS),
        _choice(Form, fields["form"]),
        tuple(_node(node) for node in nodes),
        page_of(fields["pages"]),
        tuple(_choice(Note, note) for note in list_of(fields["notes"], len(Note))),
    )


def _node(value: object) -> Node:
    names = {"number", "heading", "kind", "level", "page", "page_to", "text", "certain"}
    fields = fields_of(value, names)
    text = fields["text"]
    if not isinstance(fields["certain"], bool):
        raise Misshapen("certain")
    heading = text_of(fields["heading"], HEADING_CHARACTERS)
    if not heading:
        raise Misshapen("heading")
    return Node(
        text_of(fields["number"], NUMBER_CHARACTERS),
        heading,
        _choice(Kind, fields["kind"]),
        whole_of(fields["level"], DEEPEST_LEVEL),
        page_of(fields["page"]),
        page_of(fields["page_to"]),
        None if text is None else text_of(text, BOX_CHARACTERS),
        fields["certain"],
    )


def fields_of(value: object, names: set[str]) -> Mapping[str, Any]:
    """Return a mapping with exactly these names."""
    if not isinstance(value, dict) or set(value) != names:
        raise Misshapen("fields")
    return value


def list_of(value: object, most: int) -> list[Any]:
    """Return a list of at most so many."""
    if not isinstance(value, list) or len(value) > most:
        raise Misshapen("list")
    return value


def text_of(value: object, longest: int) -> str:
    """Return a text of at most so many characters that can be stored."""
    if not isinstance(value, str) or len(value) > longest:
        raise Misshapen("text")
    if any(c < " " and c != "\n" for c in value) or not _is_writable(value):
        raise Misshapen("text")
    return value


def _is_writable(value: str) -> bool:
    """Whether the text can be stored: half a surrogate pair cannot."""
    return not any("\ud800" <= c <= "\udfff" for c in value)


def whole_of(value: object, most: int) -> int:
    """Return a whole number from one."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise Misshapen("number")
    return value


def page_of(value: object) -> int | None:
    """Return the number of a page, or nothing."""
    return None if value is None else whole_of(value, LAST_PAGE)


def _choice(kind: type[Choice], value: object) -> Choice:
    try:
        return kind(text_of(value, 40))
    except ValueError as error:
        raise Misshapen(kind.__name__) from error
