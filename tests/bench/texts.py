"""Diff, merge, planning and import: pure work, without a database."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from ideell.reading.reading import read_in_child
from ideell.writing.blocks import Block
from ideell.writing.diff import diff_blocks
from ideell.writing.merge import merge_blocks
from ideell.writing.plan import Suggested, plan_suggestions
from tests.bench.measuring import Row, alone
from tests.conftest import SHARED

WORDS = [
    "föreningar", "kultur", "mötesplatser", "staten", "bör", "ta", "ett", "större", "ansvar",
    "för", "lokaler", "i", "hela", "landet", "och", "bidraget", "räknas", "upp", "varje", "år",
    "så", "att", "det", "följer", "kostnaderna", "men", "utredningen", "har", "inte", "visat",
    "hur", "de", "regionala", "allianserna", "ska", "kunna", "bära", "samrådet", "utan",
    "medel", "eller", "tid", "till", "sitt", "förfogande",
]  # fmt: skip
BLOCK_WORDS = 80


def _word(chance: random.Random) -> str:
    """Return a word; every tenth with a number, so that there are many different ones."""
    number = str(chance.randrange(999)) if chance.random() < 0.1 else ""
    return chance.choice(WORDS) + number


def section(octets: int, chance: random.Random) -> list[Block]:
    """Return a section of about so many bytes, in blocks of some eighty words."""
    blocks: list[Block] = []
    while sum(len(block.text) for block in blocks) < octets:
        words = [_word(chance) for _ in range(BLOCK_WORDS)]
        blocks.append(Block(len(blocks) + 1, "paragraph", " ".join(words) + "."))
    return blocks


def edited(blocks: list[Block], chance: random.Random, every: int) -> list[Block]:
    """Return the section with some words changed in every so manyth block."""
    changed = []
    for place, block in enumerate(blocks):
        words = block.text.split()
        if place % every == 0:
            for _ in range(4):
                words[chance.randrange(len(words))] = chance.choice(WORDS).upper()
        changed.append(block._replace(text=" ".join(words)))
    return changed


def rows() -> list[Row]:
    """Measure diff, merge and planning."""
    chance = random.Random(7)
    found = []
    for octets, limit in ((20_000, 10), (200_000, 60)):
        base = section(octets, chance)
        mine, theirs = edited(base, chance, 5), edited(base, chance, 7)
        size = f"{octets // 1000} kB"
        found.append(
            alone(f"word diff, {size}", lambda b=base, m=mine: diff_blocks(b, m), most=limit)
        )
        found.append(
            alone(
                f"three-way merge, {size}",
                lambda b=base, m=mine, t=theirs: merge_blocks(b, m, t),
                most=limit,
            )
        )
    found.append(_answer(chance))
    found.append(alone("planning 40 suggestions on 250 words", _planning(chance), most=30))
    return [*found, *imports()]


def _answer(chance: random.Random) -> Row:
    """Measure the merging of a whole answer, section by section."""
    base = [section(1_000, chance) for _ in range(200)]
    mine, theirs = (
        [edited(one, chance, 2) if place % every == 0 else one for place, one in enumerate(base)]
        for every in (3, 4)
    )

    def merge() -> None:
        for before, here, there in zip(base, mine, theirs, strict=True):
            merge_blocks(before, here, there)

    return alone("three-way merge, 200 sections of 1 kB", merge, most=50)


def _planning(chance: random.Random):  # type: ignore[no-untyped-def]  # because it returns work
    text = " ".join(chance.choice(WORDS) for _ in range(250)) + "."
    wishes = []
    for number in range(40):
        words = text.split()
        at = chance.randrange(len(words) - 3)
        words[at : at + 2] = [chance.choice(WORDS), "nytt"]
        wishes.append(Suggested(number + 1, 1, " ".join(words)))
    return lambda: plan_suggestions({1: text}, wishes, text)


def imports() -> list[Row]:
    """Measure the reading of real reports, wall clock, child process included."""
    found = []
    for name, path in (
        ("import of SOU 2025:96, 1.3 MB", SHARED / "kallor/sou-2025-96/sou-2025-96-hela.md"),
        ("import of a 71-page PDF", SHARED / "kallor/pdf/prop-2012-13-187-vissa-skolfragor.pdf"),
    ):
        if not path.exists():
            found.append(Row(name, 0, promise="≤ 10 s", more="not here: ../shared is missing"))
            continue
        start = time.perf_counter()
        outline = read_in_child(path, path.name)
        took = time.perf_counter() - start
        found.append(
            Row(name, round(took * 1000), promise="≤ 10 s", holds=took <= 10,
                more=f"{len(outline.nodes)} nodes, wall clock")
        )  # fmt: skip
    return found


def scratch() -> Path:
    """Return an empty folder."""
    return Path(tempfile.mkdtemp(prefix="ideell-bench-"))
