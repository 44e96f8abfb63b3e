"""docs/ tells what the code does: settings, policies, open pages, words."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask

from ideell.config import Settings
from ideell.foundation import kinds
from ideell.view import collect_policies
from tests.house.reading import DOCS, bare, table_with

OPERATIONS = DOCS / "operations.md"
PERMISSIONS = DOCS / "permissions.md"
GLOSSARY = DOCS / "glossary.md"
TOOLS_ONLY = {"IDEELL_TEST_DATABASE", "IDEELL_TEST_POSTGRES", "IDEELL_NO_APT"}  # read by tests


def document(path: Path) -> str:
    """Return a document's text; its absence is the fault that is told."""
    assert path.exists(), f"{path.relative_to(DOCS.parent)} is missing"
    return path.read_text(encoding="utf-8")


def test_every_setting_is_explained() -> None:
    named = set(re.findall(r"\bIDEELL_[A-Z_]+\b", document(OPERATIONS))) - TOOLS_ONLY
    settings = {f"IDEELL_{item.name.upper()}" for item in fields(Settings)}
    assert settings - named == set(), "explain these in docs/operations.md"
    assert named - settings == set(), "docs/operations.md explains settings that do not exist"


def policies_in_use(app: Flask) -> dict[str, object]:
    """Return every policy: asked by templates, or by a gate."""
    gates = [view.gate[0] for view in app.view_functions.values() if hasattr(view, "gate")]
    asked = {policy.__name__: policy for policy in gates if callable(policy)}
    return collect_policies() | asked


def test_every_policy_is_written_down(app: Flask) -> None:
    written = {bare(row["Policy"]): row for row in table_with(PERMISSIONS, "Policy")}
    used = policies_in_use(app)
    assert set(used) - set(written) == set(), "add a row to docs/permissions.md"
    assert set(written) - set(used) == set(), "docs/permissions.md has rows for no policy"


def test_a_policy_says_who(app: Flask) -> None:
    silent = [name for name, policy in policies_in_use(app).items() if not policy.__doc__]
    assert silent == []


def test_policies_of_the_gates_can_be_asked_by_templates(app: Flask) -> None:
    hidden = [name for name in policies_in_use(app) if name.startswith("may_")]
    assert set(hidden) == set(collect_policies()), "list the room's policy module in policies.py"


def test_every_open_page_stands_with_its_reason(app: Flask) -> None:
    written = {
        bare(row["Open to all"]): row["Why"] for row in table_with(PERMISSIONS, "Open to all")
    }
    code = {
        rule.rule: app.view_functions[rule.endpoint].gate[0]
        for rule in app.url_map.iter_rules()
        if isinstance(app.view_functions[rule.endpoint].gate[0], str)
    }
    assert written == code


def swedish_words(app: Flask) -> set[str]:
    """Return every word that stands in an address."""
    parts = {part for rule in app.url_map.iter_rules() for part in rule.rule.split("/")}
    return {part for part in parts if part and "<" not in part}


def test_every_word_of_an_address_is_in_the_glossary(app: Flask) -> None:
    rows = table_with(GLOSSARY, "In addresses")
    known = {bare(word) for row in rows for word in row["In addresses"].split(",")}
    used = swedish_words(app)
    assert used - known == set(), "join them to the code's words in docs/glossary.md"
    assert known - used == set(), "docs/glossary.md knows words that no address has"


def test_every_thing_is_in_the_glossary(app: Flask) -> None:
    words = {bare(word) for row in table_with(GLOSSARY, "In the code")
             for word in row["In the code"].split(",")}  # fmt: skip
    things = {model.__name__ for model, kind in kinds.known().items() if not kind.internal}
    rooms = set(app.blueprints)
    assert things - words == set(), "say in docs/glossary.md what a member calls it"
    assert rooms - {word.lower().replace(" ", "_") for word in words} == set()


@pytest.mark.parametrize("word", ["modell", "vy", "tabell"])
def test_addresses_speak_the_language_of_members(app: Flask, word: str) -> None:
    assert word not in swedish_words(app)
