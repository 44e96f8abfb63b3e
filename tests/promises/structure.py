"""What a page may be made of, whatever people have written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import html5lib

NS = re.compile(r"^\{[^}]*\}")
OURS = {
    "a", "abbr", "address", "article", "aside", "b", "blockquote", "body", "br", "button",
    "caption", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "head", "header", "hr", "html",
    "input", "ins", "kbd", "label", "legend", "li", "link", "main", "mark", "meta", "meter", "nav",
    "ol", "optgroup", "option", "output", "p", "progress", "samp", "script", "section", "select",
    "small",
    "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template",
    "textarea", "tfoot", "th", "thead", "time", "title", "tr", "ul", "use", "wbr",
}  # fmt: skip
LOADING = {"src", "srcset", "data", "poster", "background", "xlink:href"}
LEADING = {"href", "action", "formaction", "cite", "ping", "longdesc", "manifest"}
HX = {
    "hx-get", "hx-post", "hx-target", "hx-swap", "hx-trigger", "hx-include", "hx-select",
    "hx-indicator", "hx-sync", "hx-params", "hx-encoding", "hx-disabled-elt", "hx-preserve",
    "hx-select-oob", "hx-swap-oob",
}  # fmt: skip
SAFE = re.compile(r"^(?:https?://|mailto:|tel:|[/?#]|[^:]*$)", re.I)
GROUND = re.compile(r"^(?:/|#|\?)")


def faults_of(text: str, *, fragment: bool = False) -> list[str]:
    """Return what is on a page that only hostile text can have brought there."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    tree = parser.parseFragment(text) if fragment else parser.parse(text)
    return [fault for element in tree.iter() for fault in _faults(element)]


def _faults(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    tag = NS.sub("", element.tag)
    if tag not in OURS and tag != "div":
        yield f"<{tag}>"
    if tag == "script" and (not element.get("integrity") or "".join(element.itertext()).strip()):
        yield "a script that is not ours"
    if tag == "meta" and element.get("http-equiv"):
        yield "<meta http-equiv>"
    for name, value in element.items():
        yield from _faults_of_attribute(tag, NS.sub("", str(name)).lower(), str(value))


def _faults_of_attribute(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in {"style", "srcdoc", "nonce", "target"} - _allowed(tag):
        yield f"<{tag} {name}={value[:40]!r}>"
    if name.startswith(("hx-", "data-hx-", "sse-", "ws-")) and name not in HX:
        yield f"<{tag} {name}>"
    if name in {"hx-get", "hx-post"} and not GROUND.match(value):
        yield f"<{tag} {name}={value[:40]!r}>"
    if name in LOADING and not value.startswith("/static/"):
        yield f"<{tag} {name}={value[:40]!r}>"
    if name in LEADING and not SAFE.match(re.sub(r"[\x00-\x20]", "", value)):
        yield f"<{tag} {name}={value[:40]!r}>"
    if name in {"action", "formaction"} and not GROUND.match(value):
        yield f"<{tag} {name}={value[:40]!r}>"


def _allowed(tag: str) -> set[str]:
    return {"target"} if tag == "a" else set()
