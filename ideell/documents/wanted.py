"""What the address of the list asks for, and the addresses of its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from ideell.documents.models import MOST_TAGS, TAG
from ideell.documents.words import KIND_WORDS
from ideell.foundation.forms import one_line

LONGEST_SEARCH = 200
PATH = "/dokument"
KINDS = {word: kind for kind, word in KIND_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asks for; empty means everything that holds."""

    text: str = ""
    tags: tuple[str, ...] = ()
    consultation: int | None = None
    owner: int | None = None
    kind: str = ""
    year: int | None = None
    retired: bool = False
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.text or self.values)

    @property
    def values(self) -> dict[str, Any]:
        """What narrows the list but for the words, by name; a subject each has a name."""
        plain = {
            "consultation": self.consultation, "owner": self.owner, "kind": self.kind,
            "year": self.year,
        }  # fmt: skip
        tags = {f"tag_{place}": tag for place, tag in enumerate(self.tags)}
        return {name: value for name, value in plain.items() if value} | tags

    def url(self, **changed: Any) -> str:
        """Return the address of this list with something changed, from its first page."""
        return _address(replace(self, **({"page": 1} | changed)))

    def without_tag(self, tag: str) -> str:
        """Return the address without one of the subjects."""
        return self.url(tags=tuple(one for one in self.tags if one != tag))


@lru_cache(2_000)
def _address(wanted: Wanted) -> str:
    """The same few addresses stand on every page of the list."""
    asked: list[tuple[str, Any]] = [
        ("q", wanted.text),
        *(("amne", tag) for tag in wanted.tags),
        ("remiss", wanted.consultation),
        ("allians", wanted.owner),
        ("typ", KIND_WORDS.get(wanted.kind, "")),
        ("ar", wanted.year),
        ("utgatt", "ja" if wanted.retired else ""),
        ("sida", wanted.page if wanted.page > 1 else ""),
    ]
    kept = urlencode([(name, value) for name, value in asked if value])
    return f"{PATH}?{kept}" if kept else PATH


def wanted_from(asked: Any) -> Wanted:
    """Read the address; what is not understood is left out."""
    plain: Mapping[str, str] = asked
    year = _whole(plain.get("ar", ""))
    tags = (one_line(tag).casefold()[:TAG] for tag in asked.getlist("amne")[:MOST_TAGS])
    return Wanted(
        text=one_line(plain.get("q"))[:LONGEST_SEARCH],
        tags=tuple(dict.fromkeys(filter(None, tags))),
        consultation=_whole(plain.get("remiss", "")) or None,
        owner=_whole(plain.get("allians", "")) or None,
        kind=KINDS.get(plain.get("typ", ""), ""),
        year=year if year and 1900 <= year <= 2999 else None,
        retired=plain.get("utgatt") == "ja",
        page=max(1, _whole(plain.get("sida", "")) or 1),
    )


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None
