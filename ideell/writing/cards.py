"""Cards: what a person decides at once. Suggestions that collide stand on one card.

Built from the stored plan: nothing is compared when a page is shown (design: ux 5.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import sqlalchemy as sa

from ideell.foundation.language import in_a_row
from ideell.foundation.questions import Question, Select, question
from ideell.foundation.statements import given_numbers, given_words
from ideell.writing.card_members import choices_among, mark_of, members_of_cards, rank_of
from ideell.writing.diff import Edit, apply_edits
from ideell.writing.models import Block
from ideell.writing.plan import Leftover, Plan
from ideell.writing.planning import plan_of
from ideell.writing.suggestions import KINDS, OPEN_STATES, Suggestion


@dataclass(frozen=True)
class Card:
    """One decision: a suggestion, or several of which at most one can be accepted.

    `has_focus` lets the page move there; `is_extra` marks a card swapped in beside the answer.
    `choices` are the suggestions by what they want: the very same stand together as one.
    `beside` change the same sentence on cards of their own; `lost` is what fits no longer of a
    suggestion of which the rest does.
    """

    block: Block
    suggestions: tuple[Suggestion, ...]
    place: tuple[int, ...] = field(default=(0,), compare=False)
    has_focus: bool = False
    is_extra: bool = False
    choices: tuple[tuple[Suggestion, ...], ...] = ()
    beside: tuple[Suggestion, ...] = ()
    lost: tuple[Leftover, ...] = ()

    @property
    def first(self) -> Suggestion:
        """The suggestion whose number the card goes by."""
        return self.suggestions[0]

    @property
    def anchor(self) -> str:
        """The id of its element on the page."""
        return f"suggestion-{self.first.id}"

    @property
    def mark(self) -> str:
        """A mark of what it would change, so that no more than what was seen is accepted."""
        return mark_of(self.first)

    @property
    def authors(self) -> str:
        """The first names of those who suggest what stands on it."""
        return in_a_row(dict.fromkeys(one.author.first_name for one in self.suggestions))

    @property
    def is_competing(self) -> bool:
        """Whether one must choose among several."""
        return len(self.choices) > 1

    @property
    def kind(self) -> str:
        """Substance when any of the suggestions is."""
        kinds = {suggestion.kind for suggestion in self.suggestions}
        return "substance" if "substance" in kinds else "language"

    @property
    def needs_a_look(self) -> bool:
        """Whether the text changed so that it cannot be accepted as it is."""
        return any(suggestion.state == "review_needed" for suggestion in self.suggestions)

    @property
    def can_be_accepted(self) -> bool:
        """Whether what stands on it can go into the text as it is, all of it or the rest."""
        is_open = not self.needs_a_look or bool(self.lost)
        return is_open and self.first.op != "words" and self.block.removed_at is None

    def focused(self) -> Card:
        """The card, to have the focus next."""
        return replace(self, has_focus=True)

    def swapped(self) -> Card:
        """The card, to be put in its place out of band."""
        return replace(self, is_extra=True)


def cards_of_texts(text_ids: Iterable[int]) -> list[Card]:
    """Return what is to be decided in the texts, block by block in the order of the texts."""
    wanted = list(text_ids)
    found: dict[int, list[Suggestion]] = {}
    for suggestion in _open("text_id", wanted):
        found.setdefault(suggestion.block_id, []).append(suggestion)
    rank = {text_id: place for place, text_id in enumerate(wanted)}
    cards = [card for rows in found.values() for card in _cards(rows[0].block, rows)]
    return sorted(cards, key=lambda card: (rank[card.block.text_id], *card.place))


def cards_near(block: Block, kind: str | None) -> list[Card]:
    """Return the cards of a block and of the next two that have any, else of the first that have.

    `kind` asks for blocks with suggestions of that kind. Enough to go on with after a decision,
    and to skip to from there, however many suggestions wait in the text.
    """
    rows = _with_cards.rows(text_id=block.text_id, kinds=[kind] if kind else KINDS)
    order = sorted((position, gone is None, number) for number, position, gone in rows)
    later = [place[-1] for place in order if place > rank_of(block)]
    near = {block.id, *(later or [place[-1] for place in order])[:2]}
    found: dict[int, list[Suggestion]] = {}
    for suggestion in _open("block_id", near):
        found.setdefault(suggestion.block_id, []).append(suggestion)
    cards = [card for some in found.values() for card in _cards(some[0].block, some)]
    return sorted(cards, key=lambda card: card.place)


def cards_of_block(block: Block) -> list[Card]:
    """Return what is to be decided about one block."""
    return sorted(_cards(block, _open("block_id", [block.id])), key=lambda c: c.place)


@question
def _with_cards() -> Select:
    """The blocks of a text that something of these kinds is suggested to, in order."""
    return (
        sa.select(Suggestion.block_id, Block.position, Block.removed_at)
        .join(Suggestion.block)
        .where(
            Suggestion.text_id == sa.bindparam("text_id"),
            Suggestion.state.in_(OPEN_STATES),
            Suggestion.kind.in_(given_words("kinds")),
        )
        .distinct()
    )


def _open(about: str, numbers: Iterable[int]) -> Sequence[Suggestion]:
    """Return what is open about some texts ("text_id") or blocks ("block_id")."""
    return _all_open(about).things(numbers=list(numbers))


@cache
def _all_open(about: str) -> Question:
    mine = getattr(Suggestion, about).in_(given_numbers("numbers"))
    return question(
        lambda: (
            sa.select(Suggestion)
            .where(mine, Suggestion.state.in_(OPEN_STATES))
            .options(*Suggestion.card_options())
            .order_by(Suggestion.id)
        )
    )


def _cards(block: Block, suggestions: Sequence[Suggestion]) -> list[Card]:
    needs_plan = len(suggestions) > 1 or any(one.state == "review_needed" for one in suggestions)
    plan = plan_of(block) if needs_plan else Plan("")
    cards = []
    for place, members in enumerate(members_of_cards(plan, suggestions)):
        near = {other for one in members for other in plan.beside(one.id)}
        beside = tuple(one for one in suggestions if one.id in near and one not in members)
        lost = plan.lost_of(members[0].id) if plan.edits_of(members[0].id) else []
        spot = (*rank_of(block), place)
        choices = tuple(tuple(some) for some in choices_among(plan, members))
        cards.append(
            Card(block, tuple(members), spot, choices=choices, beside=beside, lost=tuple(lost))
        )
    return cards


def together(card: Card) -> str:
    """Return a text that brings the suggestions of a card together, to be read and corrected."""
    plan = plan_of(card.block)
    ids = {suggestion.id for suggestion in card.suggestions}
    if not plan.is_of(card.block.text) or not ids & {s for e in plan.edits for s in e.sponsors}:
        return card.first.text or card.block.text
    return apply_edits(card.block.text, _edits_of(plan, ids))


def _edits_of(plan: Plan, ids: set[int]) -> list[Edit]:
    wanted: Mapping[int, Edit] = {
        number: hunk.choose(hunk.together)
        for number, hunk in enumerate(plan.hunks)
        if ids & {s for wording in hunk.wordings for s in wording.sponsors}
    }
    free = [edit.edit for edit in plan.free if ids & set(edit.sponsors)]
    return [*wanted.values(), *free]


def card_of(suggestion: Suggestion) -> Card | None:
    """Return the card that an open suggestion stands on."""
    cards = cards_of_block(suggestion.block)
    return next((card for card in cards if suggestion in card.suggestions), None)
