"""The answer to a decision: the decided line, what else changed on the page, and where to go on.

With htmx the card becomes a line, cards of the same block that changed are swapped too, and the
next card gets the focus (ux 3.2). Without, the page is shown again at the next card.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa
from flask import Response, request

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.links import local_path
from ideell.writing.batching import wordings_left
from ideell.writing.card_members import planned_cards, rank_of, spot_in_block
from ideell.writing.cards import Card, cards_near
from ideell.writing.hosting import Place, host_of
from ideell.writing.models import Block
from ideell.writing.planning import PLANNED, plan_of
from ideell.writing.progress import progress_of
from ideell.writing.queue_kinds import KINDS, QueueKinds, of_kind
from ideell.writing.suggestions import Suggestion


@dataclass(frozen=True)
class Asked:
    """The card that was pressed, and which cards of its block stood on the page before."""

    anchor: str
    text_id: int
    block_id: int
    before: tuple[str, ...]
    spot: tuple[object, ...]
    place: Place

    @classmethod
    def about(cls, suggestion: Suggestion) -> Asked:
        """Look at the page as it stands before the decision."""
        block = suggestion.block
        return cls(
            anchor=f"suggestion-{suggestion.id}",
            text_id=suggestion.text_id,
            block_id=suggestion.block_id,
            before=tuple(f"suggestion-{number}" for number in planned_cards(block)),
            spot=_spot(block, suggestion),
            place=host_of(suggestion).place,
        )

    @property
    def back(self) -> str:
        """The queue that the card stood in: as was asked, else the one of its text."""
        said = local_path(request.values.get("next")) or ""
        queue = self.place.review.partition("?")[0]
        return said if said.partition("?")[0] == queue else self.place.review

    def stood(self, card: Card) -> bool:
        """Tell whether a card stood on the page before, and still has its place there."""
        if card.anchor == self.anchor:
            return False
        was_planned = card.block.id == self.block_id and card.first.op in PLANNED
        return card.anchor in self.before or not was_planned


@dataclass(frozen=True)
class Decided:
    """A suggestion that is no longer open, as a line; `deed` is the reader's own, to undo."""

    suggestion: Suggestion
    deed: Deed | None
    anchor: str
    is_extra: bool = False
    has_focus: bool = False


def chosen_among(suggestion: Suggestion, typed: str | None) -> Suggestion:
    """Return the suggestion chosen on a card: one of the same text, else the card's own."""
    if typed and typed.isascii() and typed.isdigit() and len(typed) < 16:
        found = db.session.scalar(
            sa.select(Suggestion).where(
                Suggestion.id == int(typed), Suggestion.text_id == suggestion.text_id
            )
        )
        return found or suggestion
    return suggestion


def answered(asked: Asked, decided: Suggestion, *, said: str, undo: Deed | None) -> Response:
    """Answer a decision."""
    chosen = request.form.get("slag", "")
    cards = of_kind(cards_near(decided.block, KINDS.get(chosen)), chosen)
    following = _next(cards, asked)
    back = asked.back
    at = f"{back.partition('#')[0]}#{following.anchor if following else 'review-top'}"
    if not replies.is_fragment():
        return replies.changed(at=at, said=said, undo=undo)
    line = Decided(decided, undo, f"decided-{decided.id}", has_focus=following is None)
    return replies.changed(
        "writing/_decided.html", at=at, said=said, undo=undo, decided=line, back=back,
        also=_also(asked, cards, following, back),
    )  # fmt: skip


def _next(cards: list[Card], asked: Asked) -> Card | None:
    """The first card at or after the place of the one decided, else the first left."""
    following = [card for card in cards if _spot(card.block, card.first) >= asked.spot]
    return next(iter(following or cards), None)


def _spot(block: Block, suggestion: Suggestion) -> tuple[object, ...]:
    """Where a card stands in its text, read from the plan of its block alone."""
    return *rank_of(block), *spot_in_block(plan_of(block), suggestion.id)


def _focused(card: Card, following: Card | None) -> Card:
    return card.focused() if following and card.anchor == following.anchor else card


def _also(
    asked: Asked, cards: list[Card], following: Card | None, back: str
) -> list[tuple[str, dict[str, Any]]]:
    """What else on the page is no longer as it was: new cards, which come after the line, and
    what is swapped out of band.
    """
    pieces: list[tuple[str, dict[str, Any]]] = []
    chosen = request.form.get("slag", "")
    queue = {"back": back, "kind_shown": chosen, "may_decide": True}
    for card, after in zip_longest(cards, cards[1:]):
        shown = _focused(card, following)
        if asked.stood(card):
            if card.block.id != asked.block_id and not shown.has_focus:
                continue
            shown = shown.swapped()
        skip = {"next_anchor": after.anchor if after else None}
        pieces.append(("writing/_card.html", {"card": shown, **queue, **skip}))
    pieces += [
        ("writing/_decided.html", {"decided": line, "back": back})
        for line in _vanished(asked, cards)
    ]
    progress = progress_of(asked.text_id, asked.place.title, is_extra=True)
    pieces.append(("writing/_review_progress.html", {"progress": progress}))
    if back.startswith(asked.place.review):  # the queue is of this text alone
        kinds = QueueKinds(asked.place.review, chosen, progress.counts, is_extra=True)
        pieces.append(("writing/_queue_kinds.html", {"kinds": kinds}))
        left = wordings_left(asked.text_id, asked.place.wordings, progress.counts["sprak"])
        pieces.append(("writing/_wordings_left.html", {"left": left}))
    return pieces


def _vanished(asked: Asked, cards: list[Card]) -> list[Decided]:
    """Cards that went along with the decision: what they want is in the text already."""
    if request.form.get("slag"):
        return []
    left = {card.anchor for card in cards}
    gone = [a for a in asked.before if a not in left and a != asked.anchor]
    numbers = [int(anchor.rpartition("-")[2]) for anchor in gone]
    if not numbers:
        return []
    found = db.session.scalars(sa.select(Suggestion).where(Suggestion.id.in_(numbers)))
    return [Decided(one, None, f"suggestion-{one.id}", is_extra=True) for one in found]
