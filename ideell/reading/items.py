"""What stands inside a section: boxes with proposals and assessments, questions, acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ideell.reading.blocks import Block
from ideell.reading.cleaning import first_sentence, shortened
from ideell.reading.joining import Joiner
from ideell.reading.kinds import question_number
from ideell.reading.labels import Label, ends_box, label_of
from ideell.reading.limits import (
    BODY_CHARACTERS,
    BOX_CHARACTERS,
    HEADING_CHARACTERS,
    NUMBER_CHARACTERS,
)
from ideell.reading.nodes import Kind, Node
from ideell.reading.statutes import is_statute

GOVERNMENT = "Regeringens"
LONGEST_STATUTE = 260


@dataclass(slots=True)
class Box:
    """A box while it is read: its label, where it stands and the paragraphs so far."""

    label: Label
    place: int
    page: int | None
    frame: int | None
    listed: bool
    last_page: int | None
    paragraphs: list[str] = field(default_factory=list)

    def node(self, level: int) -> Node:
        """Return the finished box; its heading is its first sentence, whole."""
        text = "\n".join(self.paragraphs)
        heading = first_sentence(text.removeprefix("- "))
        return Node(
            self.label.number[:NUMBER_CHARACTERS],
            shortened(heading, HEADING_CHARACTERS) or self.label.kind.value,
            self.label.kind,
            level,
            self.page,
            self.last_page,
            text=shortened(text, BOX_CHARACTERS),
        )


class Section:
    """Reads the blocks under one heading into its boxes, questions, acts and first text."""

    def __init__(self, joiner: Joiner, *, asks: bool, statutes: bool, bill: bool) -> None:
        """Look for questions and acts only where the heading says that they stand here."""
        self.joiner, self.asks, self.statutes, self.bill = joiner, asks, statutes, bill
        self.boxes: list[Box] = []
        self.open: Box | None = None
        self.paragraphs: list[str] = []
        self.characters = 0

    def read(self, blocks: Sequence[Block], first: int, *, heading: bool = False) -> None:
        """Take the blocks; `first` is the place of the first one in the document.

        Headings that were given up are left out, but with `heading` the first block is one
        that is read as text.
        """
        for place, block in enumerate(blocks, start=first):
            if block.depth is not None and not (heading and place == first):
                continue
            text = self.joiner.joined(block.lines)
            label = label_of(text, framed=block.frame is not None and block.frame != self._frame())
            if label:
                self._begin(label, block, place)
            elif ends_box(text) or not self._continues(block, text):
                self.open = None
                self._outside(block, text, place)

    def _frame(self) -> int | None:
        return self.open.frame if self.open else None

    def _begin(self, label: Label, block: Block, place: int) -> None:
        self.open = None
        if label.is_reported or (self.bill and label.whose not in ("", GOVERNMENT)):
            return
        self.open = Box(label, place, block.page, block.frame, block.listed, block.page)
        if label.rest:
            self.open.paragraphs.append(label.rest)
        self.boxes.append(self.open)

    def _continues(self, block: Block, text: str) -> bool:
        """Add the block to the open box if it belongs there, and tell whether it did."""
        box = self.open
        if box is None:
            return False
        if block.bullet and (block.frame == box.frame):
            box.paragraphs.append(f"- {text}")
        elif not box.paragraphs or (box.frame is not None and block.frame == box.frame):
            box.paragraphs.append(text)
        elif box.paragraphs[-1][-1] not in ".!?:”)" and text[:1].islower():
            box.paragraphs[-1] = self.joiner.joined([box.paragraphs[-1], text])
        else:
            return False
        box.last_page = block.page
        return True

    def _outside(self, block: Block, text: str, place: int) -> None:
        if self.asks and "?" in text:
            number, question = question_number(text)
            self._found(Label(Kind.QUESTION, "", number, ""), block, question, place)
        elif self.statutes and is_statute(text) and self._is_short(text):
            self._found(Label(Kind.STATUTE, "", "", ""), block, text, place)
        elif self.characters < BODY_CHARACTERS:
            self.paragraphs.append(f"- {text}" if block.bullet else text)
            self.characters += len(text)

    def _found(self, label: Label, block: Block, text: str, place: int) -> None:
        self.boxes.append(
            Box(label, place, block.page, block.frame, block.listed, block.page, [text])
        )

    @staticmethod
    def _is_short(text: str) -> bool:
        return len(text) <= LONGEST_STATUTE and not text.endswith(".")

    @property
    def text(self) -> str | None:
        """The first part of the section's own text."""
        return shortened("\n".join(self.paragraphs), BODY_CHARACTERS) or None
