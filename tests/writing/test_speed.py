"""No text makes it slow: the figures of the promises, and growth in step with the text.

Processor time, best of several: other work on the machine must not decide a test. The limits
are those of the promises; `make bench` prints the figures themselves.
"""

import time
from collections.abc import Callable
from math import log2
from random import Random

import pytest

from ideell.foundation.text import render
from ideell.writing.blocks import Block, Typed, keep_ids, parse
from ideell.writing.diff import diff_words
from ideell.writing.merge import merge_text
from ideell.writing.plan import Suggested, plan_suggestions
from ideell.writing.tokens import tokens
from tests.writing.cases import WORDS, edited

TOLERANCE = 2
"""A machine that is busy, or older, may take this much longer than the promise."""


def milliseconds(work: Callable[[], object], tries: int = 5) -> float:
    """The best processor time of some tries."""
    best = float("inf")
    for _ in range(tries):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best * 1000


def paragraphs(length: int) -> list[str]:
    """A text of so many characters, in paragraphs of about 500."""
    chance = Random(3)
    found: list[str] = []
    while sum(map(len, found)) < length:
        some = [f"{chance.choice(WORDS)} ord{chance.randrange(4_000)}" for _ in range(40)]
        found.append(". ".join(" ".join(some[i : i + 8]).capitalize() for i in range(0, 40, 8)))
    return found


def changed(texts: list[str], tag: str, share: float = 0.2) -> str:
    """The text with some words changed in a share of its paragraphs."""
    chance = Random(tag)
    return "\n\n".join(
        edited(text, chance, tag) if chance.random() < share else text for text in texts
    )


@pytest.mark.parametrize(("length", "limit"), [(20_000, 10), (200_000, 60)])
def test_comparing_and_merging_keep_their_promise(length: int, limit: float) -> None:
    texts = paragraphs(length)
    base, mine, theirs = "\n\n".join(texts), changed(texts, "min"), changed(texts, "din")
    assert milliseconds(lambda: diff_words(base, mine)) <= limit * TOLERANCE
    assert milliseconds(lambda: merge_text(base, mine, theirs)) <= limit * TOLERANCE


def test_planning_forty_suggestions_keeps_its_promise() -> None:
    chance = Random(5)
    base = " ".join(" ".join(paragraphs(3_000)).split(" ")[:250])
    suggestions = [Suggested(n, 0, edited(base, chance, f"f{n % 9}x")) for n in range(40)]
    head = edited(base, chance, "ny")
    assert milliseconds(lambda: plan_suggestions({0: base}, suggestions, head)) <= 30 * TOLERANCE


def _words(count: int) -> str:
    chance = Random(9)
    return " ".join(f"ord{chance.randrange(count)}" for _ in range(count // 6))


def _compare(count: int) -> object:
    old = _words(count)
    return diff_words(old, edited(old, Random(1), "ny", 60))


def _compare_strangers(count: int) -> object:
    return diff_words(_words(count), _words(count)[::-1])


def _compare_repetition(count: int) -> object:
    return diff_words("ja nej " * (count // 7), "nej ja ja " * (count // 10))


def _merge(count: int) -> object:
    base = _words(count)
    mine, theirs = (edited(base, Random(seed), f"n{seed}", 60) for seed in (1, 2))
    return merge_text(base, mine, theirs)


def _follow(count: int) -> object:
    old = [Block(n, "paragraph", text) for n, text in enumerate(paragraphs(count))]
    return keep_ids(old, [Typed("paragraph", f"{block.text} slut") for block in old[::-1]])


GROWING: dict[str, tuple[Callable[[int], object], int]] = {
    "tokens of words": (lambda n: tokens(_words(n)), 20_000),
    "tokens of digits": (lambda n: tokens("1 " * (n // 2) + "000 " * (n // 4)), 20_000),
    "tokens of dots": (lambda n: tokens("a." * (n // 2) + "a-" * (n // 2)), 20_000),
    "tokens of addresses": (lambda n: tokens("https://" * (n // 8) + "." * n), 20_000),
    "comparing": (_compare, 30_000),
    "comparing strangers": (_compare_strangers, 10_000),
    "comparing repetition": (_compare_repetition, 30_000),
    "merging": (_merge, 30_000),
    "reading blocks": (lambda n: parse("- a\n> b\n\n#c \t\u00a0" * (n // 12)), 50_000),
    "following ids": (_follow, 40_000),
    "rendering stars": (lambda n: render("*a **b " * (n // 7)), 10_000),
    "rendering brackets": (lambda n: render("[a](^[" * (n // 6)), 10_000),
    "rendering notes": (lambda n: render("^[[a]" * (n // 5)), 10_000),
    "rendering addresses": (lambda n: render("[x](https://a." * (n // 14)), 10_000),
    "rendering tails": (lambda n: render("https://a" + ")" * n), 20_000),
    "rendering tags": (lambda n: render("<&" * (n // 2)), 5_000),
}


def exponent(work: Callable[[int], object], size: int) -> float:
    """How the time grows from ``size`` to four times it: 1 in step with it, 2 as its square."""
    small, large = (milliseconds(lambda n=n: work(n), 4) for n in (size, 4 * size))  # type: ignore[misc]  # because mypy cannot infer the default
    return log2(large / small) / 2


@pytest.mark.parametrize("name", GROWING)
def test_the_time_grows_in_step_with_the_text(name: str) -> None:
    work, size = GROWING[name]
    found = min(exponent(work, size) for _ in range(2))
    found = found if found <= 1.2 else min(exponent(work, size) for _ in range(3))
    assert found <= 1.2


def test_growth_as_the_square_would_be_seen() -> None:
    """The negative control: a way of comparing everything with everything."""
    assert exponent(lambda n: sum(a == b for a in range(n) for b in range(n)), 150) > 1.5
