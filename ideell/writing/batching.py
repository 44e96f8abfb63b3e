"""Changes of wording accepted together: shown first, accepted in one go, taken back in one.

Only what was shown is accepted, and only as it was shown: every line carries a mark of the words
that it changes. What was decided or changed meanwhile is told and waits (design: ux 5.7).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import _, ngettext
from ideell.foundation.rules import RuleBroken
from ideell.writing.card_members import mark_of
from ideell.writing.cards import Card, cards_of_texts
from ideell.writing.deciding import accept, how_decided
from ideell.writing.holding import hold_to_decide
from ideell.writing.models import Text
from ideell.writing.suggestions import OPEN_STATES, Suggestion


@dataclass(frozen=True)
class Batch:
    """What became of a batch: the cards that were accepted with their deeds, and a sentence for
    each other.
    """

    cards: list[Card]
    deeds: list[Deed]
    told: list[str]

    @property
    def count(self) -> int:
        """How many suggestions were accepted."""
        return count_of(self.cards)

    @property
    def revisions(self) -> set[int]:
        """The numbers of the saves that it made."""
        return {deed.details["revision"] for deed in self.deeds}


@dataclass(frozen=True)
class WordingsLeft:
    """Beside a queue: how many suggestions of wording can be accepted together, and where."""

    count: int
    url: str
    is_extra: bool = False

    @property
    def anchor(self) -> str:
        """The id of its element."""
        return "wordings-left"

    @property
    def sentence(self) -> str:
        """How many, in words."""
        return ngettext(
            "Ett språkförslag går att godkänna direkt",
            "%(num)s språkförslag går att godkänna direkt",
            self.count,
        )


def in_batch(cards: Iterable[Card]) -> list[Card]:
    """Return the cards with one change of wording that collides with no other."""
    return [
        card
        for card in cards
        if not card.is_competing
        and (card.kind, card.first.op, card.first.state) == ("language", "replace", "open")
        and card.can_be_accepted
    ]


def count_of(cards: Iterable[Card]) -> int:
    """Return how many suggestions stand on these cards: those that want the same share one."""
    return sum(len(card.suggestions) for card in cards)


def wordings_left(text_id: int, url: str, most: int) -> WordingsLeft:
    """Return what is left beside a queue after a decision; `most` 0: there is none to find."""
    left = in_batch(cards_of_texts([text_id])) if most else []
    return WordingsLeft(count_of(left), url, is_extra=True)


def numbers_in(marks: Iterable[str]) -> dict[int, str]:
    """Return the marks that were sent by the number of their suggestion."""
    found = {}
    for mark in marks:
        number = mark.partition("-")[0]
        if number.isascii() and number.isdigit() and len(number) < 16:
            found[int(number)] = mark
    return found


def accept_together(
    texts: Sequence[Text], marks: Mapping[int, str], *, by: Actor, seen: Collection[int]
) -> Batch:
    """Accept the marked changes of wording in these texts, one after the other.

    `seen` are the numbers of all texts that they may have been shown from. Raises `Closed` when
    `by` may not decide in one of the texts.
    """
    for text in sorted(texts, key=lambda text: text.id):
        hold_to_decide(text, by=by)
    can_be = {card.first.id: card for card in in_batch(cards_of_texts([t.id for t in texts]))}
    batch = Batch([], [], [])
    for number, mark in marks.items():
        card = can_be.get(number)
        if card is not None and mark_of(card.first) == mark:
            batch.cards.append(card)
            batch.deeds.append(accept(card.first, by=by))
        else:
            batch.told.extend(_why_not(number, texts, seen, batch.revisions))
    return batch


def take_back_together(numbers: Sequence[int], *, by: Actor) -> None:
    """Take back what was accepted together, the last first; what is taken back already stays so.

    Raises `RuleBroken` when something builds on one of them: then none is taken back.
    """
    deeds = db.session.scalars(sa.select(Deed).where(Deed.id.in_(numbers)).order_by(Deed.id.desc()))
    left = [deed for deed in deeds if deed.undone_at is None]
    if not left:
        raise RuleBroken(_("Allt är redan ångrat, ett i taget."))
    for deed in left:
        deed.undo(by=by)


def _why_not(
    number: int, texts: Sequence[Text], seen: Collection[int], made: Collection[int]
) -> list[str]:
    """Why one was not accepted; nothing when it said the same as another that was."""
    one = db.session.get(Suggestion, number)
    if one is None or one.text_id not in seen or one.result_revision_id in made:
        return []
    told = _("Det ändrades medan du läste, så det väntar på att du läser det igen.")
    if one.state not in OPEN_STATES:
        told = how_decided(one)
    elif one.state == "review_needed":
        told = _("Texten har ändrats, så det väntar på sin författare.")
    elif one.host_text not in texts:
        told = _("Texten går inte att ändra längre, så det väntar.")
    elif one.kind != "language":
        told = _("Det räknas som sak nu, så det väntar på att någon läser det för sig.")
    return [_("%(number)s: %(told)s", number=one.block.label, told=told)]
