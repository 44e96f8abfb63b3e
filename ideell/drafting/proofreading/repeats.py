"""Passages that stand twice in the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ideell.drafting.proofreading.shape import Draft, Finding, Limits, Passage
from ideell.writing.tokens import is_word, tokens

SHORTEST_SENTENCE = 7
"""A whole sentence of fewer words may stand twice: "Vi tillstyrker förslaget." """

# A stand is said in the same words each time, and has to be (domain 1.7).
_STAND = re.compile(
    r"tillstyrk|avstyrk|inga synpunkter|ingen invändning|avstår från|ställer sig|har inget att",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def repeated(draft: Draft, limits: Limits) -> Iterator[Finding]:
    """Find words in a row that stood in an earlier block too, and whole sentences said again.

    A summary says again what the rest says, by nature; a quotation is somebody else's. What
    stands in brackets is passed over: references are given in the same words each time.
    """
    wanted = limits.repeated_words
    seen: dict[tuple[str, ...], Passage] = {}
    said: dict[tuple[str, ...], Passage] = {}
    for part, passage in draft.passages():
        if part.role == "summary" or passage.kind in {"quotation", "heading"}:
            continue
        found = list(_words(passage.said))
        small = [word.lower() for word, _start, _end in found]
        windows = [tuple(small[at : at + wanted]) for at in range(len(small) - wanted + 1)]
        yield from _runs(part.id, passage, found, windows, seen)
        yield from _sentences(part.id, passage, said, wanted)
        for window in windows:
            seen.setdefault(window, passage)


def _runs(
    section: int,
    passage: Passage,
    found: list[tuple[str, int, int]],
    windows: list[tuple[str, ...]],
    seen: dict[tuple[str, ...], Passage],
) -> Iterator[Finding]:
    """The longest stretches of the passage of which every window stood before."""
    at = 0
    while at < len(windows):
        if windows[at] not in seen:
            at += 1
            continue
        first, origin = at, seen[windows[at]]
        while at < len(windows) and windows[at] in seen:
            at += 1
        last = at - 1 + len(windows[0]) - 1
        quote = passage.said[found[first][1] : found[last][2]]
        yield Finding("repeat", section, passage, " ".join(quote.split()), origin.label)


def _sentences(
    section: int, passage: Passage, said: dict[tuple[str, ...], Passage], wanted: int
) -> Iterator[Finding]:
    """Whole sentences, too short for a stretch, that stood before."""
    for sentence in filter(str.strip, _END.split(passage.said)):
        small = tuple(word.lower() for word, _start, _end in _words(sentence))
        if not SHORTEST_SENTENCE <= len(small) < wanted or _STAND.search(sentence):
            continue
        origin = said.setdefault(small, passage)
        if origin is not passage:
            yield Finding("repeat", section, passage, " ".join(sentence.split()), origin.label)


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    place = 0
    for token in tokens(_IN_BRACKETS.sub(_blank, text)):
        if is_word(token):
            yield token, place, place + len(token)
        place += len(token)


def _blank(match: re.Match[str]) -> str:
    """As many spaces, so that every word stays where it stands."""
    return " " * len(match[0])
