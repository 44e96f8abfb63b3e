"""The title of a file: what it says of itself when that is a title, else its name."""

from __future__ import annotations

import pytest

from ideell.documents.titles import title_from

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("inside", "name", "title"),
    [
        ("Verksamhetsplan 2026", "vp.docx", "Verksamhetsplan 2026"),
        ("Microsoft Word - utkast.doc", "Utkast till svar.pdf", "Utkast till svar"),
        ("Dokument1", "brev_till_namnden.docx", "Brev till namnden"),
        ("PowerPoint-presentation", "a-b-c.pptx", "A b c"),
        ("", "2026-11-29.pdf", "2026 11 29"),
        ("  ", "Års möte - kallelse.pdf", "Års möte - kallelse"),
        ("ab", "styrelsen.txt", "Styrelsen"),
        ("vp_slutlig.docx", "vp_slutlig.docx", "Vp slutlig"),
        ("", "...", "..."),
    ],
)
def test_the_title_is_sensible(inside: str, name: str, title: str) -> None:
    assert title_from(inside, name) == title


def test_a_very_long_title_is_shortened_where_one_sees_it() -> None:
    title = title_from("Ord " * 200, "a.txt")
    assert len(title) <= 300
    assert title.endswith("…")
