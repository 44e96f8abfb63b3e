"""Builders for shared documents: small files of every kind, and documents of them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
from werkzeug.datastructures import FileStorage

from ideell.documents import sharing
from ideell.documents.models import Document
from ideell.documents.uploading import take_in
from ideell.extensions import db
from ideell.files.models import Upload
from ideell.people.sharing import Room
from ideell.writing.blocks import Block as Typed
from ideell.writing.saving import write
from tests.browsing import Browser, Page
from tests.world import World

ODT = "application/vnd.oasis.opendocument.text"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x03\x00\x00\x00\x02\x08\x02\x00\x00\x00"
    b"\x12\x16\xf1M\x00\x00\x00\x10IDATx\x9cc\xfc\xcf\xc0\x00\xc5\x0c(4\x00\x1f\x0c\x01\x03"
    b"\xd4\x9bo\xe6\x00\x00\x00\x00IEND\xaeB`\x82"
)


def word(*paragraphs: str, title: str = "", table: list[list[str]] | None = None) -> bytes:
    """Return a Word file with a heading, paragraphs and maybe a table."""
    document = docx.Document()
    document.core_properties.title = title
    for text in paragraphs:
        if text.startswith("# "):
            document.add_heading(text[2:], level=1)
        elif text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        else:
            document.add_paragraph(text)
    if table:
        made = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def odt(content: str, title: str = "", body: str = "text") -> bytes:
    """Return an OpenDocument text with this body of XML."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("text", "text"), ("table", "table"))
    )
    whole = f"<office:document-content {names}><office:body><office:{body}>{content}"
    meta = f'<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></m>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", ODT)
        archive.writestr(
            "content.xml", f"{whole}</office:{body}></office:body></office:document-content>"
        )
        archive.writestr("meta.xml", meta)
    return out.getvalue()


def upload(world: World, content: bytes, name: str = "underlag.txt", by: str = "anna") -> Upload:
    """Receive a file as a person sends it."""
    sent = FileStorage(BytesIO(content), filename=name)
    made = take_in(sent, by=world.actor(by))
    db.session.commit()
    return made


def make_document(
    world: World,
    content: bytes | None = None,
    name: str = "underlag.txt",
    *,
    by: str = "anna",
    room: Room | None = None,
    **facts: Any,
) -> Document:
    """Share a file for the organisation of `by`, with the umbrella's members unless told."""
    values = {"title": "Underlag", "line": "", "tags": [], "year": None} | facts
    place = room or Room(world.samklang.id, "members")
    sent = upload(world, b"Ett underlag om koren.\n" if content is None else content, name, by)
    made = sharing.share(sent, room=place, by=world.actor(by), **values)
    db.session.commit()
    return made


def add_version(
    world: World, document: Document, content: bytes, name: str = "underlag.txt", *,
    by: str = "anna", note: str = "",
) -> Any:  # fmt: skip
    """Add a version as a person does; return the deed."""
    deed = sharing.add_version(
        document, upload(world, content, name, by), note=note, by=world.actor(by)
    )
    db.session.commit()
    return deed


def make_written(world: World, *paragraphs: str, by: str = "anna", **facts: Any) -> Document:
    """Begin a document that is written here, with some paragraphs."""
    values = {"title": "Gemensam text", "line": "", "tags": [], "year": None} | facts
    room = values.pop("room", None) or Room(world.samklang.id, "members")
    made = sharing.write_new(room=room, by=world.actor(by), **values)
    db.session.commit()
    if paragraphs:
        wanted = [Typed(None, "paragraph", text) for text in paragraphs]
        assert made.text is not None
        write(made.text, wanted, base=None, by=world.actor(by))
        db.session.commit()
    return made


def send_file(
    browser: Browser, path: str, content: bytes, name: str = "underlag.txt", *, status: int = 303
) -> Page:
    """Choose a file in the form at `path` and send it."""
    fields = browser.get_plain(path).form(path.partition("?")[0])
    sent = {**fields, "file": (BytesIO(content), name)}
    return browser.post(path, sent, status=status)
