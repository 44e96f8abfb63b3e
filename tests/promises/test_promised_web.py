"""Links stay home, sessions die in time, every answer tells the browser what it must."""

from __future__ import annotations

from tests.promises.keeping import assert_kept, on_sqlite

pytestmark = on_sqlite


def test_links_and_redirects_stay_home() -> None:
    assert_kept("S8")


def test_sessions_die_when_they_should() -> None:
    assert_kept("S9")


def test_every_answer_carries_its_headers() -> None:
    assert_kept("S16")
