"""Taking an upload, and telling its kind by what is in it."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from ideell.files.opening import the_store
from ideell.files.receive import NotReceived, looked_at
from ideell.files.taking import keep, take_in
from ideell.files.types import OLD_OFFICE, UNKNOWN, WORD, in_words, media_type_of
from tests.world import World


def sent(content: bytes, name: str = "rapport.pdf") -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def test_an_upload_is_stored_with_who_sent_it(world: World) -> None:
    mona = world.actor("mona")
    (file,) = keep(take_in([sent(b"%PDF-1.7 x", "..\\SOU.pdf")], by=mona), by=mona)
    assert (file.name, file.size, file.media_type) == ("SOU.pdf", 10, "application/pdf")
    assert (file.user_id, file.acting_org_id) == (world.mona.id, world.samklang.id)
    assert the_store().get(file.sha256) == b"%PDF-1.7 x"
    assert file.kind_in_words == "PDF"


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "Välj en fil"),
        (sent(b"x", ""), "Välj en fil"),
        (sent(b""), "Filen är tom"),
        (sent(b"x" * 1_000_001), "Högst 1 MB"),
    ],
)
def test_what_cannot_be_taken_says_what_to_do(
    context: Flask, upload: FileStorage | None, sentence: str
) -> None:
    with pytest.raises(NotReceived) as refusal:
        looked_at(upload, megabytes=1)
    assert sentence in refusal.value.sentence


def word_file() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.4\n", "rapport.docx", "application/pdf"),
        (word_file(), "rapport.pdf", WORD),
        (b"<!doctype html><p>hej", "bild.png", "text/html"),
        (b"\xef\xbb\xbf<HTML>", "a.txt", "text/html"),
        (b"text <html", "a.txt", "text/html"),
        ("# Rubrik å".encode(), "a.MD", "text/markdown"),
        ("å".encode("cp1252") * 5, "a.txt", "text/plain"),
        (("x" * 8191 + "å").encode(), "a.txt", "text/plain"),  # a letter cut in two
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "a.pdf", OLD_OFFICE),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.pdf", "image/png"),
        (b"PK\x03\x04\0\0\0\0", "a.docx", "application/zip"),
        (b"\0\1\2\3", "a.pdf", UNKNOWN),
        (b"", "a.pdf", UNKNOWN),
    ],
)
def test_the_kind_is_told_by_the_content(content: bytes, name: str, kind: str) -> None:
    assert media_type_of(content, name) == kind


def test_kinds_have_words_for_people() -> None:
    assert in_words(WORD) == "Word"
    assert in_words("image/png") == "PNG-bild"
    assert in_words("image/x-unheard-of") == "fil"
