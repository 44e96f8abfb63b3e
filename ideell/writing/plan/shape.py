"""What a plan is: edits with sponsors, hunks to choose in, and what fits no longer.

A plan is stored as JSON when something is written, so that a page view computes nothing.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Literal

from ideell.writing.diff import Edit

SuggestionId = int | str
State = Literal["open", "colliding", "stale", "already in"]


@dataclass(frozen=True)
class PlannedEdit:
    """One edit on the head, wanted by one suggestion or by several that say the same.

    ``hunk`` is the place in ``Plan.hunks`` of the collision that it is part of, or None when it
    can be accepted by itself. ``sentence`` and ``last`` count the sentences of the head from 0,
    the first and the last that it changes: edits of the same sentence are worth a warning.
    """

    start: int
    end: int
    old: str
    new: str
    sponsors: tuple[SuggestionId, ...]
    hunk: int | None = None
    sentence: int = 0
    last: int | None = None

    @property
    def sentences(self) -> set[int]:
        """The numbers of the sentences that it changes."""
        last = self.sentence if self.last is None else self.last
        return set(range(self.sentence, last + 1))

    @property
    def edit(self) -> Edit:
        """The edit itself, as apply_edits wants it."""
        return Edit(self.start, self.end, self.old, self.new)


@dataclass(frozen=True)
class Wording:
    """How a hunk would read, and the suggestions that want it so."""

    text: str
    sponsors: tuple[SuggestionId, ...]


@dataclass(frozen=True)
class Hunk:
    """Edits that cannot all be accepted: keep ``old``, take one wording, or write together.

    ``together`` is the prefilled text with every word that any wording puts in.
    """

    start: int
    end: int
    old: str
    wordings: tuple[Wording, ...]
    together: str

    def choose(self, text: str) -> Edit:
        """The edit that decides the hunk."""
        return Edit(self.start, self.end, self.old, text)


@dataclass(frozen=True)
class Leftover:
    """An edit of one suggestion that the head has (*redan med*) or has no room for any more."""

    suggestion: SuggestionId
    old: str
    new: str


@dataclass(frozen=True)
class Plan:
    """All edits in document order. ``made_on`` tells which text the ranges belong to."""

    made_on: str
    edits: tuple[PlannedEdit, ...] = ()
    hunks: tuple[Hunk, ...] = ()
    already_in: tuple[Leftover, ...] = ()
    stale: tuple[Leftover, ...] = ()

    @property
    def free(self) -> list[PlannedEdit]:
        """The edits that can be accepted one by one or together."""
        return [edit for edit in self.edits if edit.hunk is None]

    def edits_of(self, suggestion: SuggestionId) -> list[PlannedEdit]:
        """The edits of one suggestion, those in hunks too."""
        return [edit for edit in self.edits if suggestion in edit.sponsors]

    def state_of(self, suggestion: SuggestionId) -> State:
        """What becomes of a suggestion: the part of it that needs most attention decides."""
        if any(suggestion == leftover.suggestion for leftover in self.stale):
            return "stale"
        edits = self.edits_of(suggestion)
        if any(edit.hunk is not None for edit in edits):
            return "colliding"
        return "open" if edits else "already in"

    def beside(self, suggestion: SuggestionId) -> set[SuggestionId]:
        """The suggestions that change the same sentence in other words: nothing stops both from
        being accepted, but somebody should read the sentence that it makes.
        """
        mine = self.edits_of(suggestion)
        places = {number for edit in mine for number in edit.sentences}
        hunks = {edit.hunk for edit in mine} - {None}
        near = [edit for edit in self.edits if places & edit.sentences and edit.hunk not in hunks]
        others = [edit for edit in near if suggestion not in edit.sponsors]
        return {other for edit in others for other in edit.sponsors}

    def lost_of(self, suggestion: SuggestionId) -> list[Leftover]:
        """The parts of a suggestion that the head has no room for any more."""
        return [part for part in self.stale if part.suggestion == suggestion]

    def is_of(self, head: str) -> bool:
        """Whether the plan was made on this text."""
        return self.made_on == digest(head)

    def ranges(self) -> Iterator[tuple[int, int]]:
        """The ranges of the head that suggestions would change, to be underlined."""
        return ((edit.start, edit.end) for edit in self.edits)

    def as_json(self) -> dict[str, Any]:
        """The plan as what JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Plan":
        """The plan that as_json gave; an empty dict is an empty plan."""
        return cls(
            made_on=stored.get("made_on", ""),
            edits=tuple(
                PlannedEdit(**{**row, "sponsors": tuple(row["sponsors"])})
                for row in stored.get("edits", ())
            ),
            hunks=tuple(_hunk(row) for row in stored.get("hunks", ())),
            already_in=tuple(Leftover(**row) for row in stored.get("already_in", ())),
            stale=tuple(Leftover(**row) for row in stored.get("stale", ())),
        )


def _hunk(row: dict[str, Any]) -> Hunk:
    wordings = tuple(Wording(w["text"], tuple(w["sponsors"])) for w in row["wordings"])
    return Hunk(**{**row, "wordings": wordings})


def digest(text: str) -> str:
    """A short mark of a text, to tell whether a plan belongs to it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
