"""Every promise by its number in the design, and what proves it."""

from __future__ import annotations

from collections.abc import Callable

from tests.promises.deeds import s19
from tests.promises.forged import s7
from tests.promises.islands import s2
from tests.promises.matrix import s1
from tests.promises.outcome import Outcome

PROMISES: dict[str, Callable[..., Outcome]] = {
    "S1": s1,
    "S2": s2,
    "S7": s7,
    "S19": s19,
}
