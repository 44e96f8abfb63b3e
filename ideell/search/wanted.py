"""What an address of the search asks for, and the addresses of its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from ideell.foundation.actor import Actor
from ideell.foundation.forms import one_line
from ideell.foundation.searched import Group
from ideell.search.finding import kinds_for

LONGEST = 200
PATH = "/sok"


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; what is not understood is left out."""

    typed: str = ""
    group: Group | None = None
    organisation_id: int | None = None
    year: int | None = None
    page: int = 1
    is_too_long: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but the words narrows the search."""
        return bool(self.group or self.organisation_id or self.year)

    @property
    def widened(self) -> Wanted:
        """Return the search for the same words in everything."""
        return Wanted(self.typed)

    def url(self, **changed: Any) -> str:
        """Return the address of this search with something changed, from its first page."""
        other = replace(self, **({"page": 1} | changed))
        asked = {
            "q": other.typed,
            "slag": other.group.name if other.group else "",
            "organisation": other.organisation_id or "",
            "ar": other.year or "",
            "sida": other.page if other.page > 1 else "",
        }
        kept = urlencode({key: value for key, value in asked.items() if value})
        return f"{PATH}?{kept}" if kept else PATH


def wanted_from(asked: Mapping[str, str], actor: Actor) -> Wanted:
    """Read the address."""
    typed = one_line(asked.get("q"))
    groups = {searched.group.name: searched.group for searched in kinds_for(actor).values()}
    year = _whole(asked.get("ar", ""))
    return Wanted(
        typed=typed[:LONGEST],
        group=groups.get(asked.get("slag", "")),
        organisation_id=_whole(asked.get("organisation", "")) or None,
        year=year if year and 1900 <= year <= 2999 else None,
        page=max(1, _whole(asked.get("sida", "")) or 1),
        is_too_long=len(typed) > LONGEST,
    )


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
