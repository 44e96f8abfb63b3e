"""Which edits of a plan are one thing to decide: those near each other, and torn moves."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ideell.writing.diff import apply_edits, moves, near, torn
from ideell.writing.diff.moving import Span
from ideell.writing.merge import beside
from ideell.writing.plan.shape import Hunk, PlannedEdit, SuggestionId, Wording


class Group(NamedTuple):
    """Edits that hang together, in the order of the text."""

    edits: Sequence[PlannedEdit]

    @property
    def span(self) -> Span:
        """The place that they are about."""
        return self.edits[0].start, max(edit.end for edit in self.edits)

    def wordings(self, head: str) -> list[Wording]:
        """How the place would read for each suggestion; those that say the same once."""
        start, end = self.span
        texts: dict[str, list[SuggestionId]] = {}
        for sponsor in ordered(sponsor for edit in self.edits for sponsor in edit.sponsors):
            wanted = [
                edit.edit._replace(start=edit.start - start, end=edit.end - start)
                for edit in self.edits
                if sponsor in edit.sponsors
            ]
            texts.setdefault(apply_edits(head[start:end], wanted), []).append(sponsor)
        return [Wording(text, tuple(sponsors)) for text, sponsors in texts.items()]

    def hunk(self, head: str, wordings: Sequence[Wording]) -> Hunk:
        """The place as something to choose in, with everything put in as a proposal."""
        start, end = self.span
        both = beside(head[start:end], *(wording.text for wording in wordings))
        return Hunk(start, end, head[start:end], tuple(wordings), both)


def parted(head: str, edits: Sequence[PlannedEdit]) -> list[Group]:
    """Part edits (in order) into groups: both ends of a torn move are in one."""
    by_sponsor: dict[SuggestionId, list[PlannedEdit]] = {}
    for edit in edits:
        for sponsor in edit.sponsors:
            by_sponsor.setdefault(sponsor, []).append(edit)
    sides = [[edit.edit for edit in own] for own in by_sponsor.values()]
    spans: set[Span] = set()
    while any(len(side) > 1 and moves(side) for side in sides):
        groups = list(_groups(head, edits, spans))
        decided = [group.span for group in groups if len(group.wordings(head)) > 1]
        more = torn(sides, decided) - spans
        if not more:
            return groups
        spans |= more
    return list(_groups(head, edits, ()))


def _groups(head: str, edits: Iterable[PlannedEdit], spans: Iterable[Span]) -> Iterator[Group]:
    group: list[PlannedEdit] = []
    end = 0
    for edit in edits:
        if group and edit.start > end and not near(head, end, edit.start):
            yield Group(group)
            group, end = [], 0
        group.append(edit)
        end = max([end, edit.end, *(to for start, to in spans if start <= edit.start <= to)])
    if group:
        yield Group(group)


def ordered(sponsors: Iterable[SuggestionId]) -> tuple[SuggestionId, ...]:
    """Each once, by number: the one that came first comes first, however the plan was made."""
    return tuple(sorted(set(sponsors), key=lambda sponsor: (isinstance(sponsor, str), sponsor)))
