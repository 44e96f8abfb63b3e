"""Text that wants to be something else comes out as the text it is, in all four kinds of file."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import process_time
from zipfile import ZipFile

import docx
import html5lib
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from ideell.export import FORMATS, Block, Format, Letter, Part, Run, export, made_sound
from tests.export import pdf_checks
from tests.export.sample import LETTER, saying, views

pytestmark = pytest.mark.once

GIVEN = Path(__file__).resolve().parents[3] / "shared/data/hostile/given"

OWN = (
    '#let x = read("/etc/passwd"); #x',
    "#pagebreak() $x^2$ @ref <label> *a* _b_ `c` = Rubrik",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</style></title></script><b>",
    "=cmd|' /C calc'!A0",
    "{{ 7*7 }} ${7*7} %s {0} %(x)s",
    "![x](https://evil.example/a.png) [y](javascript:alert(1))",
    "# rubrik\n- punkt\n1. ett\n> citat\n---\n===\n| a | b |\n    kod",
    "😀 👩‍👧 中文 \u0001\u0002\u001b[31m \ufffe",
    "שלום עולם العربية \u202eomvänd\u202c",
    "a\ud800b",
    "&lt;b&gt; &amp; &#60; \\ \\\\ \\n",
    "]]> <!-- --> <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY y 'z'>]>",
    "  ",
    "",
)


def flat(text: str) -> str:
    """The text without space, which every layout is free to change."""
    return re.sub(r"[\s\u200b\xa0\u2002]+", "", text)


def sound(text: str) -> str:
    """What is left of a text when it has been made sound."""
    blocks = made_sound(Letter("Vi", "Titel", LETTER.date, about=(Block.of(text),)))[0].about
    return blocks[0].text if blocks else ""


def word_text(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))
    return "\n".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def html_tree(content: bytes) -> etree._Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(content)


def html_text(content: bytes) -> str:
    return "".join(html_tree(content).find("body").itertext())


def markdown_text(content: bytes) -> str:
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(content.decode())
    fragment = html5lib.parseFragment(page, namespaceHTMLElements=False)
    return "".join(fragment.itertext())


@pytest.mark.parametrize("text", OWN)
def test_hostile_text_comes_out_literally_everywhere(text: str) -> None:
    letter = saying(text)
    made = {kind: export(letter, kind, numbered=True) for kind in FORMATS}
    words = flat(sound(text))
    assert words in flat(word_text(made["docx"].content))
    assert words in flat(html_text(made["html"].content))
    assert words in flat(markdown_text(made["md"].content))
    with pikepdf.open(BytesIO(made["pdf"].content)) as pdf:
        author = str(pdf.docinfo.get("/Author", ""))
        wrong = pdf_checks.faults(pdf, author)
    assert [fault for fault in wrong if "organisation" not in fault or author] == []


@pytest.mark.parametrize("text", OWN[:8])
def test_hostile_text_comes_out_literally_in_the_pdf(text: str) -> None:
    letter = replace(LETTER, about=(Block.of(text),))
    assert flat(text) in flat(pdf_text(export(letter, "pdf").content))


def test_typst_markup_is_not_run_where_it_would_be_seen() -> None:
    made = export(saying("#lorem(3) #(1+1)"), "pdf").content
    assert "Lorem ipsum" not in pdf_text(made)
    assert "#lorem(3) #(1+1)" in pdf_text(made)


def test_the_web_page_holds_no_script_and_fetches_nothing() -> None:
    for text in OWN:
        tree = html_tree(export(saying(text), "html").content)
        tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
        assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "svg"}
        names = {name for element in tree.iter() for name in element.attrib}
        assert not {name for name in names if name.startswith("on") or name in {"src", "style"}}


def test_a_paragraph_of_20_kb_and_a_hundred_sections_are_no_trouble() -> None:
    long = Block.of("Vi vill att kulturen når alla. " * 660)
    letter = replace(
        LETTER, parts=(Part(1, "1", "Lång", blocks=(long,)), *(views(f"{n}") for n in range(100)))
    )
    for kind in FORMATS:
        began = process_time()
        assert export(letter, kind).notes == ()
        assert process_time() - began < 5


def test_a_document_of_nothing_at_all_is_still_a_document() -> None:
    for kind in FORMATS:
        made = export(Letter("", "", LETTER.date), kind)
        assert made.content
        assert made.notes == ("Svaret saknar rubrik. I filen står det ”Remissvar”.",)
        assert made.filename == f"remissvar.{kind}"


def vectors(name: str) -> list[str]:
    file = GIVEN / f"{name}.jsonl"
    if not file.exists():
        pytest.skip("the corpus of hostile text is not on this machine")
    return [json.loads(line)["payload"] for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_the_whole_corpus_in_one_document(kind: Format) -> None:
    texts = [text for name in ("html", "template", "blns") for text in vectors(name)]
    styles = ("paragraph", "list_item", "quotation", "heading")
    parts = tuple(
        Part(
            1 + place % 5,
            str(place),
            text[:300],
            text[:300],
            (
                Block.of(text, styles[place % 4]),
                Block("paragraph", (Run("ord", href=text), Run("", footnote=(Run(text),)))),
                Block.written(text),
            ),
        )
        for place, text in enumerate(texts)
    )
    content = export(replace(LETTER, parts=parts), kind).content
    if kind == "pdf":
        with pikepdf.open(BytesIO(content)) as pdf:
            assert pdf_checks.faults(pdf, LETTER.sender) == []
        return
    read = {"docx": word_text, "html": html_text, "md": markdown_text}[kind]
    found = flat(read(content))
    assert [text for text in texts if flat(sound(text)) not in found] == []
    if kind == "html":
        tags = {element.tag for element in html_tree(content).iter()}
        assert not tags & {"script", "img", "iframe", "svg", "form", "input", "object"}


TYPED = st.text(st.characters(codec=None, categories=None), max_size=60)


@settings(max_examples=60, deadline=None)
@given(text=TYPED)
def test_any_text_at_all_can_be_written_out(text: str) -> None:
    letter = replace(saying(text), parts=(Part(2, text, text, text, (Block.written(text),)),))
    words = flat(sound(text))
    assert words in flat(word_text(export(letter, "docx").content))
    assert words in flat(html_text(export(letter, "html").content))
    assert words in flat(markdown_text(export(letter, "md").content))


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(TYPED, min_size=5, max_size=20))
def test_any_text_at_all_can_be_printed(texts: list[str]) -> None:
    letter = replace(LETTER, summary=tuple(Block.of(text) for text in texts))
    with pikepdf.open(BytesIO(export(letter, "pdf").content)) as pdf:
        assert pdf_checks.faults(pdf, LETTER.sender) == []
