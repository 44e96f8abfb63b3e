"""Bookmarks of a PDF, put where their headings stand in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ideell.reading.blocks import Block

MOST_LINES = 6
SHORTEST_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark: `depth` is 1 for the outermost, `page` counts from 1."""

    title: str
    depth: int
    page: int | None


def with_bookmarks(blocks: Sequence[Block], bookmarks: Sequence[Bookmark]) -> list[Block]:
    """Return the blocks with one heading block for each bookmark, in the bookmarks' order.

    A bookmark replaces its heading in the text. The page that it points to may be wrong: then
    the heading is looked for in the whole document. One that is found nowhere is put first on
    its page.
    """
    places = _in_order(_found(blocks, bookmarks), len(blocks))
    result: list[Block] = []
    taken = 0
    for bookmark, (place, consumed) in zip(bookmarks, places, strict=True):
        result.extend(blocks[taken:place])
        page = blocks[place].page if place < len(blocks) else bookmark.page
        result.append(Block((bookmark.title,), page, bookmark.depth))
        taken = max(taken, place + consumed)
    result.extend(blocks[taken:])
    return result


def _found(blocks: Sequence[Block], bookmarks: Sequence[Bookmark]) -> Iterator[tuple[int, int]]:
    """Yield for each bookmark the place of its heading and how many blocks it takes."""
    heads = [_letters(" ".join(b.lines)) if len(b.lines) <= MOST_LINES else "" for b in blocks]
    by_text: dict[str, list[int]] = {}
    for place, head in enumerate(heads):
        by_text.setdefault(head, []).append(place)
    starts = _page_starts(blocks)
    for bookmark in bookmarks:
        title = _letters(bookmark.title)
        page = bookmark.page or 1
        start, end = starts.get(page, (len(blocks), len(blocks)))
        yield _on_page(heads, title, start, end) or _anywhere(by_text, title, start) or (start, 0)


def _on_page(heads: Sequence[str], title: str, start: int, end: int) -> tuple[int, int] | None:
    for place in range(start, end):
        head, consumed = heads[place], 1
        while head and head != title and title.startswith(head) and place + consumed < end:
            head += heads[place + consumed]
            consumed += 1
        if head == title or (len(head) > SHORTEST_SHARE * len(title) and head in title):
            return place, consumed
    return None


def _anywhere(by_text: dict[str, list[int]], title: str, start: int) -> tuple[int, int] | None:
    places = by_text.get(title)
    return (min(places, key=lambda place: abs(place - start)), 1) if places else None


def _page_starts(blocks: Sequence[Block]) -> dict[int, tuple[int, int]]:
    """Return where the blocks of each page begin and end; an empty page lies between."""
    starts: dict[int, tuple[int, int]] = {}
    for place, block in enumerate(blocks):
        page = block.page or 1
        first, _ = starts.get(page, (place, place))
        starts[page] = (first, place + 1)
    return starts


def _in_order(places: Iterator[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """Move a bookmark that was not found to where it comes between its neighbours."""
    result = list(places)
    limit = end
    for i in range(len(result) - 1, -1, -1):
        place, consumed = result[i]
        if place > limit:
            result[i] = (limit, 0)
        elif consumed:
            limit = place
    reached = 0
    for i, (place, consumed) in enumerate(result):
        if place < reached:
            result[i] = (reached, 0)
        else:
            reached = place + consumed
    return result


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def as_headings(bookmarks: Sequence[Bookmark]) -> list[Bookmark]:
    """Return the bookmarks worth using: with words, and at least two of them."""
    kept = [replace(b, title=b.title.strip()) for b in bookmarks if _letters(b.title)]
    return kept if len(kept) >= 2 else []
