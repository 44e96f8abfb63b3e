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
# Hard ones too: the page puts them in again where they belong.
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_LINE_ENDS = re.compile(r" *\n *")
# Word's bullets: round and square ones, those of its symbol font, and the letter o before a tab.
_BULLET = re.compile(
    r"^[^\S\n]*(?:[•●◦○▪▫■□‣⁃➢✓\uf0b7\uf0a7\uf0d8]+[^\S\n]*|[·–-]\t[^\S\n]*|o\t[^\S\n]*"
    r"|\*[^\S\n]+)(?=\S)",
    re.MULTILINE,
)


def tidy(text: str) -> str:
    """Normalise (NFC, line breaks, spaces) and clean what Word leaves. Twice is as once."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    text = _BULLET.sub("- ", unicodedata.normalize("NFC", text))
    return _AROUND_LINE_ENDS.sub("\n", _SPACES.sub(" ", text)).strip(" \n")
