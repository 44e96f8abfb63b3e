"""R8: typed text is never lost: twelve scenarios in a real Chromium, as the tests play them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from tests.promises.chromium import known
from tests.promises.outcome import Outcome
from tests.serving import ROOT, unmeasured

FILES = (
    "tests/browser/test_nothing_lost.py",
    "tests/browser/test_nothing_lost_on_disk.py",
    "tests/browser/test_nothing_lost_by_others.py",
)
BAD_DISK = (
    "test_what_a_bad_disk_refused_is_sent_again_with_one_press",
    "test_a_draft_that_a_bad_disk_refused_waits_in_the_browser",
)
SCENARIOS: dict[str, tuple[str, ...]] = {
    "offline while typing": ("test_a_lost_net_is_told_and_the_text_waits",),
    "500": (
        "test_a_fault_of_ours_shows_the_text_and_keeps_it",
        "test_a_server_that_does_not_answer_is_told_beside_the_draft",
    ),
    "session expired": ("test_a_session_that_ends_while_one_writes_keeps_the_text",),
    "CSRF expired": ("test_an_old_form_is_sent_again_with_one_press",),
    "double click": ("test_two_presses_act_once", "test_the_same_form_sent_from_two_places"),
    "Back": ("test_back_keeps_what_was_typed",),
    "tab killed": ("test_what_a_killed_tab_held_is_offered_back", "test_a_closed_tab_sends"),
    "two tabs": ("test_two_tabs_never_overwrite_each_other",),
    "reload while saving": (
        "test_a_reload_before_the_save_arrives_gives_the_text_back",
        "test_a_reload_before_the_answer_arrives_finds_the_text_saved_once",
    ),
    "two people": (
        "test_of_two_people_at_once_both_texts_are_left",
        "test_a_draft_that_meets_a_new_text_is_told",
    ),
    "full disk": tuple(f"{name}[full]" for name in BAD_DISK),
    "read-only": tuple(f"{name}[read-only]" for name in BAD_DISK),
}


def r8(*, full: bool) -> Outcome:
    """Play every scenario; then once more with nothing kept. The size makes no difference."""
    if not known():
        return Outcome(missing="no browser; make setup finds one")
    lost = _lost(_played())
    unkept = _lost(_played("-p", "tests.promises.unkept"))
    return Outcome(
        figure=f"{len(lost)} of {len(SCENARIOS)} scenarios lost text",
        faults=[f"{name}: {', '.join(tests)}" for name, tests in lost.items()],
        control=f"with nothing kept, {len(unkept)} of {len(SCENARIOS)}",
        control_is_red=len(unkept) >= len(SCENARIOS) // 2,
    )


def _played(*more: str) -> dict[str, bool]:
    """Run the tests in a process of their own; tell of each whether it passed."""
    with tempfile.TemporaryDirectory(prefix="ideell-typing-") as folder:
        report = Path(folder) / "report.xml"
        names = {name.partition("[")[0] for names in SCENARIOS.values() for name in names}
        command = [
            sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", f"--junitxml={report}",
            "-k", " or ".join(sorted(names)), *more, *FILES,
        ]  # fmt: skip
        environment = {**unmeasured(), "IDEELL_TEST_DATABASE": ""}
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        cases = (
            ElementTree.parse(report).iter("testcase") if report.exists() else ()
        )  # because pytest wrote it
        return {str(case.get("name")): len(case) == 0 for case in cases}


def _lost(played: dict[str, bool]) -> dict[str, Sequence[str]]:
    """Return the scenarios of which a test failed, or did not run, with those tests."""
    lost: dict[str, Sequence[str]] = {}
    for scenario, names in SCENARIOS.items():
        of = {name: [test for test in played if test.startswith(name)] for name in names}
        missing = [f"{name} did not run" for name, tests in of.items() if not tests]
        failed = [test for tests in of.values() for test in tests if not played[test]]
        if missing or failed:
            lost[scenario] = [*missing, *failed]
    return lost
