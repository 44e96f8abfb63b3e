"""Log lines are JSON, name the fault and where it stood, and never carry what was typed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from ideell.foundation.logs import write_json_lines


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    write_json_lines("info")
    logging.getLogger("ideell.x").info("started", extra={"number": "A1", "text": "hemligt"})
    (line,) = lines(capsys)
    assert (line["event"], line["number"], line["level"]) == ("started", "A1", "info")
    assert "hemligt" not in json.dumps(line)


def test_a_fault_is_told_by_kind_and_place_without_its_values(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_json_lines("info")
    try:
        int("det jag skrev")
    except ValueError:
        logging.getLogger("ideell.x").exception("request failed")
    (line,) = lines(capsys)
    assert line["fault"] == "ValueError"
    assert "test_logs.py" in str(line["at"])
    assert "det jag skrev" not in json.dumps(line, ensure_ascii=False)


def test_quieter_lines_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    write_json_lines("warning")
    logging.getLogger("ideell.x").info("chatter")
    assert lines(capsys) == []
