"""What people say on the telephone: "4" or "4:3", today's number or an older one."""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlalchemy as sa

from ideell.drafting.models import Response, Section
from ideell.drafting.responding import sections_of
from ideell.extensions import db
from ideell.writing.models import Block
from ideell.writing.numbering import block_called
from ideell.writing.versions import newest_with

_SAID = re.compile(
    r"(?:(?:stycke|avsnitt|punkt)\s*)?(\d{1,4})(?:\s*[:.,/\s]\s*(\d{1,4})\s?([b-z]{0,3}))?",
    re.IGNORECASE,
)


def understood(typed: str) -> str | None:
    """Return "4:3" for 4:3, 4.3, "4 3" and "stycke 4:3", "4" for a section; None for the rest."""
    found = _SAID.fullmatch(typed.strip().rstrip("."))
    if found is None:
        return None
    section, block, letters = found.groups()
    return f"{int(section)}:{int(block)}{letters.lower()}" if block else str(int(section))


@dataclass(frozen=True)
class Called:
    """What a number stands for: a section or a block; neither when there is no such number.

    `nearby` is the section whose number was said, to tell which blocks it has.
    """

    said: str
    section: Section | None = None
    block: Block | None = None
    nearby: Section | None = None

    @property
    def url(self) -> str | None:
        """Where to look, or None."""
        if self.block is not None and self.section is not None:
            return f"{self.section.url}#{self.block.anchor}"
        return self.section.url if self.section is not None else None

    @property
    def renumbered(self) -> str | None:
        """What the block is called now, when that is something else."""
        label = self.block.label if self.block is not None else self.said
        return label if label != self.said else None

    @property
    def is_removed(self) -> bool:
        """Whether the block is gone."""
        return self.block is not None and self.block.removed_at is not None


def called(response: Response, said: str) -> Called:
    """Return what an understood number stands for in an answer."""
    sections = sections_of(response)
    number, colon, _rest = said.partition(":")
    nearby = next((one for one in sections if str(one.position) == number), None)
    if not colon:
        return Called(said, section=nearby, nearby=nearby)
    block = block_called([one.text_id for one in sections], said)
    if block is None:
        return Called(said, nearby=nearby)
    section = next(one for one in sections if one.text_id == block.text_id)
    return Called(said, section, block, nearby)


def labels_in(section: Section) -> tuple[str, str] | None:
    """Return the first and the last number of the blocks of a section, or None when it is empty."""
    numbers = db.session.scalars(
        sa.select(Block.number)
        .where(Block.text_id == section.text_id, Block.removed_at.is_(None))
        .order_by(Block.position)
    ).all()
    if not numbers:
        return None
    return f"{section.position}:{numbers[0]}", f"{section.position}:{numbers[-1]}"


def stood_after(block: Block) -> Block | None:
    """Return the block, still there, that a removed one stood after; None when it stood first."""
    last = newest_with(block)
    before = [one.id for one in last.standing] if last else []
    before = before[: before.index(block.id)] if block.id in before else []
    standing = db.session.scalars(
        sa.select(Block).where(Block.id.in_(before), Block.removed_at.is_(None))
    )
    return max(standing, key=lambda one: before.index(one.id), default=None)
