"""Templates compile, escape everything, carry tokens, and let every word go by the catalogue."""

from __future__ import annotations

import re

import html5lib
import pytest
from flask import Flask
from jinja2 import StrictUndefined, nodes

from tests.house.markup import (
    answered_partials,
    bare_sentences,
    bare_words,
    filters_used,
    name_of,
    posting_forms,
    source_of,
    template_files,
    tree_of,
    written,
)

BRAND = {"Ideell", "– Ideell"}  # the same in every language
FORBIDDEN = {
    "inline style": r"\sstyle\s*=",
    "inline handler": r"\son[a-z]+\s*=",
    "inline script": r"<script(?![^>]*\bsrc=)",
    "inline style sheet": r"<style\b",
    "hx attribute that is not for this house": (
        r"\b(?:data-)?hx-(?:boost|on|confirm|prompt|push-url|replace-url|disable(?!d)|vars|ext)\b"
    ),
    "hx-vals that runs": r"hx-(?:vals|headers)[^>]*\bjs:",
    "address that runs": r"javascript:",
}

every_template = pytest.mark.parametrize("path", template_files(), ids=name_of)


@every_template
def test_it_compiles(app: Flask, path) -> None:
    app.jinja_env.get_template(name_of(path))


@every_template
def test_it_escapes_everything(path) -> None:
    assert filters_used(path) & {"safe", "forceescape"} == set(), (
        "clean() in foundation.text makes Markup; templates never do"
    )
    assert not list(tree_of(path).find_all(nodes.EvalContextModifier))
    assert "Markup(" not in source_of(path)


@every_template
def test_nothing_runs_in_it(path) -> None:
    source = source_of(path)
    found = {
        what: found[0] for what, sign in FORBIDDEN.items() if (found := re.findall(sign, source))
    }
    assert found == {}


@every_template
def test_every_form_that_posts_carries_its_tokens(path) -> None:
    without = [form[:90] for form in posting_forms(path) if not _has_tokens(form)]
    assert without == [], "put {{ hidden_fields() }} first in the form"


@every_template
def test_forms_say_where_they_go(path) -> None:
    forms = re.findall(r"<form\b[^>]*>", written(path))
    assert [form for form in forms if "action=" not in form or "method=" not in form] == []


@every_template
def test_every_word_goes_by_the_catalogue(path) -> None:
    words = [found for found in bare_words(path) if found not in BRAND]
    assert words + bare_sentences(path) == [], "write {{ _('…') }} or {% trans %}…{% endtrans %}"


PUT_INSIDE = {"writing/_change.html": "put inside #andring, which stays"}


@pytest.mark.parametrize("path", answered_partials(), ids=name_of)
def test_a_partial_that_is_swapped_in_is_one_element_with_an_id(path) -> None:
    """htmx puts it in the place of the element with that id, and focus finds it again."""
    assert _roots(written(path)) == 1, f"{name_of(path)} must render exactly one element"
    with_id = re.match(r'\s*<\w+[^>]*\bid="', written(path))
    assert with_id or name_of(path) in PUT_INSIDE, "its element needs an id"


def test_names_that_nobody_gave_raise(app: Flask) -> None:
    assert app.jinja_env.undefined is StrictUndefined


def _has_tokens(form: str) -> bool:
    return "hidden_fields()" in form or ("csrf_token()" in form and "once_token()" in form)


def _roots(markup: str) -> int:
    """Return how many elements stand side by side at the top."""
    tree = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree")).parseFragment(markup)
    loose = [tree.text or ""] + [child.tail or "" for child in tree]
    assert "".join(loose).strip() == "", "words beside the element"
    return len(tree)
