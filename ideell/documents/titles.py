"""What a document is called, from its file: the title in it when that is one, else its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from ideell.documents.models import TITLE
from ideell.foundation.forms import one_line
from ideell.reading.cleaning import shortened

# What programs write when nobody gave a title.
NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|(?:dokument|document|doc|presentation|bok|book|"
    r"workbook|arbetsbok|blad|sheet|slide|scan|skannad|skanning|img|image|bild)[\s_-]*\d*|"
    r"untitled.*|namnl[öo]s.*|utan titel|no title|title|titel|rubrik|untitled document|"
    r"powerpoint-presentation|.*\.(?:docx?|odt|pdf|rtf|indd|dotx?|xlsx?|pptx?|txt|html?))",
    re.IGNORECASE,
)
FEWEST_LETTERS = 3


def title_from(inside: str, name: str) -> str:
    """Return a title of at most 300 characters.

    `inside` is what the file says of itself, `name` what it is called.
    """
    typed = one_line(inside)
    sensible = not NO_TITLE.fullmatch(typed) and sum(map(str.isalpha, typed)) >= FEWEST_LETTERS
    return shortened(typed if sensible else _of_name(name), TITLE)


def _of_name(name: str) -> str:
    stem = PurePath(name).stem
    words = stem.replace("_", " ") if " " not in stem else stem
    if " " not in words and words.count("-") > 1:
        words = words.replace("-", " ")
    words = one_line(words)
    return words[:1].upper() + words[1:] if words else name
