"""The marks inside a block: ``*kursiv*``, ``**fet**``, ``[text](https://…)``, ``^[fotnot]``.

An address that begins with http:// or https:// is a link by itself. Everything else is shown as
typed: there is no HTML and no way to escape a mark, because a mark that is not part of a pair is
just a character. A footnote stands where its mark stands, so that it moves with its words; notes
kept apart (``[^1]``) would lose each other when a section is split or merged.

Reading takes time in proportion to the text: every pattern stops at the first character that
it cannot use, and at most one opening mark of each kind is remembered.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

MOST_MARKS = 600
"""A block with more marks than this is no text; those that follow are shown as characters.
It bounds the time that cleaning takes, which goes by the number of tags."""

_ADDRESS = r"(?:https?://|mailto:)(?>(?:[^\s()<>\"]|\([^\s()<>\"]*\))+)"
_MARK = re.compile(
    rf"""
      \[(?P<label>[^\[\]\n]++)\]\((?P<to>{_ADDRESS})\)
    | \^\[(?P<note>(?>(?:[^\[\]]|\[[^\[\]]*\])+))\]
    | (?P<bare>https?://[^\s<>"”]+)
    | (?P<stars>\*++)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = ".,;:!?*'’»…"
_HOSTED = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#].*)?|mailto:[^\s@/?#\\]+@[^\s@\\]+", re.I)
_OPENS = re.compile(r"[\s(\[”\"'’»–—/-]")


@dataclass(frozen=True)
class Run:
    """A stretch of text written in one way.

    ``start`` is where its first character stands in the text as typed; its characters stand there
    in one piece. A footnote is a run whose ``note`` says what is in the note and whose ``text``
    is empty.
    """

    text: str
    start: int
    bold: bool = False
    italic: bool = False
    href: str = ""
    note: tuple["Run", ...] = ()

    @property
    def kind(self) -> Literal["text", "link", "footnote"]:
        """What the run is, before it is bold or italic."""
        return "footnote" if self.note else "link" if self.href else "text"

    @property
    def end(self) -> int:
        """Where the run ends in the text as typed."""
        return self.start + len(self.text)


def runs(text: str) -> list[Run]:
    """Read a block's text into runs; what is no mark stands in them as typed."""
    return _emphasised(list(_raw_runs(text)))


def plain(text: str) -> str:
    """The text without marks, for titles, mails and searches; a footnote stands in brackets."""
    return _said(runs(text))


def _said(found: Iterable[Run]) -> str:
    return "".join(f" ({_said(run.note)})" if run.note else run.text for run in found)


def _raw_runs(text: str, offset: int = 0, without: Container[str] = ()) -> Iterator[Run]:
    """Cut at links, notes and stars; stars are runs of their own until they are paired."""
    place = looked = marks = 0
    while marks < MOST_MARKS and (match := _MARK.search(text, looked)):
        found = [] if match.lastgroup in without else list(_of_mark(match, offset))
        looked, marks = match.end(), marks + 1
        if found:
            yield from _text(text, place, match.start(), offset)
            yield from found
            place = looked = _end_of(match)
    yield from _text(text, place, len(text), offset)


def _text(text: str, start: int, end: int, offset: int) -> Iterator[Run]:
    if start < end:
        yield Run(text[start:end], offset + start)


def _end_of(match: re.Match[str]) -> int:
    return match.start() + len(_without_tail(match["bare"])) if match["bare"] else match.end()


def _of_mark(match: re.Match[str], offset: int) -> Iterator[Run]:
    start = offset + match.start()
    if match["stars"]:
        yield Run(match["stars"], start)
    elif match["note"]:
        inside = _raw_runs(match["note"], offset + match.start("note"), without=("note",))
        yield Run("", start, note=tuple(_emphasised(list(inside))))
    elif match["label"]:
        if _HOSTED.fullmatch(match["to"]):
            label = _raw_runs(match["label"], offset + match.start("label"), without=("bare",))
            yield from (replace(run, href=match["to"]) for run in label)
    elif _HOSTED.fullmatch(address := _without_tail(match["bare"])):
        yield Run(address, start, href=address)


def _without_tail(address: str) -> str:
    """An address without the punctuation of the sentence that it stands in."""
    loose = {close for start, close in ("()", "[]", "{}") if start not in address}
    return address.rstrip(_TRAILING + "".join(loose))


def _emphasised(found: list[Run]) -> list[Run]:
    """Pair the stars; those without a partner stay as characters."""
    style: dict[int, tuple[bool, bool]] = {}
    opened: dict[str, int] = {}
    for place, run in enumerate(found):
        if not _is_stars(run):
            continue
        if run.text in opened and _closes(found, place):
            start = opened[run.text]
            opened = {mark: at for mark, at in opened.items() if at < start}
            style[start], style[place] = (True, True), (False, False)
        elif run.text not in opened and _opens(found, place):
            opened[run.text] = place
    return _joined(_styled(found, style))


def _joined(found: Iterable[Run]) -> list[Run]:
    """Runs that stand side by side and are written in the same way are one."""
    joined: list[Run] = []
    for run in found:
        last = joined[-1] if joined else None
        if last and not (last.note or run.note) and last.end == run.start and _alike(last, run):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return joined


def _alike(one: Run, other: Run) -> bool:
    return (one.bold, one.italic, one.href) == (other.bold, other.italic, other.href)


def _styled(found: list[Run], style: dict[int, tuple[bool, bool]]) -> Iterator[Run]:
    active: list[str] = []
    for place, run in enumerate(found):
        if place in style:
            if style[place][0]:
                active.append(run.text)
            else:
                active.remove(run.text)
            continue
        bold, italic = any(len(m) > 1 for m in active), any(len(m) != 2 for m in active)
        yield replace(run, bold=bold, italic=italic) if active else run


def _is_stars(run: Run) -> bool:
    return run.text in ("*", "**", "***")


def _opens(found: list[Run], place: int) -> bool:
    """Stars open before a letter, when what stands before them is no letter."""
    before = found[place - 1].text[-1:] if place else ""
    after = found[place + 1].text[:1] if place + 1 < len(found) else ""
    noted = place + 1 < len(found) and bool(found[place + 1].note)
    return (not before or not before.isalnum()) and (noted or bool(after.strip()))


def _closes(found: list[Run], place: int) -> bool:
    """Stars close after a letter, when what stands after them is no letter."""
    before = found[place - 1].text[-1:] if place else ""
    after = found[place + 1].text[:1] if place + 1 < len(found) else ""
    noted = place > 0 and bool(found[place - 1].note)
    return (noted or bool(before.strip())) and not after.isalnum()
