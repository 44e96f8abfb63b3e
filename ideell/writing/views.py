"""Three ways to see a text: as it stands, with the suggestions in it, only what would change.

Nothing is compared here: the stored plan says where each suggestion changes what.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ideell.extensions import db
from ideell.writing.cards import Card, cards_of_texts
from ideell.writing.models import Block, Text
from ideell.writing.planning import PLANNED, plan_of
from ideell.writing.suggestions import Suggestion

VIEWS = ("", "forslagen", "andringarna")


@dataclass(frozen=True)
class Viewed:
    """A block with what is suggested to it."""

    block: Block
    cards: list[Card]

    @property
    def woven(self) -> list[list[str]]:
        """The block with the suggestions in it that can be accepted as they are."""
        return woven(self.block)

    @property
    def items(self) -> list[str]:
        """The changes woven in, each as a sentence of its own."""
        fitting = [card for card in self.cards if not card.needs_a_look or card.lost]
        alone = [card.first for card in fitting if not card.is_competing]
        said = [one.in_words.get("items", []) for one in alone if one.op in PLANNED]
        return list(dict.fromkeys(item for items in said for item in items))

    @property
    def unfit(self) -> list[Suggestion]:
        """What fits no longer, and waits for somebody to look it over."""
        lost = [card for card in self.cards if card.needs_a_look and not card.lost]
        return [one for card in lost for one in card.suggestions if one.op in PLANNED]

    @property
    def added(self) -> list[Suggestion]:
        """What somebody wants to put in after the block."""
        return [one for card in self.cards for one in card.suggestions if one.op == "insert_after"]

    @property
    def moves(self) -> list[Suggestion]:
        """Other places that somebody wants for the block."""
        return [one for card in self.cards for one in card.suggestions if one.op == "move"]

    @property
    def told(self) -> list[Suggestion]:
        """Changes that somebody describes in words of their own."""
        return [one for card in self.cards for one in card.suggestions if one.op == "words"]


def viewed(text: Text) -> list[Viewed]:
    """Return the blocks of a text with what is suggested to each, in order."""
    standing = sa.select(Block).where(Block.text_id == text.id, Block.removed_at.is_(None))
    cards: dict[int, list[Card]] = {}
    for card in cards_of_texts([text.id]):
        cards.setdefault(card.block.id, []).append(card)
    rows = db.session.scalars(standing.order_by(Block.position))
    return [Viewed(block, cards.get(block.id, [])) for block in rows]


def woven(block: Block) -> list[list[str]]:
    """Return the block as pieces with every suggestion in it that collides with no other.

    Where suggestions collide the words stand as they are; the margin says that one must choose.
    """
    plan = plan_of(block)
    if not plan.is_of(block.text):
        return [["same", block.text]]
    pieces: list[list[str]] = []
    place = 0
    for edit in plan.free:
        for kind, text in (
            ("same", block.text[place : edit.start]),
            ("del", edit.old),
            ("ins", edit.new),
        ):
            if text:
                pieces.append([kind, text])
        place = edit.end
    return [*pieces, ["same", block.text[place:]]]
