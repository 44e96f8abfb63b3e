"""No text makes the reading slow: time grows with the text, not faster."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from ideell.reading.assembling import assemble
from ideell.reading.markdown import read_markdown
from ideell.reading.nodes import Form
from ideell.reading.pasted import outline_of_pasted
from ideell.reading.unreadable import Unreadable
from ideell.reading.web import read_html
from tests.consultations.shared_files import shared

pytestmark = pytest.mark.once

Reader = Callable[[str], object]


def as_markdown(text: str) -> object:
    return assemble(read_markdown(text), Form.MARKDOWN)


def as_page(text: str) -> object:
    return assemble(read_html(f"<html><body><h1>A</h1>{text}".encode()), Form.HTML)


READERS: list[Reader] = [as_markdown, as_page, outline_of_pasted]

SLOW: dict[str, Callable[[int], str]] = {
    "spaces": lambda n: "# 1 A\n" + "a" + " " * n + "b",
    "tabs": lambda n: "1 A" + "\t" * n + "b",
    "dots": lambda n: "1 A" + "." * n + "b",
    "numbers": lambda n: "1." * n + " A",
    "digits": lambda n: "1" * n,
    "brackets": lambda n: "![" * n,
    "links": lambda n: "[a](" * n,
    "stars": lambda n: "*" * n + "a",
    "underscores": lambda n: "_" * n + " a_" * (n // 3),
    "marks": lambda n: "^1" * n + "(^" * n,
    "tags": lambda n: "<a " * n,
    "comments": lambda n: "<!--" * n,
    "entities": lambda n: "&" * n + "&#" * n,
    "fences": lambda n: "```\n" * n,
    "hyphens": lambda n: "a-" * n + "\n" + "a-\n" * n,
    "words": lambda n: "a" * n,
    "labels": lambda n: "F\u00f6rslag: x\n" * (n // 10),
    "headings": lambda n: "# 1 A\n" * (n // 20),
    "same-drawn": lambda n: "1.1 Rubrik\n\n" * (n // 10),
    "falling": lambda n: "\n\n".join(f"{i % 999}.{i % 99} Rubrik" for i in range(n // 10, 0, -1)),
    "contents": lambda n: "1.1 Rubrik .... 5\n" * (n // 20),
    "wrapped": lambda n: "Rubrik utan sida\n" * (n // 20) + "Slut .... 5\n" * (n // 20),
    "sentences": lambda n: "# 1 A\n\nF\u00f6rslag: " + "A. " * n,
    "bullets": lambda n: "# 1 A\n\nF\u00f6rslag:\n" + "- a\n" * n,
    "cells": lambda n: "|" * n + "\n" + "|a|\n" * (n // 4),
    "quotes": lambda n: ">" * n + "\n" + "> a\n" * (n // 4),
    "breaks": lambda n: "\f" * n,
    "headers": lambda n: "**SOU 2025:96 A**\n" * (n // 10),
    "nested": lambda n: "<div>" * n,
}


def seconds(reader: Reader, text: str) -> float:
    best = math.inf
    for _ in range(2):
        start = time.process_time()
        with suppress(Unreadable):
            reader(text)
        best = min(best, time.process_time() - start)
    return best


def exponent(reader: Reader, text: Callable[[int], str]) -> float:
    """Return how time grows from n over 2n to 4n: 1 in step with the text, 2 with its square.

    A busy machine may disturb one round, so the best of two counts.
    """
    rounds = []
    for _ in range(2):
        times = [max(seconds(reader, text(n)), 0.004) for n in (3_000, 6_000, 12_000)]
        rounds.append(math.log2(times[2] / times[0]) / 2)
        if rounds[-1] <= 1.2:
            break
    return min(rounds)


def test_the_measure_goes_red_for_a_reader_that_is_slow() -> None:
    def each_with_each(text: str) -> object:
        return sum(one == other for one in text[::8] for other in text[::8])

    assert exponent(each_with_each, SLOW["words"]) > 1.2


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", SLOW)
def test_time_grows_no_faster_than_the_text(name: str, reader: Reader) -> None:
    assert exponent(reader, SLOW[name]) <= 1.2


@pytest.mark.parametrize("reader", READERS)
def test_known_slow_inputs_take_a_quarter_of_a_second_at_most(reader: Reader) -> None:
    lines = shared("hostile/given/redos.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 5
    for line in lines:
        case = json.loads(line)
        assert seconds(reader, case["payload"]) < 0.25, case["id"]
