"""Diarienummer are kept as typed; a hint is only a hint."""

from __future__ import annotations

import pytest

from ideell.consultations.numbers import match_key, numbers_of, usual_form
from ideell.consultations.web_addresses import is_web_address

pytestmark = pytest.mark.once


def test_each_line_is_a_number_and_doubles_are_one() -> None:
    typed = " Ku2025/00871 \n\nA2023/01688 och A2023/01703\nKu2025/00871\n"
    assert numbers_of(typed) == ["Ku2025/00871", "A2023/01688 och A2023/01703"]


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("FI 2025/00031", "Fi2025/00031"),
        ("s2026/00236", "S2026/00236"),
        ("Ku 2016/00504/d", "Ku2016/00504/D"),
        ("Ku2025/00871", None),
        ("RUN/363/2017", None),
        ("22RS11865", None),
        ("S2025/ 01127 (SOU 2025:62)", None),
        ("Xy2025/00871", None),
    ],
)
def test_almost_a_ministry_number_gets_a_hint(typed: str, usual: str | None) -> None:
    assert usual_form(typed) == usual


def test_two_spellings_of_a_number_match() -> None:
    assert match_key("FI 2025/00031") == match_key("Fi2025/00031")


@pytest.mark.parametrize(
    "address", ["https://www.regeringen.se/remisser/2026/", "http://exempel.se:8080/a?b=c#d"]
)
def test_a_web_address_is_http_or_https(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//exempel.se", "exempel.se", "https://", "https:",
     "http://a b.se", "https:\\\\exempel.se", "ftp://exempel.se", "http://[::1", "http://x.se:0/",
     "java\tscript:x", "https://exempel.se/\u202e"],
)  # fmt: skip
def test_nothing_else_is_a_web_address(address: str) -> None:
    assert not is_web_address(address)
