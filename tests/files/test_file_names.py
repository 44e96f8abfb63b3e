"""File names from outside."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.files.names import LONGEST, RESERVED, safe_name
from tests.conftest import SHARED

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("SOU 2026_41 Kultur i hela landet.pdf", "SOU 2026_41 Kultur i hela landet.pdf"),
        ("Åsa Öström – yttrande.docx", "Åsa Öström – yttrande.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Anna\\svar.docx", "svar.docx"),
        ("a\x00b\r\nc.pdf", "a b c.pdf"),
        ("fdp.\u202egnp.exe", "fdp. gnp.exe"),
        ("CON.pdf", "fil-CON.pdf"),
        ("nul", "fil-nul"),
        (".htaccess", "htaccess"),
        ("...", "fil"),
        ("", "fil"),
        (None, "fil"),
        ("<script>alert(1)</script>.md", "script.md"),
        ("a.b.c", "a.b.c"),
        ("namn.ettmycketlångtslut", "namn.ettmycketlångtslut"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(typed: str | None, safe: str) -> None:
    assert safe_name(typed) == safe


def test_a_long_name_is_cut_before_its_ending() -> None:
    name = safe_name("x" * 400 + ".pdf")
    assert len(name) == LONGEST
    assert name.endswith(".pdf")


def is_safe(name: str) -> bool:
    return (
        0 < len(name) <= LONGEST
        and not set(name) & set('/\\<>:"|?*')
        and not name.startswith(".")
        and not name.endswith((".", " "))
        and all(unicodedata.category(c)[0] not in "CZ" or c == " " for c in name)
        and name.split(".")[0].strip().casefold() not in RESERVED
    )


@given(st.text(max_size=300))
def test_every_name_becomes_a_safe_one(typed: str) -> None:
    assert is_safe(safe_name(typed)), safe_name(typed)


def test_the_known_hostile_names_become_safe() -> None:
    file = SHARED / "hostile" / "given" / "filename.jsonl"
    if not file.exists():
        pytest.skip("needs the shared corpus of hostile file names")
    for line in file.read_text().splitlines():
        payload = json.loads(line)["payload"]
        assert is_safe(safe_name(payload)), payload
