"""Upgrades lose nothing, backups are sound, deadlines are exact."""

from __future__ import annotations

import pytest

from tests.promises.keeping import assert_kept, on_sqlite


def test_an_upgrade_loses_nothing() -> None:
    assert_kept("R6")


@on_sqlite
def test_a_backup_taken_under_load_is_sound() -> None:
    assert_kept("R7")


@pytest.mark.once
def test_deadlines_are_exact() -> None:
    assert_kept("R10")
