"""How far deciding on the suggestions to a text has come."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ideell.foundation.questions import Select, question
from ideell.writing.queue_kinds import KINDS
from ideell.writing.suggestions import OPEN_STATES, Suggestion


@dataclass(frozen=True)
class Progress:
    """How far deciding in one text has come."""

    text_id: int
    title: str
    decided: int
    waiting_by_kind: dict[str, int]
    is_extra: bool = False

    @property
    def waiting(self) -> int:
        """How many suggestions wait."""
        return sum(self.waiting_by_kind.values())

    @property
    def total(self) -> int:
        """All suggestions made to the text that were not withdrawn."""
        return self.decided + self.waiting

    @property
    def counts(self) -> dict[str, int]:
        """How many wait of all and of each kind, by its name in the address."""
        by_name = {name: self.waiting_by_kind[kind] for name, kind in KINDS.items()}
        return {"": self.waiting, **by_name}


def progress_of(text_id: int, title: str, *, is_extra: bool = False) -> Progress:
    """Count what is decided and what waits in a text, in one query."""
    rows = _counts.rows(text_id=text_id)
    waiting = {
        kind: sum(count for state, of, count in rows if state in OPEN_STATES and of == kind)
        for kind in KINDS.values()
    }
    decided = sum(count for state, _kind, count in rows if state not in OPEN_STATES)
    return Progress(text_id, title, decided, waiting, is_extra)


@question
def _counts() -> Select:
    """How many suggestions to a text there are in each state and of each kind."""
    sent = Suggestion.state.not_in(["withdrawn", "draft"])
    return (
        sa.select(Suggestion.state, Suggestion.kind, sa.func.count())
        .where(Suggestion.text_id == sa.bindparam("text_id"), sent)
        .group_by(Suggestion.state, Suggestion.kind)
    )
