"""R4 in each run of the tests: 20,000 cases of merging and planning.

A fifth of them by Hypothesis, which finds the simplest case that fails, the rest by seed, which
takes a quarter of the time; the same cases each time.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.writing.dice import BYTES, Dice
from tests.writing.properties import PROPERTIES, Property, breach

pytestmark = pytest.mark.once

CASES = -(-20_000 // len(PROPERTIES))
BY_HYPOTHESIS = CASES // 5
always_the_same = settings(
    max_examples=BY_HYPOTHESIS,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("keeps", PROPERTIES, ids=lambda keeps: keeps.__name__)
def test_it_holds_for_every_case(keeps: Property) -> None:
    @always_the_same
    @given(st.binary(min_size=BYTES, max_size=BYTES))
    def holds(rolled: bytes) -> None:
        keeps(Dice(rolled))

    holds()
    chance = Random(keeps.__name__)
    found = (breach(keeps, chance.randbytes(BYTES)) for _ in range(CASES - BY_HYPOTHESIS))
    assert [fault for fault in found if fault] == []


def test_dice_choose_the_simplest_when_nothing_is_left() -> None:
    dice = Dice(b"\x05")
    assert (dice.randint(2, 4), dice.randint(2, 4), dice.random()) == (4, 2, 0)
    assert Dice(b"").choice("abc") == "a"
