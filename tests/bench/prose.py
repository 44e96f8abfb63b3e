"""Real paragraphs: chapters of a report and a bill, as one would paste them into an answer."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib

from ideell.writing.tokens import sentences, words
from tests.conftest import SHARED

REPORT = SHARED / "kallor/sou-2025-96/sou-2025-96-hela.md"
BILL = SHARED / "kallor/prop-dir/prop-2005-06-173-oversyn-personuppgiftslagen.xhtml"
FIRST_CHAPTER = "## 3 Teknisk utveckling"
FEWEST, MOST = 25, 220
SHORT_LINE = 55
WHOLE = re.compile(r"^[A-ZÅÄÖ].*\.$", re.DOTALL)
# Page headers, boxes, footnotes, tables and lists are not what anybody writes as a paragraph.
NO_PROSE = re.compile(r"\*\*|__|\||^#|^- |^[–•]|\.{4}|https?:|^Källa|^Not[.:]|�", re.MULTILINE)
ENGLISH = re.compile(r"\b(the|and|of|which|that)\b")


def paragraphs() -> list[str]:
    """Return the paragraphs of both sources; none where the shared data is missing."""
    if not (REPORT.exists() and BILL.exists()):
        return []
    found = [*_of_report(REPORT), *_of_bill(BILL)]
    return [text for text in dict.fromkeys(found) if _is_prose(text)]


def _is_prose(text: str) -> bool:
    long_enough = FEWEST <= len(words(text)) <= MOST and len(sentences(text)) > 1
    return bool(long_enough and WHOLE.match(text)) and not (
        NO_PROSE.search(text) or len(ENGLISH.findall(text)) > 1
    )


def _of_report(path: Path) -> list[str]:
    """Put lines together: a short line that ends a sentence ends the paragraph."""
    text = path.read_text(encoding="utf-8")
    found, lines = [], list[str]()
    for line in text[text.index(FIRST_CHAPTER) :].split("\n"):
        if line.strip() and not line.startswith(("#", "*")):
            lines.append(line.strip())
        ends = line.rstrip().endswith(".") and len(line) < SHORT_LINE
        if lines and (ends or not line.strip() or line.startswith("#")):
            found.append(_in_one(lines))
            lines = []
    return found


def _in_one(lines: list[str]) -> str:
    text = "\n".join(lines)
    text = re.sub(r"(\w)-\n(?!och |eller |samt )(?=[a-zåäö])", r"\1", text)
    return " ".join(re.sub(r"\^\d+", "", text).split())


def _of_bill(path: Path) -> list[str]:
    tree = html5lib.parse(path.read_text(encoding="utf-8"), namespaceHTMLElements=False)
    return [" ".join("".join(one.itertext()).split()) for one in tree.iter("p")]
