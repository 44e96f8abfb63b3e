"""Codes are used once, nobody is found out or mimicked, guessing is limited."""

from __future__ import annotations

from tests.promises.keeping import assert_kept, on_sqlite

pytestmark = on_sqlite


def test_a_code_is_used_once_by_one_person_in_time() -> None:
    assert_kept("S10")


def test_nobody_is_found_out_or_mimicked() -> None:
    assert_kept("S11")


def test_guessing_is_limited() -> None:
    assert_kept("S12")
