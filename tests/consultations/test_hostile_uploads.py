"""Hostile files through the browser: a sentence, in time, and the product lives on (S6)."""

from __future__ import annotations

import time

import pytest

from ideell.consultations.models import SourceDocument
from ideell.extensions import db
from ideell.foundation import jobs
from ideell.reading.sentences import sentence
from ideell.reading.unreadable import Reason
from tests.browsing import Browsers
from tests.consultations.builders import make_consultation, upload
from tests.consultations.hostile_files import hostile
from tests.world import World

EVERY = ["billion-laughs", "external-entity", "macro", "zip-slip", "symlink", "deep", "cut-off",
         "locked-word", "old-word", "just-zip", "picture-with-page", "program", "svg", "utf-16",
         "broken-pdf", "bomb"]  # fmt: skip


@pytest.mark.parametrize("name", EVERY)
def test_a_hostile_file_gets_its_sentence(as_: Browsers, world: World, name: str) -> None:
    content, reason = hostile()[name]
    make_consultation(world)
    mona = as_(world.mona)
    upload(mona, 1, content, "../../<b>rapport</b>.docx")
    start = time.monotonic()
    jobs.run_due()
    assert time.monotonic() - start < 10  # two seconds alone; the machine may be busy
    document = db.session.get_one(SourceDocument, 1)
    assert (document.state, document.fault) == ("unreadable", reason)
    page = mona.get("/remisser/1/underlag/1")
    assert sentence(Reason(reason)) in page
    assert "<b>" not in page.text
    answer = mona.get("/remisser/1/underlag/1/fil").response
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    mona.get("/remisser/1")


def test_hostile_words_in_an_outline_are_only_words(as_: Browsers, world: World) -> None:
    make_consultation(
        world, title="<script>alert(1)</script>", summary="<img src=x onerror=alert(1)>"
    )
    mona = as_(world.mona)
    bad = '1 <script>alert("x")</script> 5\n2 "><svg onload=alert(1)> 6\n2.1 {{ 7*7 }} 7'
    mona.send("/remisser/1/underlag/nytt", "/remisser/1/underlag/innehall", contents=bad)
    inside = ("", "/andra", "/underlag/1", "/kapitel/1/andra", "/kapitel/2")
    for path in ("/remisser", *(f"/remisser/1{place}" for place in inside)):
        page = mona.get(path)
        text = page.text
        assert "<script>alert" not in text
        assert "<svg onload" not in text
        assert "<img src=x" not in text
        assert "49" not in page or "{{ 7*7 }}" in page  # as it is read: addresses hold digits
