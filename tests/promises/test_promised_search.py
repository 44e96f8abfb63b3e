"""Search finds, and never tells."""

from __future__ import annotations

from tests.promises.keeping import assert_kept, on_sqlite

pytestmark = on_sqlite


def test_search_finds_and_never_tells() -> None:
    assert_kept("R15")
