"""Why a file cannot become an outline. The words for people are in `sentences`."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with the file; the child process sends only this key."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_NODES = "too_many_nodes"
    TOO_SLOW = "too_slow"
    TOO_HEAVY = "too_heavy"
    UNKNOWN_KIND = "unknown_kind"
    OLD_WORD = "old_word"
    OTHER_OFFICE = "other_office"
    OPEN_DOCUMENT = "open_document"
    RICH_TEXT = "rich_text"
    PICTURE = "picture"
    MACROS = "macros"
    ENCRYPTED = "encrypted"
    IMAGE_ONLY = "image_only"
    DAMAGED = "damaged"
    PACKED_TOO_HARD = "packed_too_hard"
    UNSAFE = "unsafe"
    NOT_UTF8 = "not_utf8"
    NO_HEADINGS = "no_headings"


class Unreadable(Exception):
    """The file cannot be read into an outline, for one named reason."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason; `sentences.sentence(reason)` says it to a person."""
        super().__init__(reason.value)
        self.reason = reason


class Step(StrEnum):
    """What the reading is doing right now, for the progress on the page."""

    OPENING = "opening"
    READING_PAGES = "reading_pages"
    READING_TEXT = "reading_text"
    FINDING_HEADINGS = "finding_headings"
    DONE = "done"
