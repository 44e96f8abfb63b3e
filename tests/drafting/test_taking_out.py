"""The answer as a file: what the letter says, the address that gives it, and the command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from ideell.consultations.models import SourceNode
from ideell.drafting import export_command, export_routes
from ideell.drafting.letter import letter_of
from ideell.drafting.responding import add_section
from ideell.export import PdfNotMade
from ideell.extensions import db
from tests.browsing import Browsers
from tests.drafting.builders import FIRST, Answer, make_answer
from tests.world import World

Run = Callable[..., Result]


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def run(app: Flask, answer: Answer) -> Run:
    """Runs `flask export` with the test's transaction out of the way."""

    def export(*words: str) -> Result:
        db.session.commit()
        return app.test_cli_runner().invoke(args=["export", *words])

    return export


def fail(*_args: object, **_more: object) -> None:
    raise PdfNotMade("Det gick inte att göra en PDF. Ta Word i stället.")


# --- what the letter says


def test_who_signs_stands_one_on_each_line_with_or_without_a_title(answer: Answer) -> None:
    answer.response.signatories = "Kerstin Alm, ordförande\n\n  \nMona Ask\n"
    signed = letter_of(answer.response).signatories
    assert [(one.name, one.role) for one in signed] == [
        ("Kerstin Alm", "ordförande"), ("Mona Ask", ""),
    ]  # fmt: skip


def test_a_section_names_every_part_of_the_report_that_it_is_about(
    world: World, answer: Answer
) -> None:
    mona, nodes = world.actor("mona"), [answer.chapter, answer.proposal]
    third = SourceNode(
        consultation=answer.consultation, document_id=answer.chapter.document_id, position=3,
        number="6.1", heading="Pengar", kind="section",
    )  # fmt: skip
    db.session.add(third)
    add_section(answer.response, "Två", nodes=nodes, by=mona)
    add_section(answer.response, "Tre", nodes=[*nodes, third], by=mona)
    add_section(answer.response, "Ingen", by=mona)
    db.session.commit()
    said = {part.heading: part.source_reference for part in letter_of(answer.response).parts}
    assert said == {
        "Folkbildning och mötesplatser": "Betänkandets avsnitt 5",
        "Två": "Betänkandets avsnitt 5 och 5.3",
        "Tre": "Betänkandets avsnitt 5, 5.3 och 6.1",
        "Ingen": "",
    }


# --- the address


def test_a_kind_of_file_that_is_not_made_is_not_there(
    as_: Browsers, world: World, answer: Answer
) -> None:
    at = f"/svar/{answer.response.id}/hamta"
    assert "Sidan finns inte" in as_(world.anna).get(f"{at}/odt", status=404)
    as_(world.anna).get(f"{at}/md")


def test_a_pdf_that_cannot_be_made_says_what_to_do_instead(
    as_: Browsers, world: World, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_routes, "export", fail)
    page = as_(world.anna).get(f"/svar/{answer.response.id}/hamta/pdf", status=409)
    assert "Ta Word i stället" in page


def test_numbers_are_shown_to_who_asks_for_them(
    as_: Browsers, world: World, answer: Answer
) -> None:
    at = f"/svar/{answer.response.id}/hamta/md"
    assert "1:1" not in as_(world.anna).get(at)
    assert "1:1" in as_(world.anna).get(f"{at}?nummer")


# --- the command


def test_the_server_writes_an_answer_to_a_file_and_tells_what_is_missing_in_it(
    run: Run, world: World, answer: Answer, tmp_path: Path
) -> None:
    add_section(answer.response, "Skatter", by=world.actor("mona"))
    number, output = str(answer.response.id), tmp_path / "svar.md"
    made = run(number, "--format", "md", "--output", str(output))
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith(f"{output}: ")
    assert "Skatter" in made.stderr, "an empty section is left out, and named"
    written = output.read_text(encoding="utf-8")
    assert FIRST in written
    assert "1:1" not in written
    run(number, "--format", "md", "--output", str(output), "--numbered")
    assert "1:1" in output.read_text(encoding="utf-8")


def test_an_answer_that_is_nowhere_is_not_written(run: Run, tmp_path: Path) -> None:
    refused = run("999", "--format", "md", "--output", str(tmp_path / "svar.md"))
    assert (refused.exit_code, "no answer with number 999" in refused.output) == (1, True)
    assert not (tmp_path / "svar.md").exists()


def test_a_pdf_that_cannot_be_made_leaves_no_file(
    run: Run, answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_command, "export", fail)
    output = tmp_path / "svar.pdf"
    refused = run(str(answer.response.id), "--format", "pdf", "--output", str(output))
    assert (refused.exit_code, "Ta Word i stället" in refused.output) == (1, True)
    assert not output.exists()
