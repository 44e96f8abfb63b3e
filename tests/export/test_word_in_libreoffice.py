"""The Word file opened by another word processor: what we set, it keeps."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from ideell.export import export
from tests.export import pdf_checks
from tests.export.sample import LETTER, saying
from tests.export.test_word_file import HEADINGS

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = [
    pytest.mark.once,
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not on this machine"),
]


def converted(content: bytes, folder: Path, to: str) -> bytes:
    """Return the file as LibreOffice saves it, with a profile of its own in `folder`."""
    source = folder / "in" / "svar.docx"
    source.parent.mkdir()
    source.write_bytes(content)
    command = [
        str(OFFICE),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (made,) = (folder / "out").iterdir()
    return made.read_bytes()


def test_headings_language_table_and_notes_survive_a_round_trip(tmp_path: Path) -> None:
    back = docx.Document(
        BytesIO(converted(export(LETTER, "docx").content, tmp_path, "docx:MS Word 2007 XML"))
    )
    found = [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in back.paragraphs
        if paragraph.style.name.startswith("Heading ")
    ]
    assert found == HEADINGS
    languages = {one.get(qn("w:val")) for one in back.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}
    (table,) = back.tables
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert len(list(back.element.iter(qn("w:footnoteReference")))) == 3
    assert back.core_properties.author == "Lilla kulturförbundet"
    links = [link.address for one in back.paragraphs for link in one.hyperlinks]
    assert links == ["https://exempel.se/statistik"] * 3


def test_its_pdf_has_the_same_headings_language_and_table_headers(tmp_path: Path) -> None:
    tagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    made = converted(export(LETTER, "docx").content, tmp_path, tagged)
    with pikepdf.open(BytesIO(made)) as pdf:
        names = [str(tag.S) for tag in pdf_checks.tags(pdf)]
        levels = [int(name[2]) for name in names if name[1:2] == "H" and name[2:].isdigit()]
        assert levels == [level for level, _text in HEADINGS]
        assert pdf_checks.has_language(pdf) == []
        assert names.count("/TH") == 3


def test_it_opens_hostile_text_too(tmp_path: Path) -> None:
    content = export(saying("<script>alert(1)</script> 😀 \x07 שלום"), "docx").content
    text = converted(content, tmp_path, "txt:Text (encoded):UTF8").decode()
    assert "<script>alert(1)</script> 😀  שלום" in text
