"""On which pages the nodes stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ideell.reading.nodes import Node


def with_pages(nodes: Sequence[Node], printed: Mapping[str, int], last: int | None) -> list[Node]:
    """Return the nodes with pages: the file's own, else those its table of contents prints.

    `last` is the number of the last page of a file that has pages; then each node also gets
    the page where the next node on its level or above begins; a box knows its own end.
    """
    paged = [
        node if node.page is not None else replace(node, page=printed.get(node.stable_key))
        for node in nodes
    ]
    return paged if last is None else _with_ends(paged, last)


def _with_ends(nodes: Sequence[Node], last: int) -> list[Node]:
    result: list[Node] = []
    following: list[tuple[int, int]] = []
    for node in reversed(nodes):
        while following and following[-1][0] > node.level:
            following.pop()
        end = following[-1][1] if following else last
        page = node.page
        if page is None:
            result.append(node)
            continue
        result.append(node if node.page_to else replace(node, page_to=max(page, end)))
        following.append((node.level, page))
    return result[::-1]
