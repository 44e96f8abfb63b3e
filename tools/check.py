"""Run the tests on both databases and hold the coverage against its gate.

First everything on SQLite, real browser included; then what asks a database, without the browser,
on a throw-away PostgreSQL, where there is one. The last line sums up in pytest's own form.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter

from tests import databases
from tools.place import ROOT

SUMMARY = re.compile(r"^=*\s*((?:\d+ \w+(?:, )?)+) in ([\d.]+)s")
COUNT = re.compile(r"(\d+) (\w+)")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
ORDER = ["failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "error", "errors"]
NOTHING_COLLECTED = 5


class Run:
    """One run of pytest: how it ended and what it counted."""

    def __init__(self, arguments: list[str], **environment: str) -> None:
        self.counts: Counter[str] = Counter()
        self.seconds = 0.0
        command = [sys.executable, "-m", "pytest", *arguments]
        if sys.stdout.isatty():
            command.append("--color=yes")
        running = subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, env={**os.environ, **environment}
        )
        assert running.stdout is not None
        for line in running.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            self.read(COLOUR.sub("", line))
        self.code = running.wait()

    def read(self, line: str) -> None:
        """Take the counts from pytest's last line."""
        found = SUMMARY.match(line)
        if found:
            self.counts = Counter({word: int(number) for number, word in COUNT.findall(found[1])})
            self.seconds = float(found[2])

    def __str__(self) -> str:
        return f"{in_words(self.counts)} in {self.seconds:.1f}s"


def in_words(counts: Counter[str]) -> str:
    """Return `3 failed, 400 passed` in pytest's order."""
    shown = [f"{counts[word]} {word}" for word in ORDER if counts[word]]
    return ", ".join(shown) or "no tests ran"


def workers() -> str:
    """Return how many tests run at once: the machine's cores, at least two, at most eight."""
    return str(min(max(os.cpu_count() or 2, 2), 8))


def run_sqlite(arguments: list[str]) -> Run:
    """Run everything on SQLite."""
    print("— SQLite, with the browser", flush=True)
    return Run(arguments, IDEELL_TEST_DATABASE="")


def run_postgres(arguments: list[str]) -> Run | None:
    """Run what asks a database, without the browser, on PostgreSQL; None when there is none."""
    if databases.postgres_url() is None:
        return None
    print("— PostgreSQL, without the browser", flush=True)
    return Run([*arguments, "-m", "not browser and not once"], IDEELL_TEST_DATABASE="postgres")


def coverage_holds() -> bool:
    """Show the coverage of both runs together; tell whether it reaches the gate in setup.cfg."""
    report = subprocess.run([sys.executable, "-m", "coverage", "report"], cwd=ROOT, check=False)
    return report.returncode == 0


def main() -> int:
    """Run all, or what the arguments for pytest choose (then without coverage)."""
    chosen = sys.argv[1:]
    spread = ["-n", workers(), "--dist", "loadfile"]
    measured = [] if chosen else ["--cov", "--cov-report=", "--cov-fail-under=0"]
    first = run_sqlite([*spread, *measured, *chosen])
    second = run_postgres([*spread, *measured, *(["--cov-append"] if measured else []), *chosen])
    covered = bool(chosen) or coverage_holds()

    print(f"\nSQLite:     {first}")
    print(f"PostgreSQL: {second or f'not run: {databases.why_not()}'}")
    if not covered:
        print("Coverage:   below the gate in setup.cfg")
    runs = [run for run in (first, second) if run]
    total = sum((run.counts for run in runs), Counter[str]())
    print(f"==== {in_words(total)} in {sum(run.seconds for run in runs):.1f}s ====")
    ended = {run.code for run in runs} - ({NOTHING_COLLECTED} if chosen else set())
    return 0 if covered and ended <= {0} else 1


if __name__ == "__main__":
    sys.exit(main())
