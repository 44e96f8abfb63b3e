"""A preview as JSON, and back with every shape and size checked: believed no more than its file."""

from __future__ import annotations

from typing import Any

from ideell.reading.limits import (
    PIECE_CHARACTERS,
    PREVIEW_CHARACTERS,
    PREVIEW_PIECES,
    TABLE_CELLS,
)
from ideell.reading.preview import Piece, Preview
from ideell.reading.wire import (
    LAST_PAGE,
    TITLE_CHARACTERS,
    Misshapen,
    fields_of,
    list_of,
    page_of,
    text_of,
    whole_of,
)

KINDS = frozenset({"heading", "paragraph", "item", "row"})
FIELDS = {"title", "pages", "pieces", "is_cut", "width", "height"}


def preview_as_json(preview: Preview) -> dict[str, Any]:
    """Return a preview as plain values for JSON."""
    return {
        "title": preview.title[:TITLE_CHARACTERS],
        "pages": preview.pages,
        "pieces": [[*piece[:3], list(piece.cells), piece.begins] for piece in preview.pieces],
        "is_cut": preview.is_cut,
        "width": preview.width,
        "height": preview.height,
    }


def preview_from(value: object) -> Preview:
    """Return the preview in values that came as JSON. Raises `Misshapen`."""
    fields = fields_of(value, FIELDS)
    most = PREVIEW_PIECES + PREVIEW_CHARACTERS // PIECE_CHARACTERS
    pieces = tuple(piece_from(one) for one in list_of(fields["pieces"], most))
    if sum(len(one.text) + sum(map(len, one.cells)) for one in pieces) > PREVIEW_CHARACTERS:
        raise Misshapen("characters")
    return Preview(
        text_of(fields["title"], TITLE_CHARACTERS),
        page_of(fields["pages"]),
        pieces,
        _truth(fields["is_cut"]),
        _side(fields["width"]),
        _side(fields["height"]),
    )


def piece_from(value: object) -> Piece:
    """Return one piece in values that came as JSON. Raises `Misshapen`."""
    parts = list_of(value, 5)
    if len(parts) != 5 or parts[0] not in KINDS:
        raise Misshapen("piece")
    kind, text, depth, cells, begins = parts
    return Piece(
        kind,
        text_of(text, PIECE_CHARACTERS),
        whole_of(depth, 6) if depth else 0,
        tuple(text_of(one, PREVIEW_CHARACTERS) for one in list_of(cells, TABLE_CELLS + 1)),
        _truth(begins),
    )


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise Misshapen("truth")
    return value


def _side(value: object) -> int | None:
    return None if value is None else whole_of(value, LAST_PAGE)
