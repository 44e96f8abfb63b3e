"""The answer as a Word file: real headings, lists, notes and links that the reader can edit."""

from __future__ import annotations

from ideell.export.letter import Letter
from ideell.export.word.base import opened
from ideell.export.word.body import Body
from ideell.export.word.closing import closed


def render(letter: Letter, numbered: bool = False) -> bytes:
    """Return the .docx of a sound letter; the same letter gives the same bytes.

    `numbered` sets the blocks' numbers before their text.
    """
    document = opened(letter.language)
    body = Body(document, numbered)
    body.write(letter)
    return closed(document, letter, body.footnotes.parts(letter.language))
