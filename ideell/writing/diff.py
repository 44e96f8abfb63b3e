"""What has been changed in a text: edits for merging, pieces for showing.

Two levels (three, where a block is long): whole lines and whole sentences that are the same are
matched first, and only what is left is cut into words. Source of the rules: model, Merging 1 and 5.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ideell.writing import matching
from ideell.writing.matching import Gap
from ideell.writing.tokens import has_words, is_space, is_word, lines, sentences, tokens, words

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


class Piece(NamedTuple):
    """A stretch of text that stayed, was removed or was put in."""

    kind: Literal["same", "del", "ins"]
    text: str


def diff_words(old: str, new: str) -> list[Edit]:
    """The edits that make ``old`` into ``new``, in order, at least APART words from each other."""
    joined: list[Gap] = []
    for gap in _gaps(old, new):
        if joined and near(old, joined[-1].old_end, gap.old_start):
            joined[-1] = joined[-1]._replace(old_end=gap.old_end, new_end=gap.new_end)
        else:
            joined.append(gap)
    return [_edit(old, new, gap) for gap in joined]


def finest_edits(old: str, new: str) -> list[Edit]:
    """The edits before neighbours are joined: what exactly was removed and put in."""
    return [_edit(old, new, gap) for gap in _gaps(old, new)]


def planned_edits(old: str, new: str, whole: bool = False) -> list[Edit]:
    """The edits to merge by: those of diff_words, or one edit when the text is a new one.

    ``whole`` says that the writer called it a wholly new text. Such a text is never braided with
    others' changes word by word: it stands or falls as one.
    """
    edits = diff_words(old, new)
    if edits and (whole or _too_much(old, new, edits)):
        return [Edit(0, len(old), old, new)]
    return edits


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


def is_rewritten(old: str, new: str) -> bool:
    """Whether so much is changed (about 60 %) that both texts should be shown whole."""
    return _too_much(old, new, diff_words(old, new))


def pieces(old: str, new: str) -> list[Piece]:
    """The change as pieces to show; a removed piece comes before the one put in its place.

    Kept and removed pieces joined are the old text, kept and put in ones the new.
    """
    edits = diff_words(old, new)
    if _too_much(old, new, edits):
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


def _edit(old: str, new: str, gap: Gap) -> Edit:
    a, b, c, d = gap
    return Edit(a, b, old[a:b], new[c:d])


def _too_much(old: str, new: str, edits: list[Edit]) -> bool:
    removed = sum(len(edit.old) for edit in edits)
    put_in = sum(len(edit.new) for edit in edits)
    if removed * 4 <= len(old) or put_in * 4 <= len(new):
        return False
    before = len(words(old))
    kept = before - sum(len(words(edit.old)) for edit in edits)
    after = kept + sum(len(words(edit.new)) for edit in edits)
    return kept < KEPT_AT_LEAST * min(before, after)


def _gaps(old: str, new: str) -> Iterator[Gap]:
    """What differs, as ranges of characters: lines first, then sentences, then words."""
    for part in _cut(old, new, Gap(0, len(old), 0, len(new)), lines):
        for smaller in _cut(old, new, part, sentences):
            yield from _word_gaps(old, new, smaller)


def _cut(
    old: str, new: str, gap: Gap, cutter: Callable[[str], list[str]]
) -> Iterator[Gap]:
    """Narrow a range of characters to what is left when equal lines or sentences are matched."""
    a, b, c, d = gap
    left, right = cutter(old[a:b]), cutter(new[c:d])
    if len(left) < APART or len(right) < APART:
        return iter([gap] if left != right else [])
    return _in_characters(left, right, a, c, matching.gaps(left, right))


def _word_gaps(old: str, new: str, gap: Gap) -> Iterator[Gap]:
    """Match words and punctuation; spaces follow the words that they stand between."""
    a, b, c, d = gap
    left, right = tokens(old[a:b]), tokens(new[c:d])
    solid = [i for i, token in enumerate(left) if not is_space(token)]
    firm = [j for j, token in enumerate(right) if not is_space(token)]
    same = matching.runs([left[i] for i in solid], [right[j] for j in firm])
    kept = [
        (solid[run.old + step], firm[run.new + step]) for run in same for step in range(run.length)
    ]
    return _in_characters(left, right, a, c, _space_gaps(left, right, kept))


def _space_gaps(
    left: list[str], right: list[str], kept: list[tuple[int, int]]
) -> Iterator[Gap]:
    a = c = 0
    for i, j in [*kept, (len(left), len(right))]:
        if left[a:i] != right[c:j]:
            yield _narrowed(left, right, Gap(a, i, c, j))
        a, c = i + 1, j + 1


def _narrowed(left: list[str], right: list[str], gap: Gap) -> Gap:
    """Leave the spaces out that are the same at both ends of a gap."""
    a, b, c, d = gap
    while a < b and c < d and left[a] == right[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and left[b - 1] == right[d - 1]:
        b, d = b - 1, d - 1
    return Gap(a, b, c, d)


def _in_characters(
    left: Sequence[str], right: Sequence[str], a: int, c: int, found: Iterable[Gap]
) -> Iterator[Gap]:
    """Gaps between things as gaps between characters, counted from ``a`` and ``c``."""
    i = j = 0
    for gap in found:
        a += sum(map(len, left[i : gap.old_start]))
        c += sum(map(len, right[j : gap.new_start]))
        b = a + sum(map(len, left[gap.old_start : gap.old_end]))
        d = c + sum(map(len, right[gap.new_start : gap.new_end]))
        yield Gap(a, b, c, d)
        a, c, i, j = b, d, gap.old_end, gap.new_end
