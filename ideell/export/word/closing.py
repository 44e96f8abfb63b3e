"""What is said about a Word file itself, and packing it: equal letters give equal bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument

from ideell.export.letter import Letter

LONGEST_PROPERTY = 255
"""Characters that a property takes; the letter itself keeps every word."""

_PACKED = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip file knows; the real date stands among the properties."""


def closed(document: WordDocument, letter: Letter, parts: dict[str, bytes]) -> bytes:
    """Return the finished file with its properties, and with `parts` put in by their names."""
    _describe(document, letter)
    saved, packed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source:
        written = {name: source.read(name) for name in source.namelist()} | parts
    with ZipFile(packed, "w") as target:
        for name, content in written.items():
            target.writestr(ZipInfo(name, _PACKED), content, ZIP_DEFLATED)
    return packed.getvalue()


def _describe(document: WordDocument, letter: Letter) -> None:
    """Name the organisation as author: a person's name in the properties leaks to everyone."""
    properties = document.core_properties
    properties.title = letter.title[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = letter.named_author[:LONGEST_PROPERTY]
    properties.keywords = ", ".join(letter.their_numbers)[:LONGEST_PROPERTY]
    properties.language = letter.language
    properties.created = properties.modified = datetime.combine(letter.date, time(12), UTC)
    properties.revision = 1
