"""The answer to a decision: the decided line, what else changed on the page, and where to go on.

With htmx the card becomes a line, cards of the same block that changed are swapped too, and the
next card gets the focus (ux 3.2). Without, the page is shown again at the next card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Response, request

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.links import local_path
from ideell.writing.cards import Card, cards_of_texts
from ideell.writing.hosting import Place, host_of
from ideell.writing.models import Text
from ideell.writing.queue_kinds import kinds_of, of_kind
from ideell.writing.suggestions import OPEN_STATES, Suggestion


@dataclass(frozen=True)
class Asked:
    """The card that was pressed, and which cards of its text stood on the page before."""

    anchor: str
    text_id: int
    block_id: int
    before: tuple[str, ...]
    spot: tuple[int, int, int]
    place: Place

    @classmethod
    def about(cls, suggestion: Suggestion) -> Asked:
        """Look at the page as it stands before the decision."""
        cards = cards_of_texts([suggestion.text_id])
        spots = [card.place for card in cards if suggestion in card.suggestions]
        return cls(
            anchor=f"suggestion-{suggestion.id}",
            text_id=suggestion.text_id,
            block_id=suggestion.block_id,
            before=tuple(card.anchor for card in cards),
            spot=spots[0] if spots else (suggestion.block.position, 0, 0),
            place=host_of(suggestion).place,
        )


@dataclass(frozen=True)
class Progress:
    """How far deciding in one text has come."""

    text_id: int
    title: str
    decided: int
    waiting: int
    is_extra: bool = False

    @property
    def total(self) -> int:
        """All suggestions made to the text that were not withdrawn."""
        return self.decided + self.waiting


@dataclass(frozen=True)
class Decided:
    """A suggestion that is no longer open, as a line; `deed` is the reader's own, to undo."""

    suggestion: Suggestion
    deed: Deed | None
    anchor: str
    is_extra: bool = False
    has_focus: bool = False


def progress_of(text_id: int, title: str, *, is_extra: bool = False) -> Progress:
    """Count what is decided and what waits in a text, in one query."""
    rows = db.session.execute(
        sa.select(Suggestion.state, sa.func.count())
        .where(Suggestion.text_id == text_id)
        .group_by(Suggestion.state)
    )
    counts = {str(state): int(number) for state, number in rows}
    waiting = sum(counts.get(state, 0) for state in OPEN_STATES)
    out = waiting + counts.get("withdrawn", 0) + counts.get("draft", 0)
    return Progress(text_id, title, sum(counts.values()) - out, waiting, is_extra)


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
    every = cards_of_texts([asked.text_id])
    cards = of_kind(every, request.form.get("slag", ""))
    following = _next(cards, asked)
    back = local_path(request.form.get("next")) or asked.place.review
    at = f"{back.partition('#')[0]}#{following.anchor if following else 'review-top'}"
    if not replies.is_fragment():
        return replies.changed(at=at, said=said, undo=undo)
    new = [card for card in cards if card.anchor not in asked.before or card.anchor == asked.anchor]
    line = Decided(decided, undo, f"decided-{decided.id}", has_focus=following is None)
    return replies.changed(
        "writing/_answered.html",
        at=at, said=said, undo=undo, decided=line,
        cards=[_focused(card, following) for card in new], back=back,
        also=[*_also(asked, cards, following, back), *_counted(asked, every, back)],
    )  # fmt: skip


def _next(cards: list[Card], asked: Asked) -> Card | None:
    """The first card at or after the place of the one decided, else the first left."""
    following = [card for card in cards if card.place >= asked.spot]
    return next(iter(following or cards), None)


def _focused(card: Card, following: Card | None) -> Card:
    return card.focused() if following and card.anchor == following.anchor else card


def _also(
    asked: Asked, cards: list[Card], following: Card | None, back: str
) -> list[tuple[str, dict[str, Any]]]:
    """What else on the page is no longer as it was."""
    stood = set(asked.before) - {asked.anchor}
    beside = [
        card
        for card in cards
        if card.anchor in stood
        and (card.block.id == asked.block_id or (following and card.anchor == following.anchor))
    ]
    pieces: list[tuple[str, dict[str, Any]]] = [
        ("writing/_card.html", {"card": _focused(card, following).swapped(), "back": back})
        for card in beside
    ]
    pieces += [
        ("writing/_decided.html", {"decided": line, "back": back})
        for line in _vanished(asked, cards)
    ]
    title = host_of(db.session.get_one(Text, asked.text_id)).place.title
    progress = progress_of(asked.text_id, title, is_extra=True)
    return [*pieces, ("writing/_review_progress.html", {"progress": progress})]


def _counted(asked: Asked, cards: list[Card], back: str) -> list[tuple[str, dict[str, Any]]]:
    """The choice of kind with its counts, where the queue is of this text alone."""
    if not back.startswith(asked.place.review):
        return []
    chosen = request.form.get("slag", "")
    kinds = kinds_of(cards, asked.place.review, chosen, is_extra=True)
    return [("writing/_queue_kinds.html", {"kinds": kinds})]


def _vanished(asked: Asked, cards: list[Card]) -> list[Decided]:
    """Cards that went along with the decision: what they want is in the text already."""
    if request.form.get("slag"):
        return []
    left = {card.anchor for card in cards}
    gone = [a for a in asked.before if a not in left and a != asked.anchor]
    numbers = [int(anchor.rpartition("-")[2]) for anchor in gone]
    found = db.session.scalars(sa.select(Suggestion).where(Suggestion.id.in_(numbers)))
    return [Decided(one, None, f"suggestion-{one.id}", is_extra=True) for one in found]
