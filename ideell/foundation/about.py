"""Things about another thing: a discussion about a consultation, a document of an alliance.

What a thing is about is kept as the name of its kind and its number; nothing means that it
stands alone. A room lets things be about its own by `let_be_about(Consultation, "remiss")`;
the word stands in addresses ("?om=remiss-12"). What is about something is shown only to those
who see that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.foundation import kinds
from ideell.foundation.actor import Actor
from ideell.foundation.database import LARGEST_NUMBER
from ideell.foundation.seen_through import find_seen, seen_through


@dataclass(frozen=True)
class Subject:
    """What something is about, as a page shows it."""

    kind: str
    number: int
    word: str
    title: str
    url: str

    @property
    def mark(self) -> str:
        """Return what stands for it in addresses and forms: "remiss-12"."""
        return f"{self.word}-{self.number}"


Naming = Callable[[Any], str]

_words: dict[type, str] = {}
_titles: dict[type, Naming | None] = {}


class About:
    """A model whose rows may be about another thing."""

    about_kind: Mapped[str] = mapped_column(sa.String(40), default="")
    about_id: Mapped[int | None]

    __table__: ClassVar[Any]

    @classmethod
    def seen_with_subject(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """The rows that stand alone, or are about something that `actor` sees."""
        hangs = seen_through(
            cls.about_kind, cls.about_id, tuple(_words), actor, table=cls.__table__
        )
        return sa.or_(cls.about_kind == "", hangs)

    @classmethod
    def is_about(cls, thing: Any) -> sa.ColumnElement[bool]:
        """The rows that are about this very thing."""
        return sa.and_(cls.about_kind == type(thing).__name__, cls.about_id == thing.id)

    def be_about(self, thing: Any) -> None:
        """Let it be about a thing; None lets it stand alone."""
        known = thing is not None
        self.about_kind = type(thing).__name__ if known else ""
        self.about_id = thing.id if known else None


def let_be_about(model: type, word: str, *, title: Naming | None = None) -> None:
    """Let other things be about things of this kind, called `word` in addresses.

    `title` says what one calls it where the kind's own title needs the page around it.
    """
    _words[model], _titles[model] = word, title


def kinds_to_be_about() -> dict[type, str]:
    """Return the kinds that things may be about, each with its word in addresses."""
    return dict(_words)


def subject_of(thing: Any) -> Subject:
    """Return a thing as what something else is about."""
    model = type(thing)
    name = _titles[model] or kinds.title_of
    return Subject(
        model.__name__, thing.id, _words[model], str(name(thing)), kinds.url_of(thing)
    )  # fmt: skip


def subjects(rows: Sequence[Any], actor: Actor) -> dict[tuple[str, int], Subject]:
    """Return what rows with `about_kind` and `about_id` are about, by these two; a question for
    each kind among them. What `actor` does not see is left out.
    """
    named = {(row.about_kind, row.about_id) for row in rows if row.about_kind}
    found = find_seen(named, tuple(_words), actor)
    return {key: subject_of(thing) for key, thing in found.items()}


def find_subject(mark: str | None, actor: Actor) -> Any:
    """Return the thing that a mark ("remiss-12") stands for when `actor` sees it, else None."""
    word, _dash, digits = (mark or "").rpartition("-")
    model = next((one for one, known in _words.items() if known == word), None)
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 11
    if model is None or not is_number or int(digits) > LARGEST_NUMBER:
        return None
    key = (model.__name__, int(digits))
    return find_seen([key], [model], actor).get(key)


_offering: list[Callable[[Actor], Sequence[Any]]] = []


def offer(things: Callable[[Actor], Sequence[Any]]) -> None:
    """Let these things be chosen among where something new is to be about something."""
    if things not in _offering:
        _offering.append(things)


def offered(actor: Actor, *, also: Any = None) -> list[Subject]:
    """Return what can be chosen among, and what something is about already."""
    found = [thing for things in _offering for thing in things(actor)]
    if also is not None and also not in found:
        found.insert(0, also)
    return [subject_of(thing) for thing in found]
