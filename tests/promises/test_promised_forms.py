"""No forged form gets through, no GET changes anything, no form acts twice."""

from __future__ import annotations

from tests.promises.keeping import assert_kept, on_sqlite

pytestmark = on_sqlite


def test_nothing_is_forged_and_nothing_changes_by_get() -> None:
    assert_kept("S7")


def test_a_form_sent_many_times_at_once_acts_once() -> None:
    assert_kept("R5")
