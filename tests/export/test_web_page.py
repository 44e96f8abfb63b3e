"""The HTML page: whole by itself, and readable."""

from __future__ import annotations

from dataclasses import replace

import html5lib
import pytest

from ideell.export import Block, Part, Run, export
from tests.export.sample import LETTER
from tests.export.test_word_file import HEADINGS

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def page() -> html5lib.HTMLParser:
    content = export(LETTER, "html").content
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(content)


def test_the_page_is_valid_and_says_its_language_and_title(page) -> None:
    assert page.get("lang") == "sv-SE"
    assert page.find("head/title").text.startswith("Remissvar: Kultur i hela landet")
    (author,) = [one for one in page.iter("meta") if one.get("name") == "author"]
    assert author.get("content") == "Lilla kulturförbundet"


def test_nothing_may_be_loaded(page) -> None:
    (policy,) = [one for one in page.iter("meta") if one.get("http-equiv")]
    assert policy.get("content") == "default-src 'none'; style-src 'unsafe-inline'"
    assert "url(" not in page.find("head/style").text


def test_headings_are_those_of_the_other_files_and_the_notes(page) -> None:
    found = [
        (int(one.tag[1]), "".join(one.itertext()))
        for one in page.iter()
        if one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
    ]
    assert found == [*HEADINGS, (2, "Fotnoter")]


def test_the_table_has_a_caption_and_headers_with_scope(page) -> None:
    table = page.find(".//table")
    assert table.find("caption").text
    assert [one.get("scope") for one in table.iter("th")] == ["col"] * 3


def test_notes_lead_there_and_back_and_ids_are_unique(page) -> None:
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids)) == 6
    inward = [one.get("href")[1:] for one in page.iter("a") if one.get("href")[0] == "#"]
    assert sorted(inward) == sorted(ids)


def test_numbers_are_shown_only_where_asked_for() -> None:
    assert b'class="number"' not in export(LETTER, "html").content
    assert b'<span class="number">4.3:2</span>' in export(LETTER, "html", numbered=True).content


def test_breaks_and_styles_are_kept() -> None:
    runs = (
        Run("a\nb", bold=True, italic=True, href="https://exempel.se/?a=1&b=2"),
        Run("", bold=True),
    )
    letter = replace(LETTER, parts=(Part(1, "", "Ett", blocks=(Block("paragraph", runs),)),))
    assert (
        b'<a href="https://exempel.se/?a=1&amp;b=2" rel="noreferrer">'
        b"<strong><em>a<br>b</em></strong></a>" in export(letter, "html").content
    )


def test_a_letter_without_notes_has_no_heading_for_them() -> None:
    assert b"Fotnoter" not in export(replace(LETTER, parts=()), "html").content
