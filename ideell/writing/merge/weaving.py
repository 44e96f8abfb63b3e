"""Several wordings of one place in one text: what a conflict is prefilled with, to be corrected."""

from collections.abc import Iterable, Mapping, Sequence

from ideell.writing.diff import Edit, finest_edits, planned_edits
from ideell.writing.tokens import has_words, sentences

SEVERAL = 4
"""A stretch of so many words is a sentence or a good part of one."""


def together(base: str, *changed: str) -> str:
    """All changes in one text: what anybody removed is gone, what anybody put in is there.

    At the same place the first text's words come first. What is put in alike is there once. A
    text written anew is put in whole.
    """
    edits = [edit for text in changed for edit in _to_weave(base, text)]
    added: dict[int, list[str]] = {}
    for edit in edits:
        wordings = added.setdefault(edit.start, [])
        if edit.new.strip() not in (wording.strip() for wording in wordings):
            wordings.append(edit.new)
    points = sorted({0, len(base), *(e.start for e in edits), *(e.end for e in edits)})
    gone_until = {edit.start: 0 for edit in edits}
    for edit in edits:
        gone_until[edit.start] = max(gone_until[edit.start], edit.end)
    parts: list[str] = []
    gone = 0
    for point, following in zip(points, [*points[1:], len(base)], strict=True):
        gone = max(gone, gone_until.get(point, 0))
        parts += added.get(point, [])
        parts += [base[point:following]] if gone < following else []
    return spaced(parts)


def beside(base: str, *changed: str) -> str:
    """As `together`, but a text that does away with a sentence in which another changed some words
    stands before that sentence: those words alone would say nothing.
    """
    edits = {text: planned_edits(base, text) for text in changed}
    anew = [text for text in edits if _swallows(text, edits)]
    rest = [text for text in edits if text not in anew]
    if not anew or not rest:
        return together(base, *changed)
    said = [text for text in anew if has_words(text, 1)]
    return _one_after_the_other([*said, together(base, *rest)])


def mixed_sentences(woven: str, *texts: str) -> list[str]:
    """The sentences of a woven text that stand in none of those it was woven from.

    Nobody wrote them so: "Vi avstyrker" and "Vi tillstyrker delvis" make "Vi avstyrker delvis".
    """
    written = {one.strip() for text in texts for one in sentences(text)}
    return [one.strip() for one in sentences(woven) if one.strip() not in written]


def _to_weave(base: str, text: str) -> list[Edit]:
    """The edits of a text, the finest; of one written anew, all of it as one."""
    edits = planned_edits(base, text)
    return edits if edits and edits[0].old == base else finest_edits(base, text)


def _swallows(text: str, every: Mapping[str, list[Edit]]) -> bool:
    """Whether a text takes a stretch of several words away in which another changes some."""
    return any(
        mine.start < edit.end and edit.start < mine.end and len(edit.old) < len(mine.old)
        for mine in every[text]
        if has_words(mine.old, SEVERAL)
        for other, edits in every.items()
        if other != text
        for edit in edits
        if mine.start <= edit.start and edit.end <= mine.end
    )


def _one_after_the_other(texts: Sequence[str]) -> str:
    said = texts[0]
    for text in texts[1:]:
        ends = said.rstrip()[-1:].isalnum() and text.lstrip()[:1].isupper()
        said = f"{said.rstrip()}{'.' if ends else ''} {text.lstrip()}"
    return said


def spaced(parts: Iterable[str]) -> str:
    """Parts put together so that no two words run into one and no space is doubled."""
    text = ""
    for part in parts:
        if text and part and run_together(text[-1], part[0]):
            text += " "
        text += part[1:] if part[:1] == " " and text[-1:].isspace() else part
    return text


def run_together(last: str, first: str) -> bool:
    """Whether two signs side by side would make one word of two, or leave out a space."""
    return (last.isalnum() or last in ".,:;!?…%)-‑'’") and (first.isalnum() or first == "(")
