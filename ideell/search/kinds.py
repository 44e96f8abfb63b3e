"""What other rooms may know of the search: its place in the header, and nothing else."""

from __future__ import annotations

from ideell.foundation import kinds, upgrade
from ideell.foundation.language import lazy
from ideell.search.index import refill
from ideell.search.keeping import listen
from ideell.search.models import SearchEntry, SearchWord


def introduce() -> None:
    """Register the index, keep it in step, and let it be made anew after an upgrade."""
    kinds.register(SearchEntry, internal="what a thing is found by")
    kinds.register(SearchWord, internal="a word of some text")
    kinds.register_room(lazy("Sök"), "search.index", "/sok", place=90)
    upgrade.finish_with(refill)
    listen()
