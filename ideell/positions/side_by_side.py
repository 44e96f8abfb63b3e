"""Two drafts of one organisation as a page shows them: both texts, and what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ideell.positions.choosing import rivals_of
from ideell.positions.models import Contribution
from ideell.writing.showing import in_words, shown_pieces


@dataclass(frozen=True)
class Draft:
    """One draft; all but the first carry how they differ from the first."""

    contribution: Contribution
    pieces: list[list[str]] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)


def side_by_side(contribution: Contribution) -> list[Draft]:
    """Return the drafts on one matter, the oldest first, compared word by word."""
    ordered = sorted([contribution, *rivals_of(contribution)], key=lambda one: one.id)
    first, *others = ordered
    return [Draft(first), *(_compared(first, one) for one in others)]


def _compared(first: Contribution, other: Contribution) -> Draft:
    old, new = first.text, other.text
    return Draft(other, shown_pieces(old, new), dict(in_words(old, new)))
