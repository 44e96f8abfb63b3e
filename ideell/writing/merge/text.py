"""Merging the text of one block, or of a whole section written as text.

Source of the rules: model, Merging 2, 3 and 6. The result is the same whoever came first; only the
prefilled text of a conflict puts ``mine`` before ``theirs``.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ideell.writing.diff import (
    Edit,
    apply_edits,
    near,
    planned_edits,
    torn,
)
from ideell.writing.diff.moving import Span
from ideell.writing.merge.weaving import run_together, spaced, together


class Hunk(NamedTuple):
    """A place where two people changed the same words: ``base[start:end]`` and what each made.

    ``together`` holds every word that either put in, without those that either took away.
    """

    start: int
    end: int
    base: str
    mine: str
    theirs: str
    together: str


class Merged(NamedTuple):
    """A merged text. It is ``clean`` when nobody has to choose; else ``text`` is a proposal
    that holds what both wrote, and ``hunks`` are the places to decide.
    """

    text: str
    clean: bool
    hunks: tuple[Hunk, ...] = ()


class Change(NamedTuple):
    """An edit and whose it is."""

    edit: Edit
    by_me: bool
    by_them: bool


def merge_text(base: str, mine: str, theirs: str) -> Merged:
    """Bring two changed texts together.

    Two different edits collide when fewer than two unchanged words lie between them: grown by one
    unchanged word each, they would touch. The same edit made by both is one edit.
    """
    if theirs in (base, mine):
        return Merged(mine, clean=True)
    if mine == base:
        return Merged(theirs, clean=True)
    edits, hunks = _brought_together(base, mine, theirs)
    decided = [Edit(hunk.start, hunk.end, hunk.base, hunk.together) for hunk in hunks]
    return Merged(apply_edits(base, edits + decided), not hunks, tuple(hunks))


def mine_on_theirs(base: str, mine: str, theirs: str) -> str:
    """Both changes in one text; where they collide, the words are mine."""
    edits, hunks = _brought_together(base, mine, theirs)
    decided = [Edit(hunk.start, hunk.end, hunk.base, hunk.mine) for hunk in hunks]
    return apply_edits(base, edits + decided)


def _brought_together(base: str, mine: str, theirs: str) -> tuple[list[Edit], list[Hunk]]:
    """The edits that touch no other, and the places where somebody must choose."""
    edits: list[Edit] = []
    hunks: list[Hunk] = []
    changes = _changes(base, mine, theirs)
    sides = [[c.edit for c in changes if c.by_me], [c.edit for c in changes if c.by_them]]
    for group in _groups(base, changes, torn(sides, ())):
        hunk = _hunk(base, group) if _is_of_two(group) else None
        if hunk and hunk.mine != hunk.theirs:
            hunks.append(hunk)
        else:
            edits.extend(change.edit for change in group if change.by_me or not hunk)
    return edits, hunks


def collide(text: str, one: Edit, other: Edit) -> bool:
    """Whether two different edits of ``text`` are so close that somebody must choose."""
    first, second = sorted((one, other))
    return first != second and (second.start <= first.end or near(text, first.end, second.start))


def _changes(base: str, mine: str, theirs: str) -> list[Change]:
    ours = set(planned_edits(base, mine))
    others = set(planned_edits(base, theirs))
    return [Change(edit, edit in ours, edit in others) for edit in sorted(ours | others)]


def _groups(base: str, changes: Iterable[Change], spans: Iterable[Span]) -> Iterator[list[Change]]:
    """Changes that hang together by being near each other, or within a span; there is at least
    one change.
    """
    group: list[Change] = []
    end = 0
    for change in changes:
        if group and change.edit.start > end and not near(base, end, change.edit.start):
            yield group
            group = []
        start, last = change.edit[:2]
        within = (to for begins, to in spans if begins <= start <= to)
        end = max([end if group else last, last, *within])
        group.append(change)
    yield group


def _is_of_two(group: list[Change]) -> bool:
    """Whether both have a part in it; what both did is a part of a move that only one made."""
    return len(group) > 1 and len({(change.by_me, change.by_them) for change in group}) > 1


def _hunk(base: str, group: list[Change]) -> Hunk:
    start = min(change.edit.start for change in group)
    end = max(change.edit.end for change in group)
    old = base[start:end]
    mine = apply_edits(old, _within(start, (c.edit for c in group if c.by_me)))
    theirs = apply_edits(old, _within(start, (c.edit for c in group if c.by_them)))
    return Hunk(
        start, end, old, mine, theirs, _fitted(base, start, end, together(old, mine, theirs))
    )


def _fitted(base: str, start: int, end: int, text: str) -> str:
    """A text for ``base[start:end]`` with one space, not two or none, at either end."""
    before, after = base[max(0, start - 1) : start], base[end : end + 1]
    text = spaced((before, text))[len(before) :]
    if after == " " and text[-1:].isspace():
        return text[:-1]
    return text + " " if text and after and run_together(text[-1], after) else text


def _within(start: int, edits: Iterable[Edit]) -> list[Edit]:
    return [edit._replace(start=edit.start - start, end=edit.end - start) for edit in edits]
