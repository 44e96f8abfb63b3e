"""Upgrades lose nothing, backups are sound, deadlines are exact."""

from __future__ import annotations

import pytest

from tests.promises.deeds import undone_into_nothing
from tests.promises.keeping import assert_kept, on_sqlite
from tests.promises.town import standing


def test_an_upgrade_loses_nothing() -> None:
    assert_kept("R6")


@on_sqlite
def test_what_is_taken_back_leads_to_a_page() -> None:
    with standing() as town:
        undone, faults = undone_into_nothing(town)
    assert not faults, "\n".join(faults)
    assert undone > 80


@on_sqlite
def test_a_backup_taken_under_load_is_sound() -> None:
    assert_kept("R7")


@pytest.mark.once
def test_deadlines_are_exact() -> None:
    assert_kept("R10")
