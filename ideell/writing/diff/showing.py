"""A change as pieces to show. Source: ux, Diff; model, Merging 5."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from ideell.writing.diff.edits import Edit, diff_words, too_much
from ideell.writing.tokens import is_word, tokens, words


class Piece(NamedTuple):
    """A stretch of text that stayed, was removed or was put in."""

    kind: Literal["same", "del", "ins"]
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """The change as pieces to show; a removed piece comes before the one put in its place.

    Kept and removed pieces joined are the old text, kept and put in ones the new.
    """
    edits = diff_words(old, new)
    if too_much(old, new, edits):
        edits = [Edit(0, len(old), old, new)]
    shown: list[Piece] = []
    place = 0
    for edit in readable(old, edits):
        shown += _piece("same", old[place : edit.start])
        shown += _piece("del", edit.old)
        shown += _piece("ins", edit.new)
        place = edit.end
    return shown + _piece("same", old[place:])


def readable(old: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits as one reads them: lone spaces and punctuation folded into the word before."""
    for edit in edits:
        if edit.old and edit.new and not (words(edit.old) and words(edit.new)):
            before = _word_before(old, edit.start)
            start = edit.start - len(before)
            yield Edit(start, edit.end, before + edit.old, before + edit.new)
        else:
            yield edit


def _word_before(text: str, end: int) -> str:
    nearby = tokens(text[max(0, end - 100) : end])
    return nearby[-1] if nearby and is_word(nearby[-1]) else ""


def _piece(kind: Literal["same", "del", "ins"], text: str) -> list[Piece]:
    return [Piece(kind, text)] if text else []
