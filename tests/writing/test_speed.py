"""No text makes it slow: the figures of the promises, and growth in step with the text.

Processor time, best of several: other work on the machine must not decide a test. The limits
are those of the promises; `make bench` prints the figures themselves.
"""

import sys
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
from ideell.writing.tokens import cut_texts, tokens
from tests.writing.cases import WORDS, edited

pytestmark = pytest.mark.once

TOLERANCE = 2 if sys.gettrace() is None else 20
"""A machine that is busy may take this much longer than the promise, and much longer while
coverage is counted."""


def milliseconds(work: Callable[[], object], tries: int = 5) -> float:
    """The best processor time of some tries, none of which finds a text cut already."""
    best = float("inf")
    for _ in range(tries):
        cut_texts.cache_clear()
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best * 1000


def paragraphs(length: int) -> list[str]:
    """A text of so many characters, in paragraphs of about 500."""
    chance = Random(3)
    found: list[str] = []
    for _ in range(length // 500):
        some = [f"{chance.choice(WORDS)} ord{chance.randrange(length // 40)}" for _ in range(40)]
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


def _changes(count: int) -> tuple[str, str, str]:
    base = _words(count)
    return base, edited(base, Random(1), "min", 60), edited(base, Random(2), "din", 60)


def _section(count: int) -> tuple[list[Block], list[Typed]]:
    texts = paragraphs(count)
    old = [Block(n, "paragraph", text) for n, text in enumerate(texts)]
    return old, [Typed("paragraph", f"{text} slut") for text in reversed(texts)]


Growing = tuple[Callable[..., object], int, Callable[[int], tuple[object, ...]]]

GROWING: dict[str, Growing] = {
    "tokens of words": (tokens, 20_000, lambda n: (_words(n),)),
    "tokens of digits": (tokens, 20_000, lambda n: ("1 " * (n // 2) + "000 " * (n // 4),)),
    "tokens of dots": (tokens, 20_000, lambda n: ("a." * (n // 2) + "a-" * (n // 2),)),
    "tokens of addresses": (tokens, 20_000, lambda n: ("https://" * (n // 8) + "." * n,)),
    "comparing": (diff_words, 20_000, lambda n: _changes(n)[:2]),
    "comparing strangers": (diff_words, 10_000, lambda n: (_words(n), _words(n)[::-1])),
    "comparing repetition": (
        diff_words,
        20_000,
        lambda n: ("ja nej " * (n // 7), "nej ja ja " * (n // 10)),
    ),
    "merging": (merge_text, 20_000, _changes),
    "reading blocks": (parse, 50_000, lambda n: ("- a\n> b\n\n#c \t\u00a0" * (n // 12),)),
    "following ids": (keep_ids, 50_000, _section),
    "rendering stars": (render, 10_000, lambda n: ("*a **b " * (n // 7),)),
    "rendering brackets": (render, 20_000, lambda n: ("[a](^[" * (n // 6),)),
    "rendering notes": (render, 20_000, lambda n: ("^[[a]" * (n // 5),)),
    "rendering addresses": (render, 20_000, lambda n: ("[x](https://a." * (n // 14),)),
    "rendering tails": (render, 20_000, lambda n: ("https://a" + ")" * n,)),
    "rendering tags": (render, 5_000, lambda n: ("<&" * (n // 2),)),
}


def exponent(name: str) -> float:
    """How the time grows from a size to four times it: 1 in step with it, 2 as its square."""
    work, size, prepared = GROWING[name]
    small, large = prepared(size), prepared(4 * size)
    return log2(milliseconds(lambda: work(*large)) / milliseconds(lambda: work(*small))) / 2


@pytest.mark.parametrize("name", GROWING)
def test_the_time_grows_in_step_with_the_text(name: str) -> None:
    assert any(exponent(name) <= 1.2 for _ in range(4))


def test_growth_as_the_square_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a way of comparing everything with everything."""

    def square(things: range) -> int:
        return sum(one == other for one in things for other in things)

    monkeypatch.setitem(GROWING, "square", (square, 150, lambda n: (range(n),)))
    assert exponent("square") > 1.5
