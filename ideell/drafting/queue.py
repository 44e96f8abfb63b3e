"""The queue of suggestions to an answer, as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass

from ideell.drafting.models import Response, Section
from ideell.drafting.overview import sections_shown
from ideell.foundation.actor import Actor
from ideell.writing.batching import WordingsLeft, count_of, in_batch
from ideell.writing.queue_kinds import KINDS, QueueKinds
from ideell.writing.review import Part, counts_of, parts_of


@dataclass(frozen=True)
class Queue:
    """The whole page: a part for each section."""

    response: Response
    section: Section | None
    kinds: QueueKinds
    parts: list[Part]

    @property
    def here(self) -> str:
        """The page's own address."""
        return self.kinds.url_for(self.kinds.chosen)

    @property
    def left(self) -> WordingsLeft:
        """The changes of wording that the reader can accept together."""
        cards = [card for part in self.parts if part.may_decide for card in part.cards]
        _path, asked, section = self.kinds.url.partition("?")
        url = f"/svar/{self.response.id}/sprakforslag{asked}{section}"
        return WordingsLeft(count_of(in_batch(cards)), url)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not any(part.cards for part in self.parts)


def queue_of(response: Response, actor: Actor, position: int | None, kind: str) -> Queue:
    """Return what waits in one section (its number) or in all, for one reader."""
    sections = [s for s in sections_shown(response) if position in {None, s.position}]
    parts = parts_of(sections, actor, kind)
    url = f"/svar/{response.id}/forslag"
    here = url if position is None else f"{url}?avsnitt={position}"
    return Queue(
        response=response,
        section=sections[0] if position is not None and sections else None,
        kinds=QueueKinds(here, kind if kind in KINDS else "", counts_of(parts)),
        parts=[part for part in parts if part.is_shown or position is not None],
    )
