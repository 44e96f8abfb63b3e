"""The Markdown, read back by a reader of Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from ideell.export import Block, Letter, Part, Run, export
from tests.export.sample import LETTER
from tests.export.test_word_file import HEADINGS

pytestmark = pytest.mark.once


def read(letter: Letter, *, numbered: bool = False) -> str:
    reader = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    return reader.render(export(letter, "md", numbered=numbered).content.decode())


def about(*runs: Run) -> str:
    """Return how a paragraph with these runs is read."""
    block = Block("paragraph", runs)
    html = read(Letter("Vi", "Titel", LETTER.date, about=(block,)))
    return html.split("</h2>\n", 1)[1].strip()


def test_headings_lists_table_quotation_links_and_notes_are_read() -> None:
    html = read(LETTER)
    found = re.findall(r"<h(\d)>(.*?)</h\1>", html)
    assert [(int(level), text) for level, text in found] == HEADINGS
    assert "<li>Låt alla redovisa på <em>en</em> sida.</li>" in html
    assert "<th>Ställningstagande</th>" in html
    assert "<blockquote>\n<p>Utan dem" in html
    assert '<a href="https://exempel.se/statistik">Läs mer</a>' in html
    assert html.count('class="footnote-item"') == 3
    assert "<strong>Vi avstyrker förslaget.</strong>" in html


def test_numbers_are_shown_only_where_asked_for() -> None:
    assert "4.3:2" not in read(LETTER)
    assert "<p>4.3:2 Vi delar" in read(LETTER, numbered=True)


def test_marks_stand_at_the_words_and_spaces_outside() -> None:
    assert about(Run("a "), Run(" fet ", bold=True), Run("b")) == "<p>a  <strong>fet</strong> b</p>"
    assert about(Run("x"), Run("  ", italic=True), Run("y")) == "<p>x  y</p>"
    both = about(Run("x", bold=True, italic=True, href="https://exempel.se/(a)"))
    assert both == '<p><a href="https://exempel.se/(a)"><em><strong>x</strong></em></a></p>'


def test_line_breaks_stay() -> None:
    assert about(Run("a\n# b\n1. c")) == "<p>a<br />\n# b<br />\n1. c</p>"


def test_a_heading_that_ends_in_a_sign_keeps_it() -> None:
    text = (Block.of("Text."),)
    html = read(replace(LETTER, parts=(Part(1, "", "C # och ##", blocks=text),)))
    assert "<h3>C # och ##</h3>" in html


def test_a_letter_without_version_has_no_rule_last() -> None:
    assert "<hr />" in read(LETTER)
    assert "<hr />" not in read(replace(LETTER, version_line="", sender_lines=()))
