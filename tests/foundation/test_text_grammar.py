"""The small grammar: what it makes of marks, and that everything else is shown as typed."""

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape
from sqlalchemy.exc import StatementError

from ideell.foundation.text import DOCUMENT, Run, clean, marked, plain, render, runs
from ideell.foundation.text.column import Html

some = settings(max_examples=80, deadline=None, database=None)
written = st.lists(
    st.sampled_from(
        ["*", "**", "***", " ", "a", "b", "\n", "[", "]", "(", ")", "^[", "https://a.se", "]("]
        + ["[x](https://a.se)", "^[not]", "mailto:a@b.se", "<b>", "&", "'", ".", "å"]
    ),
    max_size=16,
).map("".join)

SPAN = '<span class="touched">'
REL = 'rel="noopener nofollow ugc"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Vi *anser* det", "Vi <em>anser</em> det"),
        ("**fet** text", "<strong>fet</strong> text"),
        ("***båda***", "<strong><em>båda</em></strong>"),
        ("*så **och** så*", "<em>så </em><strong><em>och</em></strong><em> så</em>"),
        ("(*så*), ”*så*”.", "(<em>så</em>), ”<em>så</em>”."),
        ("2*3*4 och 5 * 6 * 7", "2*3*4 och 5 * 6 * 7"),
        ("*öppen", "*öppen"),
        ("stängd*", "stängd*"),
        ("* inte så *", "* inte så *"),
        ("****fyra****", "****fyra****"),
        ("**ett *två** tre*", "<strong>ett *två</strong> tre*"),
        ("rad\nrad", "rad<br>rad"),
        ("[så här](https://a.se/b)", f'<a {REL} href="https://a.se/b">så här</a>'),
        ("[*så*](http://a.se)", f'<a {REL} href="http://a.se"><em>så</em></a>'),
        ("**[så](mailto:a@b.se)**", f'<a {REL} href="mailto:a@b.se"><strong>så</strong></a>'),
        ("[a](https://a.se/x_(y))", f'<a {REL} href="https://a.se/x_(y)">a</a>'),
        ("se https://a.se?b&c.", f'se <a {REL} href="https://a.se?b&amp;c">https://a.se?b&amp;c</a>.'),
        ("(https://a.se)", f'(<a {REL} href="https://a.se">https://a.se</a>)'),
        ("**https://a.se**", f'<a {REL} href="https://a.se"><strong>https://a.se</strong></a>'),
        ("HTTPS://A.se", f'<a {REL} href="HTTPS://A.se">HTTPS://A.se</a>'),
        ("[a](//b.se) [a](/x) [a](javascript:x)", "[a](//b.se) [a](/x) [a](javascript:x)"),
        ("[a](https:///x) https:// mailto:a", "[a](https:///x) https:// mailto:a"),
        ("<b>hej</b> & ”så” 'x'", "&lt;b&gt;hej&lt;/b&gt; &amp; ”så” 'x'"),
        ("[]() [a]() ![a](https://a.se)", f'[]() [a]() !<a {REL} href="https://a.se">a</a>'),
    ],
)  # fmt: skip
def test_what_is_typed_becomes(text: str, html: str) -> None:
    assert render(text) == html


def test_marks_without_end_are_characters() -> None:
    html = render("*a* " * 400)
    assert html.count("<em>") == 300
    assert html.endswith("*a* ")


def test_a_footnote_stands_at_the_end_of_its_block() -> None:
    assert render("Så^[Se *SOU* [här](https://a.se).] är^[Två] det.") == (
        'Så<sup class="footnote-mark">1</sup> är<sup class="footnote-mark">2</sup> det.'
        ' <small class="footnote"><sup>1</sup> Se <em>SOU</em> '
        f'<a {REL} href="https://a.se">här</a>.</small>'
        ' <small class="footnote"><sup>2</sup> Två</small>'
    )
    assert "^[inte den] ena</small>" in render("a^[bara ^[inte den] ena]")


def test_a_heading_stands_on_one_line() -> None:
    assert render("Vår\nsyn", "heading") == "Vår syn"


def test_runs_are_what_word_and_pdf_need() -> None:
    assert runs("a **b** *c* [d](https://e.se) ^[f] https://g.se") == [
        Run("a ", 0),
        Run("b", 4, bold=True),
        Run(" ", 7),
        Run("c", 9, italic=True),
        Run(" ", 11),
        Run("d", 13, href="https://e.se"),
        Run(" ", 29),
        Run("", 30, note=(Run("f", 32),)),
        Run(" ", 34),
        Run("https://g.se", 35, href="https://g.se"),
    ]
    assert [run.kind for run in runs("a[b](https://c.se)^[d]")] == ["text", "link", "footnote"]
    assert runs("***a***") == [Run("a", 3, bold=True, italic=True)]


@some
@given(written)
def test_runs_stand_where_they_say(text: str) -> None:
    for run in runs(text):
        assert text[run.start : run.end] == run.text
        for noted in run.note:
            assert text[noted.start : noted.end] == noted.text


def test_plain_text_has_no_marks() -> None:
    assert plain("**Vår** *syn* på [lokaler](https://a.se)^[Se kap. 3.]!") == (
        "Vår syn på lokaler (Se kap. 3.)!"
    )
    assert plain("*öppen") == "*öppen"


@some
@given(written, st.lists(st.tuples(st.integers(-2, 40), st.integers(-2, 40)), max_size=4))
def test_marking_changes_nothing_but_the_marks(text: str, ranges: list[tuple[int, int]]) -> None:
    html = marked(text, ranges)
    bare = html.replace('<span class="touched">', "").replace("</span>", "")
    assert bare == render(text)
    assert clean(html) == html


@pytest.mark.parametrize(
    ("text", "ranges", "html"),
    [
        ("ett två tre", [(4, 7)], 'ett <span class="touched">två</span> tre'),
        ("ett två tre", [(4, 5), (5, 7)], 'ett <span class="touched">två</span> tre'),
        ("ett två tre", [(7, 7)], 'ett <span class="touched">två</span> tre'),
        ("ett två tre", [(8, 8)], 'ett <span class="touched">två</span> tre'),
        ("ett två", [(0, 0)], '<span class="touched">ett</span> två'),
        (" ett", [(0, 1)], ' <span class="touched">ett</span>'),
        ("", [(0, 0)], ""),
        ("ett två", [], "ett två"),
        (
            "ett *två* tre",
            [(0, 7)],
            '<span class="touched">ett </span><em><span class="touched">tv</span>å</em> tre',
        ),
        (
            "[ett två](https://a.se) tre",
            [(5, 27)],
            f'<a {REL} href="https://a.se">ett {SPAN}två</span></a>{SPAN} tre</span>',
        ),
        ("a *b* c", [(2, 3)], "a <em>b</em> c"),
    ],
)
def test_what_suggestions_touch_is_marked(
    text: str, ranges: list[tuple[int, int]], html: str
) -> None:
    assert marked(text, ranges) == html


def test_several_ranges_in_one_run_and_one_over_several() -> None:
    html = marked("ett två tre *fyra* fem", [(0, 3), (8, 17), (19, 22)])
    assert html.count('<span class="touched">') == 4
    assert Markup(html).striptags() == "ett två tre fyra fem"


@some
@given(st.text(max_size=60))
def test_any_text_is_shown_as_typed(text: str) -> None:
    shown = render(text)
    if not set(text) & set("*[^/\n\r"):
        assert Markup(shown).unescape().replace("\x00", "") == clean(escape(text)).unescape()
    assert clean(shown) == shown


def test_brought_in_documents_keep_their_tables_and_lose_what_acts() -> None:
    html = (
        '<h2 id="x" style="color:red">Syn</h2><table><tr><th scope="col" colspan="2">A</th></tr>'
        '<tr><td colspan="x" rowspan="2" onclick="y()">1</td></tr></table>'
        '<script>alert(1)</script><p hx-get="/x">Text <img src="https://e.se/a.png"></p>'
    )
    assert clean(html, DOCUMENT) == (
        '<h2>Syn</h2><table><tbody><tr><th scope="col" colspan="2">A</th></tr>'
        '<tr><td rowspan="2">1</td></tr></tbody></table><p>Text </p>'
    )
    assert clean('<th scope="evil">a</th>') == "a"
    assert clean('<span class="evil">a</span>') == "<span>a</span>"


def test_the_column_stores_only_what_was_cleaned() -> None:
    engine = sa.create_engine("sqlite://")
    table = sa.Table("t", sa.MetaData(), sa.Column("html", Html))
    table.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(table.insert(), [{"html": render("*a*")}, {"html": None}])
        found = connection.execute(sa.select(table.c.html)).scalars().all()
        assert found == ["<em>a</em>", None]
        assert isinstance(found[0], Markup)
        with pytest.raises(StatementError, match="Html columns take"):
            connection.execute(table.insert(), [{"html": "<script>"}])
    engine.dispose()
