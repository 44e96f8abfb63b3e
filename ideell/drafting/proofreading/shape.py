"""What is read, within which limits, and what is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from ideell.foundation.text import runs

KINDS = (
    "stance", "reference", "broken", "long", "abbreviation", "repeat", "empty", "spaces", "pages",
    "summary",
)  # fmt: skip
"""Kinds of findings, the gravest first."""


class Limits(NamedTuple):
    """Where an editor begins to mark; set in the settings of the installation."""

    sentence_words: int = 35
    pages: int = 10
    repeated_words: int = 12


@dataclass(frozen=True)
class Passage:
    """One block of the answer, as it is read."""

    id: int
    label: str
    kind: str
    text: str

    @cached_property
    def said(self) -> str:
        """The words without marks, and without what stands in footnotes."""
        return "".join(run.text for run in runs(self.text))


@dataclass(frozen=True)
class Part:
    """A section of the answer. `numbers` are those of the proposals that it is about.

    `printed` are the numbers that the letter prints above it; `proposals` and `stances` count
    what a stand is taken on, and how many are taken.
    """

    id: int
    position: int
    heading: str
    role: str = "views"
    passages: tuple[Passage, ...] = ()
    numbers: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    proposals: int = 0
    stances: int = 0
    is_silent: bool = False


@dataclass(frozen=True)
class Draft:
    """The whole answer in the order in which it is read.

    `report_numbers` are those of the report's chapters and sections; `names` are known to the
    reader without an explanation: those of the sender.
    """

    parts: tuple[Part, ...]
    report_numbers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def passages(self) -> Iterator[tuple[Part, Passage]]:
        """Give every block with the section it stands in."""
        for part in self.parts:
            for passage in part.passages:
                yield part, passage


@dataclass(frozen=True)
class Finding:
    """What to look at: which kind, in which section, at which block (None: the section itself).

    `quote` are the words it is about, `detail` a number or a place that its sentence needs.
    """

    kind: str
    section: int
    passage: Passage | None = None
    quote: str = ""
    detail: str = ""

    @property
    def key(self) -> str:
        """What one finding is known by: its kind and its words, wherever the block moves."""
        return sha256(f"{self.kind}\n{self.quote}\n{self.detail}".encode()).hexdigest()[:32]
