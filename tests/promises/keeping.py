"""How `make test` asserts a promise, at its small size."""

from __future__ import annotations

import os

import pytest

from tests.promises.all import PROMISES

on_sqlite = pytest.mark.skipif(  # because PostgreSQL has no file to put back
    os.environ.get("IDEELL_TEST_DATABASE") == "postgres",
    reason="tried on SQLite: the town is put back from a copy of its file",
)


def assert_kept(name: str) -> None:
    """Try a promise at its small size: it holds, and its control goes red."""
    outcome = PROMISES[name](full=False)
    if outcome.missing:
        pytest.skip(outcome.missing)
    assert not outcome.faults, f"{outcome.line(name)}{outcome.explained()}"
    assert outcome.control_is_red, f"{outcome.line(name)}: a test that cannot go red is none"
