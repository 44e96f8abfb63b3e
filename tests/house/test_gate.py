"""The gate of `python -m tools.check`: too little coverage stops it, however green the tests."""

from __future__ import annotations

from collections import Counter
from configparser import ConfigParser
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from coverage import CoverageData

from tools import check
from tools.place import ROOT

LINES = 1000


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small product of a thousand lines under the gate of this one."""
    settings = ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    for section in set(settings.sections()) - {"coverage:run", "coverage:report"}:
        settings.remove_section(section)
    with (tmp_path / "setup.cfg").open("w") as file:
        settings.write(file)
    (tmp_path / "ideell").mkdir()
    (tmp_path / ".cache").mkdir()
    (tmp_path / "ideell" / "__init__.py").write_text("word = 1\n" * LINES)
    monkeypatch.setattr(check, "ROOT", tmp_path)
    for name in ("COVERAGE_FILE", "COVERAGE_RCFILE", "COVERAGE_PROCESS_CONFIG"):
        monkeypatch.delenv(name, raising=False)  # this run may be measured itself
    return tmp_path


def cover(place: Path, lines: int) -> None:
    """Leave what a run of the tests leaves that passed so many lines."""
    data = CoverageData(str(place / ".cache" / "covered"))
    steps = [(-1, 1), *((line, line + 1) for line in range(1, lines)), (lines, -1)]
    data.add_arcs({str(place / "ideell" / "__init__.py"): steps})
    data.write()


@pytest.mark.parametrize(("lines", "code"), [(LINES, 0), (LINES - 5, 0), (LINES - 6, 1)])
def test_one_line_too_many_that_no_test_passes_stops_the_check(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lines: int,
    code: int,
) -> None:
    green = SimpleNamespace(code=0, counts=Counter(passed=3), seconds=1.0)
    monkeypatch.setattr(check, "Run", lambda *_arguments, **_environment: green)
    monkeypatch.setattr(check.databases, "postgres_url", lambda: "somewhere")
    monkeypatch.setattr(check.sys, "argv", ["check"])
    cover(place, lines)
    assert check.main() == code
    said = capsys.readouterr().out
    assert ("below the gate in setup.cfg" in said) == bool(code)
    assert "==== 6 passed in 2.0s ====" in said


def test_the_runs_themselves_pass_no_gate_and_are_added_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[str]] = []

    def run(arguments: list[str], **_environment: str) -> SimpleNamespace:
        asked.append(arguments)
        return SimpleNamespace(code=0, counts=Counter(passed=1), seconds=1.0)

    monkeypatch.setattr(check, "Run", run)
    monkeypatch.setattr(check, "coverage_holds", lambda: True)
    monkeypatch.setattr(check.databases, "postgres_url", lambda: "somewhere")
    monkeypatch.setattr(check.sys, "argv", ["check"])
    assert check.main() == 0
    sqlite, postgres = asked
    assert {"--cov", "--cov-fail-under=0"} <= set(sqlite) & set(postgres)
    assert ("--cov-append" in sqlite, "--cov-append" in postgres) == (False, True)
    assert "-m" not in sqlite  # everything
    assert postgres[-1] == "not browser and not once"


@pytest.mark.once
def test_what_asks_no_database_cannot(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'any.db'}")
    with pytest.raises(AssertionError, match="asks a database"):
        engine.connect()
