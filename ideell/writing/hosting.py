"""What a text asks of the thing that hosts it: who may do what, and where it is shown.

`writing` has never heard of answers, documents or reports. A host is a model registered with
`kinds.register(Host, text_of=Host.text_id)`; its text remembers the model's name. A host that
is missing one of the questions below says no by inheriting `Silent`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Question, question
from ideell.writing.models import Text


@dataclass(frozen=True)
class Place:
    """Where a text is shown. `trail` are (title, address) pairs of the breadcrumb.

    `title` is what one says of the host in the middle of a sentence ("avsnitt 4"), `readers`
    who decides on suggestions ("Birgitta"), `review` the address where suggestions are decided,
    `wordings` the one where changes of wording are accepted together.
    """

    title: str
    url: str
    trail: tuple[tuple[str, str], ...] = ()
    review: str = ""
    wordings: str = ""
    versions: str = ""
    readers: str = ""

    @property
    def reviewing(self) -> str:
        """The address where suggestions are decided; where there is none, that of the text."""
        return self.review or self.url


@dataclass(frozen=True)
class Beside:
    """A template that shows what the host has to say beside a form, with its variables."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class Host(Protocol):
    """What every host of a text answers."""

    text_id: Any

    @property
    def place(self) -> Place:
        """Where the text is shown."""

    def may_write(self, actor: Actor) -> bool:
        """Whether `actor` may write directly."""

    def why_closed(self) -> str:
        """Why one who may not write may not, in a sentence, or ""."""

    def may_suggest(self, actor: Actor) -> bool:
        """Whether `actor` may suggest changes."""

    def may_comment(self, actor: Actor) -> bool:
        """Whether `actor` may comment."""

    def may_decide(self, actor: Actor) -> bool:
        """Whether `actor` may decide on suggestions."""

    def was_written(self, *, by: Actor) -> None:
        """Take note that the text has changed."""

    def beside(self, actor: Actor) -> Beside | None:
        """What to show beside the form of a block, or None."""

    def first_words(self) -> str:
        """What an empty text may begin with."""


class Silent:
    """Answers for a host that has blocks for nobody: only comments, if the host says so."""

    def may_write(self, actor: Actor) -> bool:
        """Nobody writes."""
        return False

    def why_closed(self) -> str:
        """Nothing to say: nobody ever writes."""
        return ""

    def may_suggest(self, actor: Actor) -> bool:
        """Nobody suggests."""
        return False

    def may_comment(self, actor: Actor) -> bool:
        """Nobody comments unless the host says otherwise."""
        return False

    def may_decide(self, actor: Actor) -> bool:
        """Nobody decides."""
        return False

    def was_written(self, *, by: Actor) -> None:
        """Nothing follows."""

    def beside(self, actor: Actor) -> Beside | None:
        """Nothing beside."""
        return None

    def first_words(self) -> str:
        """Nothing to begin with."""
        return ""


_answering: dict[type, Callable[[Any], Host]] = {}


def answer_for(model: type, answers: Callable[[Any], Host]) -> None:
    """Let `answers(row)` answer for the rows of a host that does not answer itself."""
    _answering[model] = answers


def host_of(thing: Any) -> Host:
    """Return the host of a text, or of what stands in one; asked for once per request.

    Raises `LookupError` when nothing hosts the text.
    """
    text: Text = thing if isinstance(thing, Text) else thing.host_text
    known = text.__dict__.get("_host")
    if known is None:
        known = text.__dict__["_host"] = _found(text)
    return known  # type: ignore[no-any-return]  # because the dictionary of a row is untyped


def remember_host(text: Text, host: Host) -> None:
    """Let a text know its host, found already."""
    text.__dict__["_host"] = host


@cache
def _hosting(model: Any) -> Question:
    """The question which row of a model hosts a text."""
    options = getattr(model, "gate_options", list)
    mine = kinds.of(model).text_of == sa.bindparam("text_id")
    return question(lambda: sa.select(model).where(mine).options(*options()))


def find_hosts(things: Sequence[Any]) -> None:
    """Let the texts of many things know their hosts, with a question for each kind of host."""
    texts = [thing if isinstance(thing, Text) else thing.host_text for thing in things]
    unknown = {text.id: text for text in texts if "_host" not in text.__dict__}
    for model, column in kinds.hosts_of_texts():
        mine = [text.id for text in unknown.values() if text.hosted_by == model.__name__]
        if not mine:
            continue
        query: Any = sa.select(model, column).where(column.in_(mine))
        options = getattr(model, "gate_options", None)
        rows = db.session.execute(query.options(*options()) if options else query)
        answers = _answering.get(model)
        for host, number in rows.unique():
            remember_host(unknown[number], answers(host) if answers else host)


def _found(text: Text) -> Any:
    for model, _column in kinds.hosts_of_texts():
        if model.__name__ == text.hosted_by:
            host = _hosting(model).thing(text_id=text.id)
            if host is not None:
                answers = _answering.get(model)
                return answers(host) if answers else host
    raise LookupError(f"text {text.id} has no host")
