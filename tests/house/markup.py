"""Reading templates: their own words, their forms, what they call."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.house.reading import TEMPLATES, python_files
from tests.house.reading import tree_of as python_tree_of

HOLE = "\ufffc"  # stands where a template fills something in
# Blocks and macros that stand inside a tag.
OF_TAGS = {"page_class", "body_attributes", "draft_attributes"}
CALLS = {"_", "gettext", "ngettext"}
SPOKEN = {"alt", "aria-label", "aria-description", "data-label", "placeholder", "title"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
COMMENT = re.compile(r"\{#.*?#\}", re.S)


def template_files() -> list[Path]:
    """Return every template."""
    return sorted(TEMPLATES.rglob("*.html"))


def name_of(path: Path) -> str:
    """Return a template as Flask knows it: `people/index.html`."""
    return path.relative_to(TEMPLATES).as_posix()


@cache
def source_of(path: Path) -> str:
    """Return a template's text without its comments."""
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@cache
def tree_of(path: Path) -> nodes.Template:
    """Return a template as Jinja reads it."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # because the extension adds it
    return environment.parse(path.read_text(encoding="utf-8"))


def written(path: Path) -> str:
    """Return the markup that the template itself writes, with a hole for everything filled in."""
    return "".join(_pieces(tree_of(path)))


def _pieces(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else HOLE
    elif not (isinstance(node, nodes.Block | nodes.Macro) and node.name in OF_TAGS):
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Stmt):
                yield from _pieces(child)


class Words(HTMLParser):
    """Collects what a person would read of the markup itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes that are read aloud."""
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        """Take the text between the tags."""
        self.found.append(data)


def bare_words(path: Path) -> list[str]:
    """Return the words a template writes without the catalogue."""
    reader = Words()
    reader.feed(written(path))
    reader.close()
    said = (found.replace(HOLE, "").strip() for found in reader.found)
    return [words for words in said if LETTERS.search(words)]


def bare_sentences(path: Path) -> list[str]:
    """Return Swedish strings in a template's expressions that pass by the catalogue."""
    tree = tree_of(path)
    through = {
        id(constant)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in CALLS
        for constant in call.find_all(nodes.Const)
    }
    return [
        constant.value
        for constant in tree.find_all(nodes.Const)
        if isinstance(constant.value, str)
        and id(constant) not in through
        and re.search("[åäöÅÄÖ]", constant.value)
    ]


def posting_forms(path: Path) -> list[str]:
    """Return the source of every form that posts, from its tag to its end, includes written out."""
    found = re.findall(r"<form\b.*?</form>", _with_includes(source_of(path)), re.S)
    return [form for form in found if re.search(r'method="post"', form.partition("\n")[0])]


def _with_includes(source: str) -> str:
    """Return a template's source with what it includes by name in its place, two steps deep."""

    def included(found: re.Match[str]) -> str:
        return source_of(TEMPLATES / found[1])

    include = re.compile(r'{%-? include "([^"]+)"[^%]*%}')
    return include.sub(included, include.sub(included, source))


def filters_used(path: Path) -> set[str]:
    """Return the names of the filters a template uses."""
    return {node.name for node in tree_of(path).find_all(nodes.Filter)}


def answered_partials() -> list[Path]:
    """Return the partials that views answer with: `_thing.html`, but no forms and status lines.

    A form comes as the pair of its page; a line is the inside of a status line.
    """
    named = {
        constant.value
        for path in python_files()
        if "routes" in str(path)
        for constant in ast.walk(python_tree_of(path))
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }
    return [
        path
        for path in template_files()
        if path.name.startswith("_")
        and name_of(path) in named
        and not path.stem.endswith(("_form", "_line", "_said", "_sentence"))
    ]
