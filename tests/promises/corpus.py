"""S5: user text never runs: the corpus through every place that shows it.

Small: the structure of every page is read. At full size a real Chromium looks too, where one
is known (`.cache/browser.json`, made by `make setup`).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from flask import Flask
from werkzeug.test import TestResponse

from tests.promises import chromium
from tests.promises.outcome import Outcome, thousands
from tests.promises.planting import plant
from tests.promises.structure import faults_of
from tests.promises.town import Town, standing
from tests.promises.vectors import has_corpus, lines_of, payloads

KINDS = ("html", "htmx", "html-ui", "markdown", "template", "blns")
BATCH = 40
SHOWN = 12  # pages of its own that each text of a batch is looked at on, at small size


def s5(*, full: bool) -> Outcome:
    """Plant every vector in every place and look at every page."""
    vectors = payloads(*KINDS, full=full)
    pages, faults = everywhere(vectors) if full else look_in_a_town(vectors, full=False)
    with standing() as town, raw(town.app):
        red = look(town, vectors[:BATCH], full=False)[1]
    figure = f"{len(faults)} of {thousands(len(vectors))} vectors left a mark on {pages} pages"
    control = f"with escaping off, {thousands(len(red))} marks"
    is_red = len(red) > BATCH / 2
    if full and chromium.known():
        ran = chromium.look(live_vectors())
        figure += f"; in Chromium {ran.figure}"
        faults = [*faults, *ran.faults]
        control += f"; bare in Chromium {ran.control}"
        is_red = is_red and ran.control_is_red
    elif full:
        figure += "; no Chromium here"
    return Outcome(
        figure=figure + ("" if has_corpus() else ", own vectors only"),
        faults=faults,
        control=control,
        control_is_red=is_red,
    )


def live_vectors() -> list[str]:
    """Return the vectors that ran in a bare Chromium of 2026, and our own core."""
    live = [line["payload"] for kind in KINDS for line in lines_of(kind)
            if line.get("live_chromium156")]  # fmt: skip
    return list(dict.fromkeys([*payloads(*KINDS, full=False), *live]))


def everywhere(vectors: list[str]) -> tuple[int, list[str]]:
    """Share the vectors among the machine's cores, each with a town of its own."""
    hands = os.cpu_count() or 1
    with ProcessPoolExecutor(hands, mp_context=get_context("spawn")) as pool:
        seen = list(pool.map(look_in_a_town, [vectors[n::hands] for n in range(hands)]))
    return sum(pages for pages, _ in seen), [fault for _, faults in seen for fault in faults]


def look_in_a_town(vectors: list[str], *, full: bool = True) -> tuple[int, list[str]]:
    """Build a town and look at every page with these vectors."""
    with standing() as town:
        return look(town, vectors, full=full)


def look(town: Town, vectors: list[str], *, full: bool) -> tuple[int, list[str]]:
    """Read the structure of every page that shows the vectors; return how many, and marks."""
    faults: list[str] = []
    seen = 0
    for batch in batches(vectors):
        paths = plant(town, batch)
        for number, path in enumerate(paths):
            if not full and number >= SHOWN and number % 7:
                continue
            answer = town.people["moderator"].ask(town.app, "GET", path)
            if answer.mimetype == "text/html":
                seen += 1
                faults += [f"{path}: {fault}" for fault in marks_on(answer)]
        town.snapshot.restore()
    return seen, faults


def marks_on(answer: TestResponse) -> list[str]:
    """Return what is wrong with a page; a file to keep carries its own style sheet, once."""
    found = faults_of(answer.text)
    if "attachment" in answer.headers.get("Content-Disposition", ""):
        for own in ("<style>", "<meta http-equiv>"):
            found.remove(own)
    return found


def batches(vectors: list[str]) -> Iterator[list[str]]:
    """Give the vectors a handful at a time: one town full of them is slow to look at."""
    for start in range(0, len(vectors), BATCH):
        yield vectors[start : start + BATCH]


@contextlib.contextmanager
def raw(app: Flask) -> Iterator[None]:
    """The control: what people wrote is put on the page as it is."""
    environment = app.jinja_env
    kept = environment.autoescape
    environment.autoescape = False
    assert environment.cache is not None
    environment.cache.clear()
    try:
        yield
    finally:
        environment.autoescape = kept
        environment.cache.clear()
