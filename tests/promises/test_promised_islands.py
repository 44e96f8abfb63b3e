"""Alliances are islands; only meant fields change."""

from __future__ import annotations

from tests.promises.keeping import assert_kept, on_sqlite

pytestmark = on_sqlite


def test_what_is_theirs_is_answered_like_nothing() -> None:
    assert_kept("S2")


def test_private_words_appear_nowhere_else() -> None:
    assert_kept("S3")


def test_extra_fields_change_nothing() -> None:
    assert_kept("S4")
