"""The order of an answer's sections, and taking one out. Numbers follow, old ones go on finding."""

from __future__ import annotations

from collections.abc import Sequence

from ideell.activity.models import Deed, record
from ideell.drafting.models import Section
from ideell.drafting.responding import refuse_when_closed, sections_of
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.writing.numbering import change_prefix


def move_section(section: Section, steps: int, *, by: Actor) -> Deed | None:
    """Move a section so many places down (up when negative); the others close up.

    The first part of every block's number follows; old numbers go on finding.
    """
    refuse_when_closed(section.response)
    order = sections_of(section.response)
    place = order.index(section)
    target = min(max(0, place + steps), len(order) - 1)
    if target == place:
        return None
    order.insert(target, order.pop(place))
    _number(order)
    return record(by, "section.moved", section, back=place - target)


def undo_move(section: Section, *, deed: Deed, by: Actor) -> None:
    """Move the section back where it stood."""
    move_section(section, int(deed.details["back"]), by=by)


def remove_section(section: Section, *, by: Actor) -> Deed:
    """Take a section out of the answer. Its text and history stay, and it can be brought back."""
    refuse_when_closed(section.response)
    section.removed_at = now()
    order = [one for one in sections_of(section.response) if one is not section]
    _number(order)
    return record(by, "section.removed", section)


def undo_removal(section: Section, *, deed: Deed, by: Actor) -> None:
    """Bring a removed section back, last in the answer; refused when it was removed anew."""
    refuse_when_closed(section.response)
    deed.refuse_when_followed("section.removed")
    section.removed_at = None
    order = [one for one in sections_of(section.response) if one is not section]
    _number([*order, section])


def _number(order: Sequence[Section]) -> None:
    for position, section in enumerate(order, start=1):
        if section.position != position:
            section.position = position
        change_prefix(section.text, str(position))
