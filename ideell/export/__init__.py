"""Writing an answer, or a document written here, out as Word, PDF, HTML or Markdown.

A room above builds a `Letter`; `export(letter, "docx")` gives the file and tells in sentences
what had to change for it. Nothing here knows a table, a request or a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from ideell.export import markdown, pdf, web, word
from ideell.export.filename import filename
from ideell.export.letter import Block, Letter, Part, PositionRow, Run, Signatory
from ideell.export.pdf import PdfNotMade
from ideell.export.soundness import made_sound

Format = Literal["docx", "pdf", "html", "md"]
FORMATS: tuple[Format, ...] = get_args(Format)

MEDIA_TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}

_WRITERS: dict[Format, Callable[[Letter, bool], bytes]] = {
    "docx": word.render,
    "html": web.render,
    "md": markdown.render,
}


@dataclass(frozen=True)
class Exported:
    """A file that is ready to be kept or sent; `notes` say what had to change, in Swedish."""

    filename: str
    media_type: str
    content: bytes
    notes: tuple[str, ...]


def export(letter: Letter, format_: Format, *, numbered: bool = False) -> Exported:
    """Return the letter as a file. Any text can be written out.

    `numbered` shows the numbers of the blocks. The same letter gives the same bytes.
    Raises PdfNotMade when the typesetter stops, with a sentence for the reader.
    """
    sound, notes = made_sound(letter)
    if format_ == "pdf":
        content, described = pdf.render(sound, numbered)
        notes += described
    else:
        content = _WRITERS[format_](sound, numbered)
    return Exported(filename(sound, format_), MEDIA_TYPES[format_], content, notes)


__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "Block",
    "Exported",
    "Format",
    "Letter",
    "Part",
    "PdfNotMade",
    "PositionRow",
    "Run",
    "Signatory",
    "export",
    "filename",
    "made_sound",
]
