"""Measuring CPU time in turns, so that ratios hold when the machine's speed drifts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

ROUNDS = 7
Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, against what, and what was promised."""

    name: str
    milliseconds: float
    against: str = ""
    ratio: float | None = None
    promise: str = ""
    holds: bool = True
    more: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the row for a machine."""
        return asdict(self)


def cpu(work: Work, times: int = 1) -> float:
    """Return CPU milliseconds of one call, over `times` calls."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) * 1000 / times


def in_turns(works: Sequence[Work], *, times: int, rounds: int = ROUNDS) -> list[list[float]]:
    """Return CPU milliseconds per call for each work, measured A B A B …, after a warm-up."""
    for work in works:
        work()
    measured: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            measured[place].append(cpu(work, times))
    return measured


def alone(name: str, work: Work, *, most: float, times: int = 3) -> Row:
    """Measure one work against a limit in CPU milliseconds."""
    (measured,) = in_turns([work], times=times)
    middle = statistics.median(measured)
    return Row(name, round(middle, 2), promise=f"≤ {most:g} ms", holds=middle <= most)


def beside(
    name: str, work: Work, bare: Work, *, against: str, most: float, times: int = 5, more: str = ""
) -> Row:
    """Measure one work against its bare baseline; the ratio is taken round by round."""
    ours, theirs = in_turns([work, bare], times=times)
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    return Row(
        name, round(statistics.median(ours), 2), against, round(ratio, 2),
        f"≤ {most:g} ×", ratio <= most, more,
    )  # fmt: skip


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| what | CPU ms | against | ratio | promise | |", "|---|---:|---|---:|---|---|"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        verdict = ("ok" if row.holds else "falls short") + (f", {row.more}" if row.more else "")
        cells = [row.name, f"{row.milliseconds:.2f}", row.against, ratio, row.promise, verdict]
        lines.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return "\n".join(lines)
