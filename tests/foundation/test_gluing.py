"""Where a line must not break; and that a text is the same whatever spaces it was pasted with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.foundation.text import glued, marked, render
from ideell.writing.blocks import tidy


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Det kostar 15 000 kr, eller 1 200 000 kr.", "15~000~kr 1~200~000~kr"),
        ("Enligt 3 kap. 5 § är det 40 % av 1,6 mdkr.", "3~kap.~5~§ 40~% 1,6~mdkr"),
        ("Se § 5, s. 12, kap. 3 och avsnitt 7.2.", "§~5 s.~12 kap.~3 avsnitt~7.2"),
        ("I SOU 2025:96 och prop. 2012/13:187", "SOU~2025:96 prop.~2012/13:187"),
        ("Tabell 7.1 visar det.", "Tabell~7.1"),
    ],
)
def test_a_number_stays_with_what_it_counts(text: str, where: str) -> None:
    shown = glued(text)
    assert len(shown) == len(text)
    assert shown.replace("\u00a0", " ") == text
    for piece in where.split(" "):
        assert piece.replace("~", "\u00a0") in shown
    assert shown.count("\u00a0") == where.count("~")


@pytest.mark.parametrize(
    "text", ["År 2026 var det 12 personer.", "Kl. 9 och 10 krav", "bilagor 3", "SOU kom 2025"]
)
def test_other_spaces_break(text: str) -> None:
    assert glued(text) == text


@given(st.text("5 §%kr.\u00a0s", max_size=30))
def test_gluing_keeps_every_place(text: str) -> None:
    assert len(glued(text)) == len(text)
    assert glued(glued(text)) == glued(text)


def test_pasted_and_typed_are_the_same_text_and_look_the_same() -> None:
    typed, pasted = "Det kostar 15 000 kr.", "Det\u202fkostar\u00a015\u00a0000\u2007kr."
    assert tidy(pasted) == tidy(typed) == typed
    assert render(typed).unescape() == "Det kostar 15\u00a0000\u00a0kr."
    touched = marked("**15 000** kr", [(2, 8)])
    assert (
        touched.replace("&nbsp;", "\u00a0")
        == '<strong><span class="touched">15\u00a0000</span></strong> kr'
    )
