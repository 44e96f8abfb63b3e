"""The answer as PDF: tagged for those who listen to it, with its fonts inside.

The typesetter gets the letter as data, never as markup, in a process of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, time
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ideell.export.composition import Heading, ItemList, Paragraph, Piece, Table, letterhead, pieces
from ideell.export.letter import Block, Letter, Run
from ideell.export.printable import made_plain, made_printable
from ideell.foundation.language import _

SECONDS = 60
"""How long one PDF may take; an ordinary answer takes a third of a second."""

TYPESETTER = Path(__file__).with_name("typesetter.py")

LONGEST_WORD = 40
"""Characters that are set without a place to break; longer words get hidden ones."""

_WORD_PIECE = re.compile(rf"(\S{{{LONGEST_WORD}}})(?=\S)")
_LET_THROUGH = {"PATH", "HOME", "LANG", "PYTHONPATH", "LD_LIBRARY_PATH"}
_FEW_THREADS = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
"""Each thread asks for address space, and a machine of many cores would reach the limit."""


class PdfNotMade(Exception):
    """The typesetter stopped twice; the message says what to do instead."""


def render(letter: Letter, numbered: bool = False) -> tuple[bytes, tuple[str, ...]]:
    """Return the PDF of a sound letter, and what had to change for it, in sentences.

    `numbered` sets the blocks' numbers in the margin. The same letter gives the same bytes.
    Raises PdfNotMade.
    """
    printable, notes = made_printable(letter)
    try:
        return _typeset(printable, numbered), notes
    except subprocess.SubprocessError:
        plain, notes = made_plain(letter)
    try:
        return _typeset(plain, numbered), notes
    except subprocess.SubprocessError as stopped:
        sentence = _("Vi kunde inte göra PDF-filen. Hämta texten som Word, och säg till kansliet.")
        raise PdfNotMade(sentence) from stopped


def _typeset(letter: Letter, numbered: bool) -> bytes:
    job = {
        "letter": content(letter, numbered),
        "timestamp": int(datetime.combine(letter.date, time(12), UTC).timestamp()),
        "seconds": SECONDS,
    }
    with TemporaryDirectory(prefix="ideell-pdf-") as empty:
        done = subprocess.run(  # noqa: S603  # because it is our own file, with no words of others
            [sys.executable, "-P", str(TYPESETTER)],
            input=dumps(job).encode(),
            capture_output=True,
            check=True,
            timeout=SECONDS,
            cwd=empty,
            env=_FEW_THREADS | {name: os.environ[name] for name in _LET_THROUGH & set(os.environ)},
        )
    return done.stdout


def content(letter: Letter, numbered: bool) -> dict[str, Any]:
    """Return the letter as the data that `letter.typ` lays out."""
    head = letterhead(letter)
    footer = (" · ".join(letter.sender_lines), letter.version_line)
    language, _dash, region = letter.language.partition("-")
    return {
        "title": letter.title,
        "author": [letter.named_author] if letter.named_author else [],
        "keywords": list(letter.their_numbers),
        "lang": language,
        "region": region or None,
        "head": {
            "sender": _breakable(head.sender),
            "facts": [_breakable(fact) for fact in head.facts],
            "recipient": [_breakable(line) for line in head.recipient_lines],
        },
        "footer": [_breakable(line) for line in footer if line],
        "page-word": _("Sida"),
        "pieces": [_piece(piece, numbered) for piece in pieces(letter)],
    }


def _piece(piece: Piece, numbered: bool) -> dict[str, Any]:
    if isinstance(piece, ItemList):
        return {"kind": "list", "items": [_hung(item, numbered) for item in piece.items]}
    if isinstance(piece, Table):
        return _table(piece)
    if isinstance(piece, Heading):
        return {"kind": "heading", "level": piece.level, **_hung(piece, numbered)}
    return {"kind": "paragraph", "style": piece.style, **_hung(piece, numbered)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": _breakable(table.caption),
        "widths": [0.95, 3.8, 2.25],
        "header": table.header,
        "rows": [[_breakable(cell) for cell in row] for row in table.rows],
    }


def _hung(thing: Heading | Paragraph | Block, numbered: bool) -> dict[str, Any]:
    """Return the runs and, where they are asked for, the number in the margin."""
    return {"number": thing.number if numbered else "", "runs": [_run(run) for run in thing.runs]}


def _run(run: Run) -> dict[str, Any]:
    return {
        "text": _breakable(run.text),
        "bold": run.bold,
        "italic": run.italic,
        "href": run.href,
        "footnote": [_run(one) for one in run.footnote],
    }


def _breakable(text: str) -> str:
    """Return the text with hidden places to break in words that no line can hold."""
    return _WORD_PIECE.sub("\\1\u200b", text)
