"""Every Swedish sentence in the code goes by the catalogue."""

from __future__ import annotations

import ast
import re

from tests.house.reading import name_of, python_files, tree_of

CALLS = {"_", "_l", "gettext", "lazy", "ngettext", "lazy_ngettext"}
SWEDISH = re.compile("[åäöÅÄÖ]")

# Files that read Swedish rather than speak it.
READS_SWEDISH = {
    "reading/": "knows the words of Swedish reports",
    "consultations/holidays.py": "names of days, in comments of the table",
    "foundation/dates.py": "understands dates as people write them",
    "foundation/sorting.py": "the Swedish alphabet",
    "consultations/numbers.py": "the form of a diarienummer",
    "documents/subjects.py": "subjects, as people write them on documents",
    "documents/titles.py": "what programs call a document that nobody gave a name",
    "drafting/proofreading/": "knows what Swedish abbreviations and references look like",
    "writing/tokens.py": "the forms of Swedish words",
    "writing/words.py": "knows which words turn a sentence round",
    "export/word/": "names of paragraph styles in the Word file",
    "search/stopwords.py": "words that stand everywhere",
    "search/tokens.py": "the forms of Swedish words",
    "people/regions.py": "proper names of the regions",
    "config.py": "the demo's invented helper",
    "demo/": "the demo's invented content",
}


def test_every_swedish_sentence_goes_by_the_catalogue() -> None:
    faults = [
        f"{name_of(path)}:{node.lineno} {node.value[:60]!r}"
        for path in python_files()
        if not any(name_of(path).startswith(known) for known in READS_SWEDISH)
        for node in _bare_strings(tree_of(path))
    ]
    assert faults == [], 'write _("…"), or lazy("…") where no reader is known yet'


def test_no_sentence_is_put_together_before_it_is_looked_up() -> None:
    """`_(f"…")` and `_(a + b)` are in no catalogue."""
    faults = [
        f"{name_of(path)}:{call.lineno}"
        for path in python_files()
        if name_of(path) != "foundation/language.py"
        for call in ast.walk(tree_of(path))
        if _is_catalogue(call) and not isinstance(call.args[0], ast.Constant)
    ]
    assert faults == []


def _bare_strings(tree: ast.Module) -> list[ast.Constant]:
    spoken = {
        id(inner)
        for call in ast.walk(tree)
        if _is_catalogue(call)
        for inner in ast.walk(call)
        if isinstance(inner, ast.Constant)
    }
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SWEDISH.search(node.value)
        and id(node) not in spoken | described
    ]


def _is_catalogue(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
