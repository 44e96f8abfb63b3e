"""Who may do what is decided and asserted, and whatever changes leaves a deed."""

from __future__ import annotations

from tests.promises.keeping import assert_kept, on_sqlite

pytestmark = on_sqlite


def test_every_address_answers_everybody_as_written() -> None:
    assert_kept("S1")


def test_whatever_changes_leaves_a_deed() -> None:
    assert_kept("S19")
