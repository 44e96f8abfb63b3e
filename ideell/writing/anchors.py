"""Where words went: to which block a suggestion or a comment belongs now.

Source of the rules: model, Merging 7. A suggestion follows when the words that it changes stand
in another block, in the company that they had. A comment goes with the paragraph it was made on,
to where at least half of its words stand. What is found nowhere is left where it is, and told:
better a comment that is said to be outdated than one beside another paragraph.
"""

from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

from ideell.writing import matching
from ideell.writing.diff import Edit
from ideell.writing.tokens import is_space, is_word, sentences, tokens, words

Key = TypeVar("Key", bound=Hashable)

COMPANY = 4
"""So many words in a row are a trace; fewer stand together by chance ("att det är")."""


class _Spot(NamedTuple):
    """A word or a sign, and the characters where it stands."""

    text: str
    start: int
    end: int


def follow(
    base: str, edits: Sequence[Edit], texts: Mapping[Key, str]
) -> tuple[Key, list[Edit]] | None:
    """The block that all these edits of ``base`` can be made in, and the edits as made there.

    An edit can be made where its words stand together with the word on either side of them; the
    end of a sentence is company enough. Of several blocks the first is taken.
    """
    if not edits:
        return None
    spots = _spots(base)
    spans = [_span(base, spots, edit) for edit in edits]
    needed = {spot.text for first, end in spans for spot in spots[first:end]}
    for key, text in texts.items():
        there = _spots(text)
        if not needed <= {spot.text for spot in there}:
            continue
        places = _places(spots, there)
        made = [
            _made_in(text, spots, there, places, edit, span)
            for edit, span in zip(edits, spans, strict=True)
        ]
        found = [edit for edit in made if edit is not None]
        if len(found) == len(edits):
            return key, found
    return None


def where(quote: str, texts: Mapping[Key, str]) -> Key | None:
    """The block that holds at least half of the words of a quotation, the most of them."""
    shares = {key: share(quote, text) for key, text in texts.items()}
    best = max(shares, key=lambda key: shares[key], default=None)
    return best if best is not None and shares[best] >= 0.5 else None


def trace(old: str, new: str) -> bool:
    """Whether words of one text stand in company in another."""
    return bool(_in_company(old, new))


def share(quote: str, text: str) -> float:
    """How much of a quotation stands in a text, counting only words in company of their own."""
    if quote == text:
        return 1.0
    found = _in_company(quote, text)
    return found / len(_said(quote)[0]) if found else 0.0


def _in_company(old: str, new: str) -> int:
    """How many words of one text stand in another, in runs of COMPANY or more."""
    (here, mine), (there, theirs) = _said(old), _said(new)
    company = min(COMPANY, len(here))
    if not here or (company == COMPANY and mine.isdisjoint(theirs)):
        return 0
    return sum(run.length for run in matching.runs(here, there) if run.length >= company)


@lru_cache(maxsize=512)
def _said(text: str) -> tuple[list[str], frozenset[tuple[str, ...]]]:
    """The words of a text, and every COMPANY of them that stands in it.

    Kept, as many texts are held against the same; two that have none in common need no look.
    """
    found = [word.lower() for word in words(text)]
    return found, frozenset(zip(*(found[step:] for step in range(COMPANY)), strict=False))


def _spots(text: str) -> list[_Spot]:
    found = tokens(text)
    ends = accumulate(map(len, found))
    return [
        _Spot(token, end - len(token), end)
        for token, end in zip(found, ends, strict=True)
        if not is_space(token)
    ]


def _span(base: str, spots: Sequence[_Spot], edit: Edit) -> tuple[int, int]:
    """The spots that must stand together: from the word before the edit to the word after it,
    within its sentences.
    """
    starts = [0, *accumulate(map(len, sentences(base)))]
    reach = edit.start + bool(edit.old)  # what is put in between two sentences ends the first
    low = max((start for start in starts if start < reach), default=0)
    high = min((start for start in starts if start >= edit.end and start > 0), default=len(base))
    first = max((i for i, s in enumerate(spots) if s.end <= edit.start and is_word(s.text)),
                default=0)  # fmt: skip
    last = min((i for i, s in enumerate(spots) if s.start >= edit.end and is_word(s.text)),
               default=len(spots) - 1)  # fmt: skip
    while first < len(spots) and spots[first].start < low:
        first += 1
    while last >= 0 and spots[last].end > high:
        last -= 1
    return first, last + 1


def _places(old: Sequence[_Spot], new: Sequence[_Spot]) -> dict[int, int]:
    """Where the spots of the old text stand in the new one, when they do so in company."""
    here, there = [spot.text for spot in old], [spot.text for spot in new]
    company = min(COMPANY, sum(map(is_word, here)))
    places: dict[int, int] = {}
    for run in matching.runs(here, there):
        if sum(is_word(text) for text in here[run.old : run.old + run.length]) >= company:
            places.update((run.old + step, run.new + step) for step in range(run.length))
    return places


def _made_in(
    text: str,
    old: Sequence[_Spot],
    new: Sequence[_Spot],
    places: Mapping[int, int],
    edit: Edit,
    span: tuple[int, int],
) -> Edit | None:
    first, end = span
    if first >= end or first not in places:
        return None
    if any(places.get(i) != places[first] + i - first for i in range(first, end)):
        return None
    shift = _shift(old, new, places, edit, span)
    start, stop = edit.start + shift, edit.end + shift
    if edit.old == "" and start > len(text):  # a sentence put last, after the space that is gone
        return Edit(len(text), len(text), "", f" {edit.new.strip()}")
    return Edit(start, stop, edit.old, edit.new) if text[start:stop] == edit.old else None


def _shift(
    old: Sequence[_Spot],
    new: Sequence[_Spot],
    places: Mapping[int, int],
    edit: Edit,
    span: tuple[int, int],
) -> int:
    """How far an edit is moved: as far as the spot before it, or where there is none the next."""
    before = [i for i in range(*span) if old[i].end <= edit.start]
    if before:
        return new[places[before[-1]]].end - old[before[-1]].end
    return new[places[span[0]]].start - old[span[0]].start
