"""The kinds that documents are sorted by, from what their files hold."""

from __future__ import annotations

from ideell.files.types import (
    OPEN_SHEET,
    OPEN_SLIDES,
    OPEN_TEXT,
    SHEET,
    SLIDES,
    WORD,
)

OF_TYPE = {
    "application/pdf": "pdf",
    WORD: "word",
    OPEN_TEXT: "word",
    "application/rtf": "word",
    "text/plain": "text",
    "text/markdown": "text",
    "text/csv": "table",
    SHEET: "table",
    OPEN_SHEET: "table",
    SLIDES: "slides",
    OPEN_SLIDES: "slides",
    "text/html": "page",
}


def kind_of(media_type: str) -> str:
    """Return the kind that a document with such a file is sorted under."""
    if media_type.startswith("image/"):
        return "picture"
    return OF_TYPE.get(media_type, "other")
