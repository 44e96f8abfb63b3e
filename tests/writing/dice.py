"""One source of chance for cases by Hypothesis, which shrinks them, and by seed, for the many.

A case is made of bytes, and every choice takes the next of them. When they run out every choice
is the first one, so fewer and smaller bytes are a simpler case.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")
BYTES = 120
"""So many bytes make a case; a case that wants more gets the simplest end."""


class Dice(Random):
    """Chance as `random.Random` gives it, taken from bytes that are given."""

    def __init__(self, rolled: bytes) -> None:
        super().__init__(0)
        self._rolled = iter(rolled)

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        """Return a number from a range of at most 256."""
        first, last = (0, start) if stop is None else (start, stop)
        return first + next(self._rolled, 0) % max(1, last - first) * step

    def randint(self, a: int, b: int) -> int:
        """Return a number from a to b, both included."""
        return self.randrange(a, b + 1)

    def random(self) -> float:
        """Return a number from 0 up to 1, in 256 steps."""
        return next(self._rolled, 0) / 256

    def choice(self, seq: Sequence[Thing]) -> Thing:  # type: ignore[override]  # because the base asks for less
        """Return one of some things."""
        return seq[self.randrange(len(seq))]

    def shuffle(self, x: list[Thing]) -> None:  # type: ignore[override]  # because the base asks for less
        """Put things in another order."""
        for place in range(len(x) - 1, 0, -1):
            other = self.randrange(place + 1)
            x[place], x[other] = x[other], x[place]
