"""`flask import-source`: the outline from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from ideell.consultations.cli import commands, import_source
from ideell.consultations.models import SourceDocument
from ideell.extensions import db
from tests.consultations.builders import make_consultation, real_file
from tests.world import World

REPORT = "# 1 Inledning\n\nText.\n\n# 2 Mer\n\n## 2.1 Ett avsnitt\n\nText.\n\n# 3 Slut\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "rapport.md"
    file.write_text(REPORT)
    return file


def run(app: Flask, *arguments: object):
    return app.test_cli_runner().invoke(import_source, [str(one) for one in arguments])


def test_the_command_is_given_to_the_factory() -> None:
    assert commands == [import_source]


def test_a_dry_run_prints_the_tree_and_saves_nothing(context: Flask, report: Path) -> None:
    result = run(context, report, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["1 Inledning", "2 Mer", "  2.1 Ett avsnitt", "3 Slut"]
    assert db.session.query(SourceDocument).count() == 0


def test_json_has_the_nodes_in_document_order(context: Flask, report: Path) -> None:
    result = run(context, report, "--dry-run", "--json")
    nodes = json.loads(result.stdout)["nodes"]
    assert nodes[2] == {
        "number": "2.1", "heading": "Ett avsnitt", "kind": "section", "level": 2, "page": None,
    }  # fmt: skip
    assert [node["number"] for node in nodes] == ["1", "2", "2.1", "3"]


def test_a_report_is_kept_for_approval(world: World, context: Flask, report: Path) -> None:
    made = make_consultation(world)
    result = run(context, report, "--consultation", made.id)
    assert result.exit_code == 0, result.output
    assert "to be approved" in result.stderr
    (document,) = db.session.query(SourceDocument).all()
    assert (document.state, document.file.name, len(document.nodes)) == ("read", "rapport.md", 4)
    assert document.file.user_id is None


@pytest.mark.parametrize("arguments", [(), ("--consultation", 4711)])
def test_without_a_consultation_it_says_what_to_give(
    context: Flask, report: Path, arguments: tuple[object, ...]
) -> None:
    result = run(context, report, *arguments)
    assert result.exit_code == 2
    assert "--dry-run" in result.stderr


def test_an_unreadable_file_fails_with_its_sentence(context: Flask, tmp_path: Path) -> None:
    file = tmp_path / "a.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    result = run(context, file, "--dry-run")
    assert result.exit_code == 1
    assert "gamla format" in result.stderr
    assert result.stdout == ""


@pytest.mark.slow
def test_the_real_report_has_its_boxes(context: Flask) -> None:
    result = run(
        context, real_file("kallor/sou-2025-96/sou-2025-96-hela.md"), "--dry-run", "--json"
    )
    kinds = [node["kind"] for node in json.loads(result.stdout)["nodes"]]
    assert (kinds.count("proposal"), kinds.count("assessment")) == (120, 65)
    tree = run(context, real_file("kallor/pdf/dir-2016-15-dataskyddsforordningen.pdf"), "--dry-run")
    assert "(1)" in tree.stdout or "(2)" in tree.stdout
