"""The name of the file that is sent: who answers, and which case it is about.

Recipients ask for ”remissinstansens namn … i namnet på respektive dokument”, so the
organisation comes first: `{Avsändare} – remissvar {dnr med - för /}.docx`. A document goes by
its title, and by which version it is.
"""

from __future__ import annotations

import re
import unicodedata

from ideell.export.letter import Letter
from ideell.foundation.language import _

LONGEST = 200
"""Bytes before the extension; file systems stop at 255, and mail programs add to the name."""

_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")


def filename(letter: Letter, extension: str) -> str:
    """Return a name that every file system takes and that can climb to no other folder."""
    if letter.kind == "document":
        words = " – ".join(filter(None, (letter.title, letter.issue)))
        return f"{_safe(words) or _('Dokument')}.{extension}"
    numbers = " ".join(letter.their_numbers) or letter.our_number
    words = _("%(sender)s – remissvar %(number)s", sender=letter.sender, number=numbers)
    return f"{_safe(words) or _('Remissvar')}.{extension}"


def _safe(words: str) -> str:
    words = unicodedata.normalize("NFC", words.encode("utf-8", "replace").decode())
    words = "".join(map(_kept, re.sub(r"[/\\]", "-", words)))
    words = re.sub(r"\s+", " ", words)
    words = words.encode()[:LONGEST].decode("utf-8", "ignore").strip(" .–-")
    return _RESERVED.sub(r"\1_", words)


def _kept(sign: str) -> str:
    """Letters, digits and quiet signs stay; what a shell or a disk minds becomes a space."""
    quiet = sign.isalnum() or sign in " .,-–_()+&’" or unicodedata.combining(sign)
    return sign if quiet else " "
