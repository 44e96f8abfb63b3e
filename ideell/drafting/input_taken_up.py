"""Which input the text of a section has taken up."""

from __future__ import annotations

from ideell.drafting.models import Section
from ideell.drafting.sources import nodes_under
from ideell.foundation.actor import Actor
from ideell.foundation.text import plain
from ideell.positions.finding import released_on
from ideell.reading.cleaning import shortened
from ideell.writing.authorship import Source
from ideell.writing.hosting import host_of
from ideell.writing.models import Block

TAKEN_UP = ("taken", "partly")
LONGEST = 160


def input_taken_up(block: Block, actor: Actor) -> list[Source]:
    """Return released input on what the block's section is about that was answered with a yes.

    Input is answered as a whole, so that nobody knows of a single sentence which it came from.
    """
    section = host_of(block)
    if not isinstance(section, Section):
        return []
    found = released_on([node.id for node in nodes_under(section)], actor)
    return [
        Source(
            contribution.organisation.name,
            shortened(" ".join(plain(contribution.text).split()), LONGEST),
            f"/inspel/{contribution.id}",
        )
        for contributions in found.values()
        for contribution in contributions
        if contribution.disposition in TAKEN_UP
    ]
