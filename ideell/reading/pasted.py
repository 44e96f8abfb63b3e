"""A pasted table of contents as an outline, when no file can be read or none is wanted."""

from __future__ import annotations

from ideell.reading.cleaning import shortened
from ideell.reading.contents import Entry, pasted_entries
from ideell.reading.headings import Heading
from ideell.reading.kinds import kind_of
from ideell.reading.labels import label_of
from ideell.reading.levels import is_numbered, levels_of
from ideell.reading.limits import (
    DEEPEST_LEVEL,
    HEADING_CHARACTERS,
    NODES,
    PASTED_CHARACTERS,
)
from ideell.reading.nodes import Form, Node, Outline
from ideell.reading.unreadable import Reason, Unreadable


def outline_of_pasted(text: str) -> Outline:
    """Return the outline of a pasted table of contents, such as "5.2.1 Rubrik ....... 141".

    Levels come from the numbers, else from the indentation. Lines that begin with "Förslag:"
    or "Bedömning:" become proposals and assessments under the heading before them. Raises
    `Unreadable` when there is nothing, or far too much.
    """
    if len(text) > PASTED_CHARACTERS:
        raise Unreadable(Reason.TOO_LARGE)
    entries = pasted_entries(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(entries) > NODES:
        raise Unreadable(Reason.TOO_MANY_NODES)
    if not entries:
        raise Unreadable(Reason.NO_HEADINGS)
    return Outline("", Form.PASTED, tuple(_nodes(entries)))


def _nodes(entries: list[Entry]) -> list[Node]:
    labels = [label_of(f"{entry.number} {entry.heading}".strip()) for entry in entries]
    headings = [
        Heading(place, place + 1, entry.number, entry.heading, entry.depth + 1)
        for place, (entry, label) in enumerate(zip(entries, labels, strict=True))
        if not label or not label.rest
    ]
    levels = dict(zip((h.place for h in headings), levels_of(headings), strict=True))
    numbered = is_numbered(headings)
    by_place = {heading.place: heading for heading in headings}
    nodes: list[Node] = []
    path: list[tuple[int, Heading]] = []
    for place, entry in enumerate(entries):
        if place in by_place:
            level = levels[place]
            path = [pair for pair in path if pair[0] < level]
            above = [heading for _, heading in path]
            kind = kind_of(by_place[place], level, above, numbered=numbered)
            path.append((level, by_place[place]))
            words = shortened(entry.heading, HEADING_CHARACTERS)
            nodes.append(Node(entry.number, words, kind, level, entry.page))
        else:
            label = labels[place]
            assert label is not None
            level = min(path[-1][0] + 1 if path else 1, DEEPEST_LEVEL)
            words = shortened(label.rest, HEADING_CHARACTERS)
            nodes.append(Node(label.number, words, label.kind, level, entry.page))
    return nodes
