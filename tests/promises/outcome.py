"""What a promise came to: one line, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 12


@dataclass(frozen=True)
class Outcome:
    """How a promise was kept, beside what its control did.

    `faults` are what broke it, a line each. `control` says what happened with the safe setting
    switched off, and `control_is_red` whether that was noticed: a test that cannot go red does
    not count. `missing` says why the promise could not be tried here.
    """

    figure: str = ""
    faults: Sequence[str] = ()
    control: str = ""
    control_is_red: bool = False
    missing: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether the promise was kept and its control went red."""
        return not self.missing and not self.faults and self.control_is_red

    @property
    def word(self) -> str:
        """Return `ok`, `falls short` or `not here`."""
        return "not here" if self.missing else "ok" if self.holds else "falls short"

    def line(self, promise: str) -> str:
        """Return `R7 ok 25 of 25 sound | control: cp gave 19 corrupt`."""
        if self.missing:
            return f"{promise} not here ({self.missing})"
        green = "" if self.control_is_red else " (did not go red)"
        return f"{promise} {self.word} {self.figure} | control: {self.control}{green}"

    def explained(self) -> str:
        """Return the first faults, a line each."""
        more = [f"… and {len(self.faults) - SHOWN} more"] if len(self.faults) > SHOWN else []
        return "\n".join(["", *self.faults[:SHOWN], *more])


def thousands(number: int) -> str:
    """Return 12,345."""
    return f"{number:,}"
