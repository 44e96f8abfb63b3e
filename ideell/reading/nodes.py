"""The outline of a report: its nodes in document order."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a node is. Chapters and sections hold the other five, on which stands are taken."""

    CHAPTER = "chapter"
    SECTION = "section"
    PROPOSAL = "proposal"
    ASSESSMENT = "assessment"
    STATUTE = "statute"
    QUESTION = "question"
    IMPACT = "impact"


class Form(StrEnum):
    """What kind of file the outline was read from."""

    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"
    PASTED = "pasted"


class Note(StrEnum):
    """What the person who corrects the outline should know about how it was read."""

    HEADINGS_GUESSED = "headings_guessed"
    SUMMARY_REPEATED = "summary_repeated"


@dataclass(frozen=True, slots=True)
class Node:
    """One chapter, section, proposal, assessment, statute, question or impact.

    `number` is text: "5.2.1", "Bilaga 2", "Förslag 38" (a box the report itself numbers) or "".
    `level` is 1 for a chapter; a box lies one level below the section where it stands.
    `page` counts the pages of the file from 1. `text` is the whole text of a box, the first
    part of a section. `certain` is false for a heading that the file does not mark as one.
    """

    number: str
    heading: str
    kind: Kind
    level: int
    page: int | None = None
    page_to: int | None = None
    text: str | None = None
    certain: bool = True

    @property
    def stable_key(self) -> str:
        """Number and heading without case, marks and spacing: what survives a new version.

        Two nodes may share a key (two boxes with the same words); their order tells them apart.
        """
        return f"{self.number.casefold()}|{plain_words(self.heading)}"

    @property
    def is_item(self) -> bool:
        """Whether a stand is taken on it: anything but a chapter or a section."""
        return self.kind not in (Kind.CHAPTER, Kind.SECTION)


@dataclass(frozen=True, slots=True)
class Outline:
    """All nodes of a report in document order, and what is known of the file itself."""

    title: str
    form: Form
    nodes: tuple[Node, ...]
    pages: int | None = None
    notes: tuple[Note, ...] = ()


def plain_words(text: str) -> str:
    """Reduce to lower-case letters and digits; long texts end in a short checksum."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = " ".join("".join(c if c.isalnum() else " " for c in folded).split())
    if len(words) <= 120:
        return words
    return f"{words[:110]} {hashlib.sha256(words.encode()).hexdigest()[:8]}"
