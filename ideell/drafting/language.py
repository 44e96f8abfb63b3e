"""The changes of wording in an answer, or in one section, to be accepted together."""

from __future__ import annotations

from dataclasses import dataclass

from ideell.activity.models import Deed, record
from ideell.drafting.models import Response, Section
from ideell.drafting.overview import sections_shown
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.writing.batching import accept_together, count_of, in_batch, take_back_together
from ideell.writing.cards import Card, cards_of_texts
from ideell.writing.hosting import remember_host


def decided_by(response: Response, actor: Actor, position: int | None = None) -> list[Section]:
    """Return the sections (or the one with this number) in which `actor` decides."""
    sections = [s for s in sections_shown(response) if position in {None, s.position}]
    for section in sections:
        remember_host(section.text, section)
    return [section for section in sections if section.may_decide(actor)]


@dataclass(frozen=True)
class Wordings:
    """What the page shows: the changes of wording that can be accepted as they are."""

    response: Response
    position: int | None
    cards: list[Card]

    @property
    def count(self) -> int:
        """How many suggestions they are."""
        return count_of(self.cards)

    @property
    def url(self) -> str:
        """The page's address."""
        return f"/svar/{self.response.id}/sprakforslag{self._tail}"

    @property
    def queue(self) -> str:
        """The address of the queue that it belongs to."""
        return f"/svar/{self.response.id}/forslag{self._tail}"

    @property
    def _tail(self) -> str:
        return "" if self.position is None else f"?avsnitt={self.position}"


def wordings_of(response: Response, actor: Actor, position: int | None) -> Wordings:
    """Return the changes of wording in the sections where `actor` decides."""
    texts = [section.text_id for section in decided_by(response, actor, position)]
    return Wordings(response, position, in_batch(cards_of_texts(texts)))


def accept_wordings(
    response: Response, marks: dict[int, str], *, by: Actor
) -> tuple[str, Deed | None]:
    """Accept changes of wording together; return what to say, and the one deed to undo."""
    texts = [section.text for section in decided_by(response, by)]
    seen = {section.text_id for section in sections_shown(response)}
    batch = accept_together(texts, marks, by=by, seen=seen)
    deed = None
    said = _("Inget godkändes.")
    if batch.deeds:
        numbers = [one.id for one in batch.deeds]
        deed = record(by, "response.wordings_accepted", response, deeds=numbers)
        said = ngettext(
            "%(num)s språkförslag är godkänt.", "%(num)s språkförslag är godkända.", batch.count
        )
    return " ".join([said, *batch.told]), deed


def undo_wordings(response: Response, *, deed: Deed, by: Actor) -> None:
    """Take back everything that was accepted together. Refused when something builds on it."""
    take_back_together(deed.details["deeds"], by=by)
