"""Small ways of writing an outline down, so that a test shows what it means."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from ideell.reading.assembling import assemble
from ideell.reading.document import read_outline
from ideell.reading.markdown import read_markdown
from ideell.reading.nodes import Form, Node, Outline
from ideell.reading.unreadable import Reason, Unreadable


def outline_of(text: str) -> Outline:
    """Return the outline of a Markdown text that is indented to fit the test."""
    return assemble(read_markdown(dedent(text).strip("\n")), Form.MARKDOWN)


def drawn(outline: Outline) -> list[str]:
    """Return one line for each node, "2 section 1.1 Bakgrund", in document order."""
    return [_line(node) for node in outline.nodes]


def _line(node: Node) -> str:
    words = (str(node.level), str(node.kind), node.number, node.heading)
    return " ".join(filter(None, words))


def written(folder: Path, content: str | bytes, name: str = "rapport.bin") -> Path:
    """Return a new file with that content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path) -> Reason | None:
    """Return why the file cannot be read, None when it can."""
    try:
        read_outline(path, path.name)
    except Unreadable as error:
        return error.reason
    return None
