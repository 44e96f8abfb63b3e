"""Text as it comes from a keyboard, a phone or Word, made into plain text of one shape.

Nothing that can be read is removed. What goes: characters that no file format can carry or no eye
can see, and the differences between systems in how a line ends.
"""

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
# Control characters, soft hyphens, zero-width spaces, byte order marks, overrides of the reading
# direction (which can make a text read as another one), halves of characters, non-characters.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufeff\u202d\u202e"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES = re.compile(r"[ \t\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_AROUND_LINE_ENDS = re.compile(r" *\n *")
# Word's bullets: round and square ones, those of its symbol font, and the letter o before a tab.
_BULLET = re.compile(
    r"^[^\S\n]*(?:[•●◦○▪▫■□‣⁃➢✓\uf0b7\uf0a7\uf0d8]+[^\S\n]*|[·–-]\t[^\S\n]*|o\t[^\S\n]*"
    r"|\*[^\S\n]+)(?=\S)",
    re.MULTILINE,
)
# A hard space keeps a number with its unit (5 §, 40 %, 15 000 kr, kap. 3, s. 12); others are
# leftovers of pasting.
_HARD_SPACE = re.compile(r"[\u00a0\u202f\u2007]")


def tidy(text: str) -> str:
    """Normalise (NFC, line breaks, spaces) and clean what Word leaves. Twice is as once."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    text = _HARD_SPACE.sub(_hard_or_not, unicodedata.normalize("NFC", text))
    text = _BULLET.sub("- ", text)
    return _AROUND_LINE_ENDS.sub("\n", _SPACES.sub(" ", text)).strip(" \n")


def _hard_or_not(match: re.Match[str]) -> str:
    text, place = match.string, match.start()
    beside = text[place - 1 : place] + text[place + 1 : place + 2]
    return "\u00a0" if any(sign.isdigit() or sign in "§%" for sign in beside) else " "
