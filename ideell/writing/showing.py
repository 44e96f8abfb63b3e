"""How a change looks: pieces and words, worked out when it is made and stored beside it."""

from __future__ import annotations

from collections.abc import Sequence

from ideell.foundation.language import _
from ideell.writing import words
from ideell.writing.diff import pieces
from ideell.writing.suggestions import Suggestion

NEAR = 2  # unchanged words shown on either side of a change, in the margin


def show(suggestion: Suggestion, old: str, new: str) -> None:
    """Store what a suggestion changes, as pieces to show and in words."""
    suggestion.pieces = shown_pieces(old, new, whole=suggestion.is_whole)
    suggestion.excerpt = excerpt(suggestion.pieces)
    suggestion.in_words = in_words(old, new, whole=suggestion.is_whole)


def show_other(suggestion: Suggestion) -> None:
    """Store how a suggestion looks that does not change the words of its block.

    Where a move goes is said when it is shown: what one calls a place may change.
    """
    suggestion.pieces = [["ins", suggestion.text]] if suggestion.text else []
    said = {
        "move": _("I ord: stycket flyttas."),
        "insert_after": _("I ord: ett nytt stycke läggs till."),
        "words": _("I ord: en beskrivning till den som håller i pennan."),
    }[suggestion.op]
    suggestion.excerpt = suggestion.pieces
    suggestion.in_words = {"sentence": said, "items": []}


def shown_pieces(old: str, new: str, *, whole: bool = False) -> list[list[str]]:
    """Return a change as pairs for the diff macro; a wholly new text is never braided."""
    if whole and old != new:
        return [[kind, text] for kind, text in (("del", old), ("ins", new)) if text]
    return [list(piece) for piece in pieces(old, new)]


def excerpt(shown: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the pieces with no more of the unchanged words than one needs to find the place."""
    last = len(shown) - 1
    short: list[list[str]] = []
    for place, (kind, text) in enumerate(shown):
        words_here = text.split(" ")
        if kind != "same" or len(words_here) <= 2 * NEAR + 1:
            short.append([kind, text])
            continue
        start = " ".join(words_here[: NEAR + 1]) + " …" if place else "…"
        end = "" if place == last else " " + " ".join(words_here[-NEAR - 1 :])
        short.append([kind, start + end])
    return short


def in_words(old: str, new: str, *, whole: bool = False) -> dict[str, object]:
    """Return a change in words: the sentence, and the list for whoever wants it."""
    whole = whole and bool(old) and bool(new)
    said = words.sentence(old, new, whole=whole), words.as_list(old, new, whole=whole)
    return {"sentence": said[0], "items": said[1]}
