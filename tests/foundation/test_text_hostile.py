"""User text never runs: every vector through render(), its output read as a browser would.

The core stands here; the large collections are read where they are, and skipped where not.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from markupsafe import Markup

from ideell.foundation.text import DOCUMENT, INLINE, clean, marked, plain, render, runs
from ideell.writing.blocks import parse, serialise
from ideell.writing.diff import pieces
from ideell.writing.words import as_list, sentence

pytestmark = pytest.mark.once

GIVEN = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile" / "given"
COLLECTIONS = ["html", "markdown", "htmx", "html-ui", "redos", "blns", "template"]
SLOWEST = 0.25 if sys.gettrace() is None else 2.5
"""Seconds of processor time for one text of 20,000 characters; more while coverage is counted."""

CORE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=//evil.example><input name=csrf_token></form>",
    "<div hx-get=/forslag/1 hx-trigger=load>x</div>",
    "<p id=besked class=touched style='position:fixed'>x</p>",
    "<base href=//evil.example>",
    "<!--<img src=x onerror=alert(1)>-->",
    "]]><![CDATA[<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](https:\\\\evil.example)",
    '[x](https://a.se/"onmouseover="alert(1))',
    "[x](https://a.se/'onmouseover='alert(1))",
    "[<img src=x onerror=alert(1)>](https://a.se)",
    "[a](https://a.se/<script>alert(1)</script>)",
    "https://a.se/<script>alert(1)</script>",
    'https://a.se/"onmouseover=alert(1)',
    "![x](https://evil.example/a.png)",
    "^[<img src=x onerror=alert(1)>]",
    "*<b onclick=alert(1)>*",
    "**[*x](javascript:alert(1))***",
    "{{7*7}}${7*7}{% debug %}",
    "\u202e\u0000<scr\u0000ipt>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "\ud800<script>",
]
SLOW = [
    "*",
    "**a",
    "[",
    "^[",
    "](",
    "https://",
    "<",
    "&",
    "[a](https://",
    "> ",
    "- ",
    "a.",
    "1 000 ",
]


def elements(html: str) -> Iterator[Element]:
    """The elements that a browser would make of a piece of HTML."""
    fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return (element for element in fragment.iter() if element is not fragment)


def breaches(html: str, allowed: object = INLINE) -> list[str]:
    """What stands in the HTML that may not."""
    found = []
    for element in elements(html):
        tag = element.tag if isinstance(element.tag, str) else "comment"
        if tag not in allowed.tags and tag not in ("tbody",):  # type: ignore[attr-defined]  # because the tuple is named
            found.append(tag)
        for name, value in element.attrib.items():
            if (name, value) in (("rel", "noopener nofollow ugc"),):
                continue
            if name == "href":
                address = urlsplit(value)
                good = address.scheme in ("http", "https") and address.netloc
                if not (good or (address.scheme == "mailto" and not address.netloc)):
                    found.append(f"href={value}")
            elif (name, value) not in (
                ("class", "touched"),
                ("class", "footnote"),
                ("class", "footnote-mark"),
            ):
                found.append(f"{name}={value}")
    return found


def is_quick(work: Callable[[str], object], text: str) -> bool:
    """Whether the work is done in time; tried again when the machine was busy."""
    for _ in range(3):
        before = time.process_time()
        work(text)
        if time.process_time() - before <= SLOWEST:
            return True
    return False


def given(collection: str) -> list[str]:
    """The vectors of a collection."""
    path = GIVEN / f"{collection}.jsonl"
    if not path.exists():
        pytest.skip("the collection of hostile input is not on this machine")
    with path.open(encoding="utf-8") as file:
        return [json.loads(line)["payload"] for line in file]


def shown(text: str) -> Iterator[Markup]:
    """A text in the ways it is shown."""
    yield render(text)
    yield render(text, "heading")
    yield render(f"[{text}](https://a.se) ^[{text}] **{text}**")
    yield marked(text, [(0, len(text) // 2), (len(text) // 3, len(text))])


@pytest.mark.parametrize("text", CORE)
def test_the_core_is_harmless_wherever_it_is_shown(text: str) -> None:
    for html in shown(text):
        assert breaches(html) == []
    assert breaches(clean(text)) == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_collections_are_harmless_and_quick(collection: str) -> None:
    vectors = given(collection)
    assert vectors
    for text in vectors:
        assert is_quick(render, text)
        assert breaches(render(text)) == []
        if len(text) < 2_000:
            assert breaches(marked(text, [(0, len(text) // 2)])) == []
            assert breaches(clean(text)) == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_the_collections_go_through_everything_that_reads_text(collection: str) -> None:
    for text in given(collection):
        blocks = parse(text)
        assert parse(serialise(blocks)) == blocks
        assert isinstance(plain(text), str)
        assert isinstance(runs(text), list)
        assert sentence(text, "en annan text")
        assert as_list("en annan text", text)
        assert (
            "".join(piece.text for piece in pieces("en text", text) if piece.kind != "del") == text
        )


def test_documents_brought_in_are_harmless() -> None:
    for text in [*CORE, *given("html")]:
        assert breaches(clean(text, DOCUMENT), DOCUMENT) == []


@pytest.mark.parametrize("raw", [str, lambda text: f"<a href='{text}'>x</a>"])
def test_text_that_nobody_cleaned_is_seen_to_be_harmful(raw: Callable[[str], str]) -> None:
    """The negative control: without render() the check finds what it looks for."""
    assert sum(bool(breaches(raw(text))) for text in CORE) > 10


@pytest.mark.parametrize("piece", SLOW)
def test_no_repetition_is_slow(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    for work in (render, parse, plain):
        assert is_quick(work, text)


@pytest.mark.parametrize("text", CORE)
def test_the_cleaner_alone_is_enough_and_twice_is_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
