"""From typed text to HTML that may be shown anywhere.

``render`` gives what stands *inside* a block: the page chooses the element around it (``<p>``,
``<h3>``, ``<li>``, ``<blockquote>``), because only the page knows its headings and lists.
"""

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from ideell.foundation.text.cleaning import clean
from ideell.foundation.text.gluing import glued
from ideell.foundation.text.grammar import Run, runs

RENDERER_VERSION = 2
"""Counted up when the HTML of the same text changes; stored HTML of another version is remade."""

Range = tuple[int, int]


def render(text: str, kind: str = "paragraph") -> Markup:
    """The HTML inside a block. Notes are numbered within the block and stand at its end.

    ``kind`` is the kind of block; a heading stands on one line, so its line breaks are spaces.
    """
    return _html(runs(glued(text)), kind, ())


def marked(text: str, ranges: Iterable[Range], kind: str = "paragraph") -> Markup:
    """As ``render``, with ``<span class="touched">`` around what suggestions would change.

    ``ranges`` are ``[start, end)`` in the text as typed; they may overlap, touch nothing, or cut
    through marks: the spans stand inside the tags, never across them. An empty range (something
    will be put in there) marks the word before it, or the one after.
    """
    return _html(runs(glued(text)), kind, _merged(_widened(text, pair) for pair in ranges))


def _widened(text: str, pair: Range) -> Range:
    start, end = max(0, pair[0]), min(len(text), pair[1])
    if text[start:end].strip():
        return start, end
    before = len(text[:start].rstrip())
    if before:
        return max(text.rfind(space, 0, before) for space in " \n\t") + 1, before
    after = text[end:].split(maxsplit=1)
    if not after:
        return 0, 0
    start = text.index(after[0], end)
    return start, start + len(after[0])


def _merged(pairs: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for start, end in sorted(pair for pair in pairs if pair[0] < pair[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _html(found: Sequence[Run], kind: str, touched: Sequence[Range]) -> Markup:
    notes: list[Run] = []
    parts: list[str] = []
    waiting = list(reversed(touched))
    for run in found:
        if run.note:
            notes.append(run)
            parts.append(f'<sup class="footnote-mark">{len(notes)}</sup>')
        else:
            parts.append(_styled(run, _split(run, waiting), kind))
    for number, run in enumerate(notes, start=1):
        inside = "".join(_styled(part, [(part.text, False)], kind) for part in run.note)
        parts.append(f' <small class="footnote"><sup>{number}</sup> {inside}</small>')
    return clean("".join(parts))


def _split(run: Run, waiting: list[Range]) -> list[tuple[str, bool]]:
    """A run's text cut at the ends of the ranges, each part with whether it is touched."""
    parts: list[tuple[str, bool]] = []
    place = run.start
    while waiting and waiting[-1][0] < run.end:
        start, end = waiting[-1]
        if end > run.start:
            start, end = max(start, run.start), min(end, run.end)
            parts.append((run.text[place - run.start : start - run.start], False))
            parts.append((run.text[start - run.start : end - run.start], True))
            place = end
        if waiting[-1][1] > run.end:
            break
        waiting.pop()
    return [*parts, (run.text[place - run.start :], False)]


def _styled(run: Run, parts: Iterable[tuple[str, bool]], kind: str) -> str:
    inside = "".join(_part(text, touched, kind) for text, touched in parts if text)
    for tag, wanted in (("em", run.italic), ("strong", run.bold)):
        inside = f"<{tag}>{inside}</{tag}>" if wanted and inside else inside
    return f'<a href="{escape(run.href)}">{inside}</a>' if run.href else inside


def _part(text: str, touched: bool, kind: str) -> str:
    html = str(escape(text)).replace("\n", " " if kind == "heading" else "<br>")
    return f'<span class="touched">{html}</span>' if touched else html
