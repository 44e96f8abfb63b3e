"""Files are short, named after an idea, and only few of them commit."""

from __future__ import annotations

import ast

from tests.house.reading import functions_in, name_of, python_files, tree_of

LONGEST = 200
EMPTY_NAMES = {
    "common", "core", "data", "handle", "handler", "handlers", "helper", "helpers", "info",
    "manager", "managers", "misc", "process", "processor", "service", "services", "stuff",
    "tools", "util", "utils",
}  # fmt: skip

# Who may commit, besides routes and commands, and why.
COMMITS = {
    "foundation/keep.py": "typed text and the use of a form are stored before the act is tried",
    "foundation/jobs.py": "a job commits what it did, step by step",
    "files/checking.py": "a check of the whole store commits what it found, part by part",
    "people/attempts.py count_attempt": "a counted try stays counted whatever comes after",
    "people/sign_in.py try_code": "a try is taken before the answer is known",
    "runner.py": "the runner's sweep",
    "cli/": "a command commits what it did",
    "start/prepare.py": "the first start fills the database",
    "consultations/jobs.py": "how far the reading of a report has come is told while it goes on",
    "demo/": "the demo is written step by step at its first start",
}


def test_every_file_is_short() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    long = {name: length for name, length in lengths.items() if length > LONGEST}
    assert long == {}, f"over {LONGEST} lines: make it a package with one idea per file"


def test_files_are_named_after_what_they_are_about() -> None:
    parts = {name_of(path): set(path.stem.split("_")) | set(path.parent.parts[-1:])
             for path in python_files()}  # fmt: skip
    assert [name for name, words in parts.items() if words & EMPTY_NAMES] == []


def test_only_routes_commands_and_a_few_others_commit() -> None:
    found = [place for path in python_files() for place in _commits_in(path)]
    assert [place for place in found if not _may_commit(place)] == [], (
        "commit in the view, once; if it must be here, add it to COMMITS with the reason"
    )


def test_the_list_of_those_who_commit_is_not_stale() -> None:
    found = [place for path in python_files() for place in _commits_in(path)]
    assert [known for known in COMMITS if not any(one.startswith(known) for one in found)] == []


def _commits_in(path) -> list[str]:
    """Return "file function" for every call of commit()."""
    return [
        f"{name_of(path)} {name}"
        for name, function in functions_in(path)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "commit"
    ]


def _may_commit(place: str) -> bool:
    name, _, function = place.partition(" ")
    in_room = name.endswith(("routes.py", "cli.py")) or "/routes/" in name or "commands" in name
    work = any(place.startswith(known) for known in COMMITS)
    return in_room or work or _is_work(name, function)


def _is_work(name: str, function: str) -> bool:
    """Tell whether the function is a job of the runner: `@jobs.work("kind")`."""
    path = next(path for path in python_files() if name_of(path) == name)
    marks = next(node.decorator_list for known, node in functions_in(path) if known == function)
    return any("work(" in ast.unparse(mark) for mark in marks)


def test_every_file_begins_with_what_it_is_about() -> None:
    silent = [name_of(path) for path in python_files() if not ast.get_docstring(tree_of(path))]
    assert silent == []
