"""Nothing that people send runs, breaks, hurts or leads astray."""

from __future__ import annotations

from tests.promises.keeping import assert_kept, on_sqlite

pytestmark = on_sqlite


def test_junk_never_ends_in_a_fault_of_ours() -> None:
    assert_kept("R11")


def test_what_people_write_stays_text() -> None:
    assert_kept("S5")


def test_hostile_files_are_read_in_time_or_refused() -> None:
    assert_kept("S6")


def test_mail_goes_to_one_person_with_our_headers_only() -> None:
    assert_kept("S14")
