"""A phrase that one writer took out at one place and put in at another: two edits that are one.

Taken one by one they lose the phrase, or let it stand twice. So they hang together: neither is
accepted without the other, and whoever only took the phrase out did not want the same.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from ideell.writing.diff.edits import Edit
from ideell.writing.tokens import words

PHRASE = 2
"""So many words in a row are known again; a single one is put in twice by chance."""

SHIFTED = 2
"""A full stop and a space: of ``. A. B.`` one may say that ``A. `` or ``. A`` was taken out."""

Phrase = tuple[str, ...]
Span = tuple[int, int]


class Move(NamedTuple):
    """What was taken out, and where it was put in; either edit may do something else too."""

    taken: Edit
    put: Edit

    @property
    def span(self) -> Span:
        """From the first of the two places to the end of the last."""
        return min(edit.start for edit in self), max(edit.end for edit in self)


def moves(edits: Sequence[Edit]) -> list[Move]:
    """The phrases that one writer's edits move: much of what one takes out another puts in."""
    return list(_moves(edits)) if len(edits) > 1 else []


def phrases(text: str) -> Counter[Phrase]:
    """Count what is said with PHRASE words in a row, in small letters."""
    said = [word.lower() for word in words(text)]
    return Counter(zip(*(said[step:] for step in range(PHRASE)), strict=False))


def _moves(edits: Sequence[Edit]) -> Iterator[Move]:
    put_in = [(edit, phrases(edit.new)) for edit in edits]
    where: dict[Phrase, list[int]] = {}
    for place, (_, said) in enumerate(put_in):
        for phrase in said:
            where.setdefault(phrase, []).append(place)
    for taken in edits if where else ():
        gone = phrases(taken.old) - phrases(taken.new)
        for place in sorted({place for phrase in gone for place in where.get(phrase, ())}):
            put, said = put_in[place]
            if put != taken and (gone & said).total() * 4 >= gone.total():
                yield Move(taken, put)


def torn(sides: Iterable[Sequence[Edit]], decided: Sequence[Span]) -> set[Span]:
    """The spans of the moves of which one half is not as free as the other.

    ``sides`` are the edits of each writer; ``decided`` the ranges in which somebody must choose.
    A move is torn when one of its halves lies in such a range without the other, or when another
    writer made one half of it and not the other.
    """
    every = [set(side) for side in sides]
    return {
        move.span
        for side in every
        for move in moves(sorted(side))
        if any(_did(other, move.taken) != _did(other, move.put) for other in every)
        or any(_holds(span, move.taken) != _holds(span, move.put) for span in decided)
    }


def _did(side: Collection[Edit], edit: Edit) -> bool:
    """Whether a side made this edit, or the same read a sign to the left or the right."""
    return edit in side or any(
        abs(other.start - edit.start) <= SHIFTED
        and words(other.old) == words(edit.old)
        and words(other.new) == words(edit.new)
        for other in side
    )


def _holds(span: Span, edit: Edit) -> bool:
    return span[0] <= edit.start and edit.end <= span[1]
