"""The name of the file that is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ideell.export import MEDIA_TYPES, export, filename
from tests.export.sample import LETTER

pytestmark = pytest.mark.once


def test_the_name_says_who_answers_and_which_case() -> None:
    assert filename(LETTER, "docx") == "Lilla kulturförbundet – remissvar Ku2026-00412.docx"
    made = export(LETTER, "md")
    assert (made.filename, made.media_type) == (filename(LETTER, "md"), MEDIA_TYPES["md"])


def test_several_numbers_and_our_own_number_in_need() -> None:
    two = replace(LETTER, their_numbers=("A2023/01688", "A2023/01703"))
    assert filename(two, "pdf").endswith("remissvar A2023-01688 A2023-01703.pdf")
    own = replace(LETTER, their_numbers=())
    assert filename(own, "pdf").endswith("remissvar 2026-17.pdf")
    assert filename(replace(own, our_number=""), "pdf") == "Lilla kulturförbundet – remissvar.pdf"


def test_a_document_goes_by_its_title() -> None:
    paper = replace(LETTER, kind="document", title="Mål/medel: våra ord?")
    assert filename(paper, "docx") == "Mål-medel våra ord.docx"
    second = replace(paper, issue="version 2")
    assert filename(second, "pdf") == "Mål-medel våra ord – version 2.pdf"
    assert filename(replace(paper, title="…"), "docx") == "Dokument.docx"


@pytest.mark.parametrize(
    "sender",
    [
        "../../etc/passwd",
        "..\\..\\x",
        "CON",
        "con.txt",
        "a\x00b",
        "a\r\nSet-Cookie: x",
        'x"; filename="evil.exe',
        "~/.ssh/id_rsa",
        "$(rm -rf)",
        "<script>",
        "\u202egpj.exe",
        "å" * 400,
        "中" * 400,
        "😀" * 400,
        "a\ud800",
        "",
        " . ",
    ],
)
def test_the_name_is_safe_whoever_writes(sender: str) -> None:
    name = filename(replace(LETTER, sender=sender), "docx")
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|$`;~#%{}\r\n\t\x00\u202e')
    assert not name.startswith((".", "-", " ", "CON.", "con."))
    assert name.endswith(".docx")
    assert name == name.strip()


def test_a_reserved_name_is_made_another() -> None:
    bare = replace(LETTER, sender="CON.", their_numbers=(), our_number="")
    assert not filename(bare, "pdf").lower().startswith(("con.", "con "))
