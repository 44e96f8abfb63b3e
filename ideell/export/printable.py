"""Making a letter's characters fit the PDF's fonts, with words for those that do not.

PDF/UA asks for a glyph for every character. What the fonts lack (emoji, Chinese …) is
described where it stood, as ”[tecken: GRINNING FACE]”; the Word file keeps the sign itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import groupby

from ideell.export.glyphs import PLAIN, SHOWN
from ideell.export.letter import Letter
from ideell.export.mapping import mapped
from ideell.export.notes import listed
from ideell.foundation.language import _

NAMED = 3
"""Signs in a row that are named one by one; of a longer row the rest are counted."""

_JOINING = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")
"""What only changes or joins the sign before: nothing of its own to describe."""


def made_printable(letter: Letter) -> tuple[Letter, tuple[str, ...]]:
    """Return the letter in characters that the PDF's fonts have, and what was described."""
    return _made(letter, SHOWN)


def made_plain(letter: Letter) -> tuple[Letter, tuple[str, ...]]:
    """Return the letter in Latin letters only: the last resort when typesetting stops."""
    return _made(letter, PLAIN)


def _made(letter: Letter, shown: frozenset[str]) -> tuple[Letter, tuple[str, ...]]:
    described: list[str] = []
    letter = mapped(letter, _describer(shown, described))
    if not described:
        return letter, ()
    sentence = _(
        "PDF-filens typsnitt saknar några tecken. De beskrivs med ord, som i [tecken: …]: "
        "%(names)s. I Word-filen står tecknen kvar.",
        names=listed(described),
    )
    return letter, (sentence,)


def _describer(shown: frozenset[str], described: list[str]) -> Callable[[str], str]:
    def describe(text: str) -> str:
        if shown.issuperset(text):
            return text
        spans = ((known, list(signs)) for known, signs in groupby(text, shown.__contains__))
        return "".join(
            "".join(signs) if known else _described(signs, described) for known, signs in spans
        )

    return describe


def _described(signs: list[str], described: list[str]) -> str:
    names = [_name(sign) for sign in signs if not _JOINING.match(sign)]
    if not names:
        return ""
    described.extend(names)
    words = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        words = _("%(names)s och %(num)s till", names=words, num=len(names) - NAMED)
    return _("[tecken: %(names)s]", names=words)


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}")
