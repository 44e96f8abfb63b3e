"""Nobody's text is overwritten, nothing is accepted twice, merging keeps every word or says so."""

from __future__ import annotations

import pytest

from tests.promises.keeping import assert_kept


def test_nobody_is_overwritten_and_nothing_is_accepted_twice() -> None:
    assert_kept("R3")


@pytest.mark.once
def test_merging_keeps_every_word_or_says_so() -> None:
    assert_kept("R4")
