"""Pieces of pages are remembered by their value, and know nothing else."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from ideell.foundation.fragments import LONGEST, Fragments

ONCE = re.compile(r'name="once" value="([^"]+)"')


@pytest.fixture
def fragments(app: Flask) -> Fragments:
    """Fragments over a few templates of our own."""
    templates = {
        "form.html": "<form>{{ hidden_fields() }}<b>{{ word }}</b></form>",
        "said.html": "<p>{{ word }}, {{ word }}</p>{{ counted() }}",
        "nosy.html": "{{ current_actor.user }}",
        "asks.html": "{{ word }}{{ request.path }}",
    }
    environment = app.jinja_env.overlay(loader=DictLoader(templates))
    environment.globals = dict(app.jinja_env.globals)
    return Fragments(environment)


def test_each_form_of_a_remembered_piece_has_its_own_number(
    app: Flask, fragments: Fragments
) -> None:
    with app.test_request_context("/"):
        shown = [fragments.show("form.html", word="hej") for _ in range(3)]
    numbers = [ONCE.findall(piece) for piece in shown]
    assert len({number for (number,) in numbers}) == 3
    assert len({ONCE.sub("", piece) for piece in shown}) == 1


def test_no_reader_gets_the_token_of_another(app: Flask, fragments: Fragments) -> None:
    pieces = []
    for _reader in range(2):
        with app.test_request_context("/"):
            pieces.append(fragments.show("form.html", word="hej"))
    tokens = [re.findall(r'name="csrf_token" value="([^"]+)"', piece) for piece in pieces]
    assert all(tokens)
    assert tokens[0] != tokens[1]


def test_another_value_is_another_piece(app: Flask, fragments: Fragments) -> None:
    with app.test_request_context("/"):
        assert "hej" in fragments.show("form.html", word="hej")
        assert "<b>då</b>" in fragments.show("form.html", word="då")
        assert "<b>&lt;i&gt;</b>" in fragments.show("form.html", word="<i>")
        assert "<b><i></b>" in fragments.show("form.html", word=(Markup("<i>"),)[0])


@pytest.mark.parametrize("template", ["nosy.html", "asks.html", "said.html"])
def test_a_piece_that_asks_for_more_than_its_value_raises(
    app: Flask, fragments: Fragments, template: str
) -> None:
    """Else it would be remembered for whoever comes next."""
    with app.test_request_context("/"), pytest.raises(UndefinedError):
        fragments.show(template, word="hej")


def test_a_long_piece_is_shown_as_the_others_and_not_remembered(
    app: Flask, fragments: Fragments
) -> None:
    with app.test_request_context("/"):
        shown = [fragments.show("form.html", word="å" * LONGEST) for _ in range(2)]
    numbers = {number for piece in shown for number in ONCE.findall(piece)}
    assert len(numbers) == 2
    assert all("å" * LONGEST in piece for piece in shown)
    assert fragments.remembered == 0


def test_a_piece_is_rendered_in_the_language_of_its_reader(app: Flask) -> None:
    from ideell.foundation.language import use_language

    environment = app.jinja_env.overlay(loader=DictLoader({"a.html": "{{ word }}"}))
    fragments = Fragments(environment)
    with app.test_request_context("/"):
        fragments.show("a.html", word="hej")
        use_language("xx")
        try:
            fragments.show("a.html", word="hej")
        finally:
            use_language("sv")
    assert fragments.remembered == 2
