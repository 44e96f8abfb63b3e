"""Texts and changes for the tests of writing: by Hypothesis to shrink, by seed for the many."""

from __future__ import annotations

import os
from collections.abc import Iterator
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

CASES = int(os.environ.get("IDEELL_CASES", "1600"))
"""How many seeded cases each property is tried on; `make promises` raises it."""

some = settings(max_examples=max(60, CASES // 50), deadline=None, database=None)

_COMMON = (
    "vi anser att staten bör ska ta ett större samlat ansvar för mötesplatserna och det som "
    "följer inte alla av på landet kostnaderna bidraget 15\u00a0000 t.ex. SOU:s riks- e-post"
)
WORDS = _COMMON.split(" ")
_SCRAPS = [
    *"ab.,!–*[]()^\n",
    " ",
    " ",
    "  ",
    "\n\n",
    "att ",
    "Det ",
    "10\u00a0000 ",
    "t.ex. ",
    "👩‍👧",
]

scraps = st.lists(st.sampled_from(_SCRAPS), max_size=30).map("".join)
prose = st.lists(st.sampled_from([*WORDS, "a.", "b."]), max_size=25).map(" ".join)
texts = st.one_of(scraps, prose, st.text(max_size=40))


def seeds() -> Iterator[Random]:
    """One source of chance per case, each case repeatable by its number."""
    return (Random(number) for number in range(CASES))


def sentence_of(chance: Random, fewest: int = 6, most: int = 40) -> str:
    """A text of repeated and rare words, with full stops here and there."""
    chosen = [
        chance.choice(WORDS) if chance.random() < 0.7 else f"sak{chance.randrange(60)}"
        for _ in range(chance.randint(fewest, most))
    ]
    return " ".join(word + ("." if chance.random() < 0.1 else "") for word in chosen)


def edited(text: str, chance: Random, tag: str, changes: int = 3) -> str:
    """The text with some words changed, put in or removed; new words carry the tag."""
    found = text.split(" ")
    for number in range(chance.randint(0, changes)):
        place = chance.randrange(len(found) + 1)
        new = f"{tag}{number}{chance.choice(['', ' till', ' och mer'])}"
        if chance.random() < 0.4 or not found:
            found.insert(place, new)
        elif chance.random() < 0.5:
            found[place % len(found)] = new
        else:
            del found[place % len(found)]
    return " ".join(found)
