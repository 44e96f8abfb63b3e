"""Edits: which characters of a text became which others. Source: model, Merging 1 and 5."""

from collections.abc import Iterable
from typing import NamedTuple

from ideell.writing.diff.cutting import differences
from ideell.writing.matching import Gap
from ideell.writing.tokens import has_words, words

APART = 2
"""Changes with fewer unchanged words than this between them belong together."""

KEPT_AT_LEAST = 0.4
"""A text that keeps a smaller share of the shorter one's words is a new text."""


class Edit(NamedTuple):
    """``old``, at the characters ``[start, end)`` of the old text, becomes ``new``.

    Both ends stand between two tokens of the old text.
    """

    start: int
    end: int
    old: str
    new: str


def diff_words(old: str, new: str) -> list[Edit]:
    """The edits that make ``old`` into ``new``, in order, at least APART words from each other."""
    joined: list[Gap] = []
    for gap in differences(old, new):
        if joined and near(old, joined[-1].old_end, gap.old_start):
            joined[-1] = joined[-1]._replace(old_end=gap.old_end, new_end=gap.new_end)
        else:
            joined.append(gap)
    return [_edit(old, new, gap) for gap in joined]


def finest_edits(old: str, new: str) -> list[Edit]:
    """The edits before neighbours are joined: what exactly was removed and put in."""
    return [_edit(old, new, gap) for gap in differences(old, new)]


def planned_edits(old: str, new: str, whole: bool = False) -> list[Edit]:
    """The edits to merge by: those of diff_words, or one edit when the text is a new one.

    ``whole`` says that the writer called it a wholly new text. Such a text is never braided with
    others' changes word by word: it stands or falls as one.
    """
    edits = diff_words(old, new)
    if edits and (whole or too_much(old, new, edits)):
        return [Edit(0, len(old), old, new)]
    return edits


def is_rewritten(old: str, new: str) -> bool:
    """Whether so much is changed (about 60 %) that both texts should be shown whole."""
    return too_much(old, new, diff_words(old, new))


def near(text: str, end: int, start: int) -> bool:
    """Whether fewer than APART unchanged words of one block lie in ``text[end:start]``."""
    between = text[end:start]
    return "\n\n" not in between and not has_words(between, APART)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made; they must not overlap and may come in any order."""
    parts: list[str] = []
    place = 0
    for edit in sorted(edits):
        parts += text[place : edit.start], edit.new
        place = edit.end
    return "".join([*parts, text[place:]])


def _edit(old: str, new: str, gap: Gap) -> Edit:
    a, b, c, d = gap
    return Edit(a, b, old[a:b], new[c:d])


def too_much(old: str, new: str, edits: list[Edit]) -> bool:
    """Whether these edits of a text make it a new one."""
    removed = sum(len(edit.old) for edit in edits)
    put_in = sum(len(edit.new) for edit in edits)
    if removed * 4 <= len(old) or put_in * 4 <= len(new):
        return False
    before = len(words(old))
    kept = before - sum(len(words(edit.old)) for edit in edits)
    after = kept + sum(len(words(edit.new)) for edit in edits)
    return kept < KEPT_AT_LEAST * min(before, after)
