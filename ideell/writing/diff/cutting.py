"""Where two texts differ, in characters.

Three levels: lines and sentences that are the same are matched first, and only what is left is
cut into words. Whole lines are few, so a long text with few changes costs little.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ideell.writing import matching
from ideell.writing.matching import Gap
from ideell.writing.tokens import is_space, lines, sentences, tokens


def differences(old: str, new: str) -> Iterator[Gap]:
    """What differs, as ranges of characters: lines first, then sentences, then words."""
    for part in _cut(old, new, Gap(0, len(old), 0, len(new)), lines):
        for smaller in _cut(old, new, part, sentences):
            yield from _word_gaps(old, new, smaller)


def _cut(old: str, new: str, gap: Gap, cutter: Callable[[str], list[str]]) -> Iterator[Gap]:
    """Narrow a range of characters to what is left when equal lines or sentences are matched."""
    a, b, c, d = gap
    left, right = cutter(old[a:b]), cutter(new[c:d])
    if len(left) < 2 or len(right) < 2:
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


def _space_gaps(left: list[str], right: list[str], kept: list[tuple[int, int]]) -> Iterator[Gap]:
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
