"""The answer as Markdown (CommonMark with tables and footnotes), for moving on to other tools.

Whatever people wrote comes out as the same characters when the Markdown is read: every sign
that could be a mark has a backslash before it.
"""

from __future__ import annotations

import re

from ideell.export.composition import (
    Heading,
    ItemList,
    Paragraph,
    Piece,
    Table,
    letterhead,
    pieces,
)
from ideell.export.letter import Block, Letter, Run

_MARKS = re.compile(r"([\\`*_\[\]<>~|^$#]|&(?=#?\w+;))")
_LINE_MARKS = re.compile(r"^([+=-]|\d{1,9}(?=[.)](?:\s|$)))")
_EDGES = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


def render(letter: Letter, numbered: bool = False) -> bytes:
    """Return the Markdown of a sound letter; `numbered` puts the blocks' numbers first."""
    text = _Text(numbered)
    head = letterhead(letter)
    top = [f"**{_plain(head.sender)}**", _plain(" · ".join(head.facts))]
    to = _broken([_plain(line) for line in head.recipient_lines])
    body = [text.piece(piece) for piece in pieces(letter)]
    end = [_plain(line) for line in (" · ".join(letter.sender_lines), letter.version_line) if line]
    rule = ["---", _broken(end)] if end else []
    parts = [*top, to, *body, *rule, *text.footnotes()]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


class _Text:
    """The text while it is written; notes are collected and stand last."""

    def __init__(self, numbered: bool) -> None:
        self.numbered = numbered
        self.notes: list[tuple[Run, ...]] = []

    def piece(self, piece: Piece) -> str:
        if isinstance(piece, Table):
            return _table(piece)
        if isinstance(piece, ItemList):
            return "\n".join(_indented("- ", self._inside(item)) for item in piece.items)
        if isinstance(piece, Heading):
            return f"{'#' * piece.level} {_one_line(self._inside(piece))}"
        inside = self._inside(piece)
        if piece.style == "quotation":
            return "\n".join(f"> {line}" for line in inside.split("\n"))
        return inside

    def footnotes(self) -> list[str]:
        said = [_one_line(self._runs(note)) for note in self.notes]
        return [f"[^{number}]: {words}" for number, words in enumerate(said, start=1)]

    def _inside(self, thing: Heading | Paragraph | Block) -> str:
        number = f"{_plain(thing.number)} " if thing.number and self.numbered else ""
        return _line_safe(number + self._runs(thing.runs)).replace("\n", "\\\n")

    def _runs(self, runs: tuple[Run, ...]) -> str:
        return "".join(_run(run) + self._mark(run) for run in runs).strip()

    def _mark(self, run: Run) -> str:
        if not run.footnote:
            return ""
        self.notes.append(run.footnote)
        return f"[^{len(self.notes)}]"


def _run(run: Run) -> str:
    """Return the words with their marks; spaces at the ends stay outside the marks."""
    before, words, after = _EDGES.fullmatch(_marked(run.text)).groups()  # type: ignore[union-attr]  # because it fits every text
    if not words:
        return f"{before}{after}"
    stars = "*" * (run.italic + 2 * run.bold)
    words = f"{stars}{words}{stars}"
    return f"{before}[{words}](<{run.href}>){after}" if run.href else f"{before}{words}{after}"


def _marked(text: str) -> str:
    """Escape every sign that is a mark wherever it stands."""
    return _MARKS.sub(r"\\\1", text)


def _line_safe(text: str) -> str:
    """Escape what would be a mark first on a line: a heading, an item, a rule."""
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(_LINE_MARKS.sub(_escaped, line) for line in lines)


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}\\" if match[1].isdigit() else f"\\{match[1]}"


def _plain(text: str) -> str:
    return _line_safe(_marked(text))


def _one_line(text: str) -> str:
    return text.replace("\\\n", " ").replace("\n", " ")


def _broken(lines: list[str]) -> str:
    return "\\\n".join(lines)


def _indented(mark: str, text: str) -> str:
    return mark + text.replace("\n", f"\n{' ' * len(mark)}")


def _table(table: Table) -> str:
    rows = [table.header, tuple("---" for _cell in table.header)]
    lines = ["| " + " | ".join(map(_marked, rows[0])) + " |", "|" + " --- |" * len(rows[1])]
    lines += ["| " + " | ".join(map(_marked, row)) + " |" for row in table.rows]
    return f"*{_marked(table.caption)}*\n\n" + "\n".join(lines)
