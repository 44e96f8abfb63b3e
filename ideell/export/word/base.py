"""The empty Word file that every answer starts from, made of the parts in `base/`.

python-docx brings an empty file of its own, with blue headings, American English, a picture of
somebody's document and 700 kB of styles nobody uses; this one has what a remissvar needs.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument

FOLDER = Path(__file__).with_name("base")
FOOTNOTES = "word/footnotes.xml"

_LANGUAGE = b'"sv-SE"'

_SHOWN_AS_HIDDEN = ("_rels/package.rels", "_rels/.rels")
"""The file that lists the parts has a hidden name, which packaging leaves behind."""


def part(name: str, language: str) -> bytes:
    """Return one part of the empty file, in the letter's language."""
    written = (FOLDER / name).read_bytes()
    return written.replace(_LANGUAGE, f'"{language}"'.encode())


def opened(language: str) -> WordDocument:
    """Return the empty file, ready to be written in."""
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                name = path.relative_to(FOLDER).as_posix()
                package.writestr(name.replace(*_SHOWN_AS_HIDDEN), part(name, language))
    packed.seek(0)
    return Document(packed)
