"""What the rules of the house look at: every Python file of ideell/, its views, its templates."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "ideell"
TEMPLATES = ROOT / "templates"
DOCS = ROOT / "docs"


def python_files() -> list[Path]:
    """Return every Python file of the product."""
    return sorted(CODE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return a file as people write it: `people/models.py`."""
    return path.relative_to(CODE if CODE in path.parents else ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_in(path: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Give every function of a file with its name; methods as `Class.method`."""
    yield from _functions(tree_of(path), "")


def _functions(node: ast.AST, within: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield within + child.name, child
            yield from _functions(child, f"{within}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{within}{child.name}.")
        else:
            yield from _functions(child, within)


def views(app: Flask) -> dict[str, Callable[..., Any]]:
    """Return every view by its endpoint, as written, without what stands before it."""
    return {name: inspect.unwrap(view) for name, view in app.view_functions.items()}


def body_lines(view: Callable[..., Any]) -> int:
    """Return how many lines a view has between its docstring and its end, blanks not counted."""
    lines, _first = inspect.getsourcelines(view)
    function = ast.parse(inspect.cleandoc("\n" + "".join(lines))).body[0]
    assert isinstance(function, ast.FunctionDef)
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    text = inspect.cleandoc("\n" + "".join(lines)).split("\n")
    return sum(1 for line in text[body[0].lineno - 1 : body[-1].end_lineno] if line.strip())


def tables_of(document: Path) -> Iterator[list[dict[str, str]]]:
    """Give every table of a Markdown document as rows by their headings, code marks removed."""
    rows: list[list[str]] = []
    for line in [*document.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            heads, _rule, *body = rows
            yield [dict(zip(heads, cells, strict=True)) for cells in body]
            rows = []


def table_with(document: Path, heading: str) -> list[dict[str, str]]:
    """Return the rows of every table whose first column is called `heading`."""
    return [
        row
        for table in tables_of(document)
        if table and next(iter(table[0])) == heading
        for row in table
    ]


def bare(cell: str) -> str:
    """Return a cell without its code marks."""
    return cell.replace("`", "").strip()
