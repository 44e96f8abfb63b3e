"""Making the text of a file readable: marks, control characters, spaces, sentences."""

from __future__ import annotations

import html
import re
import unicodedata

FOOTNOTE_MARK = re.compile(r"\(?\^\d{1,4}\)?")
LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\([^()\s]{0,1000}\)")
TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
EMPHASIS = re.compile(r"\*{1,3}|`+|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,:;)])_{1,3}(?!\w)")
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff0-\ufffb]")
PRIVATE_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\uf02d": "–"})
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});")

SHORT_FORMS = (
    "t.ex bl.a s.k m.m m.fl dvs d.v.s osv o.s.v etc kap st nr jfr ca resp prop dir bet rskr "
    "fr.o.m t.o.m p.g.a i.e e.d o.d f.d f.n s.a.s inkl exkl avd art forts fig tab mom skr"
)
LONGEST_SHORT_FORM = 20
ABBREVIATIONS = frozenset(SHORT_FORMS.split())
END_OF_SENTENCE = re.compile(r"[.!?]['\"”’)\]]{0,3} (?=[\"”’(–]?[A-ZÅÄÖÉ0-9•])")


def plain(text: str) -> str:
    """Return `text` as NFC without control characters, hidden marks and repeated spaces."""
    text = HIDDEN.sub("", unicodedata.normalize("NFC", text).translate(PRIVATE_BULLETS))
    text = "".join(c if c >= " " and not "\x7f" <= c <= "\x9f" else " " for c in text)
    return " ".join(text.split())


def without_marks(line: str) -> str:
    """Return a line of Markdown without emphasis, links, tags and footnote marks."""
    line = LINK.sub(r"\1", line)
    line = TAG.sub("", line)
    line = FOOTNOTE_MARK.sub("", line)
    line = EMPHASIS.sub("", line)
    return ENTITY.sub(lambda found: html.unescape(found.group()), line)


def without_leaders(text: str) -> str:
    """Return a heading without the dots that once led to a page number."""
    bare = text.rstrip(" .…·_")
    return bare if len(text) - len(bare) > 2 else text.rstrip()


def first_sentence(text: str) -> str:
    """Return the first whole sentence; abbreviations and section numbers do not end one."""
    line = text.partition("\n")[0]
    for found in END_OF_SENTENCE.finditer(line):
        before = (
            line[max(0, found.start() - LONGEST_SHORT_FORM) : found.start()]
            .rpartition(" ")[2]
            .lstrip("(”\"'")
            .casefold()
        )
        if before not in ABBREVIATIONS and not before.isdecimal() and len(before) > 1:
            return line[: found.end()].rstrip()
    return line.strip()


def shortened(text: str, characters: int) -> str:
    """Return at most `characters` of `text`, cut at a space, with an ellipsis that shows it."""
    if len(text) <= characters:
        return text
    kept = text[: characters - 2]
    return f"{kept[: kept.rfind(' ', characters // 2)] if ' ' in kept else kept} …"
