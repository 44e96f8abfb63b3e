"""Naming people: found by the server, asked about when several fit or nobody does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.discussions.mentioning import find_named, render_named
from ideell.people.models import User

NAMES = ("Birgitta Lindqvist", "Lars-Erik Sundin", "Amina Rahimi", "Anna Ek", "Anna Berg")
PEOPLE = [User(id=number, name=name) for number, name in enumerate(NAMES, 1)]


def named(body: str, **chosen: str) -> list[str]:
    found = find_named(body, PEOPLE, chosen)
    assert found.unclear == ()
    return [one.name for one in found.named]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("@Birgitta Lindqvist, hur räknar ni?", ["Birgitta Lindqvist"]),
        ("@Birgitta, hur räknar ni?", ["Birgitta Lindqvist"]),
        ("@birgitta hur räknar ni?", ["Birgitta Lindqvist"]),
        ("Hej @Lars-Erik! Och @Amina Rahimi.", ["Lars-Erik Sundin", "Amina Rahimi"]),
        ("@Anna Ek och @Anna Berg", ["Anna Ek", "Anna Berg"]),
        ("(@Amina)", []),
        ("Skriv till birgitta@example.se eller a@b", []),
        ("@ Birgitta", []),
        ("https://www.example.se/@amina", []),
        ("", []),
    ],
)
def test_a_name_is_found(body: str, who: list[str]) -> None:
    assert named(body) == who


def test_a_first_name_of_two_is_a_question() -> None:
    (unclear,) = find_named("@Anna, kommer du?", PEOPLE, {}).unclear
    assert (unclear.typed, unclear.fits_many) == ("Anna", True)
    assert [name for _number, name in unclear.meant] == ["Anna Ek", "Anna Berg"]


def test_a_misspelt_name_asks_whom_was_meant() -> None:
    (unclear,) = find_named("@Brigitta Lindqvist, hej", PEOPLE, {}).unclear
    assert unclear.typed == "Brigitta Lindqvist"
    assert unclear.meant[0] == (1, "Birgitta Lindqvist")


def test_the_answer_decides() -> None:
    assert named("@Anna, kommer du?", anna="5") == ["Anna Berg"]
    assert named("@Anna, kommer du?", anna="0") == []


def test_an_answer_that_is_nobody_here_is_no_answer() -> None:
    assert find_named("@Anna", PEOPLE, {"anna": "99"}).unclear


def test_the_same_unclear_name_is_asked_about_once() -> None:
    assert len(find_named("@Anna och @anna", PEOPLE, {}).unclear) == 1


def test_somebody_named_is_a_link_and_nothing_else_is() -> None:
    body = "Hej *@Amina*, läs [det @Anna Ek skrev](https://www.example.se) <b>"
    found = find_named("Hej @Amina", PEOPLE, {})
    html = render_named("Hej @Amina", found.named)
    assert html == '<p>Hej <a href="/personer/3">@Amina Rahimi</a></p>'
    inside = find_named(body, PEOPLE, {})
    html = render_named(body, inside.named)
    assert html.count("<a ") == 1 + sum(one.name == "Amina Rahimi" for one in inside.named)
    assert "&lt;b&gt;" in html


@given(st.text(alphabet="@Ana Ekbirgtl<>&*[]()\ue000\ue0011,.\n-", max_size=80))
def test_no_text_breaks_the_naming(body: str) -> None:
    found = find_named(body, PEOPLE, {})
    html = render_named(body, found.named)
    assert "\ue000" not in html
    assert html.count("<script") == 0
    for one in found.named:
        assert body[one.start] == "@"
